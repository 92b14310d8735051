"""The rule ``stale-import``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="stale-import",
    severity=(ERROR,),
    about="Imported numbers were computed from other data than the file that is there now.",
    why=(
        "They would stand beside numbers of the corrected data, and nobody would see that "
        "they differ."
    ),
    cure=(
        "Compute them again from these data, then write the digest that the finding prints "
        "under `data_digest:`."
    ),
)
