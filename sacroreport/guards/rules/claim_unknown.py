"""The rule ``claim-unknown``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import ERROR, NOTICE, Rule

RULE = Rule(
    name="claim-unknown",
    severity=(ERROR, NOTICE),
    about=(
        "Whether a claim holds is unknown: a number in it is null, it divides by zero, or "
        "missing values could decide it."
    ),
    why=(
        "Neither the claim nor its contrary is borne out, so `otherwise:` is not printed "
        "either. Where no document prints the claim it is a notice."
    ),
    cure=(
        "Take the claim out of the text, mend its numbers, or say what missing values do "
        "(`missing:`)."
    ),
    run_all=(passes.claims,),
)
