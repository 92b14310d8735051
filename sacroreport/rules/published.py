"""The rule ``published``."""

from sacroreport.rules.rule import ERROR, WARNING, Rule

RULE = Rule(
    name="published",
    severity=(ERROR, WARNING),
    about=(
        "A number in data/published.yml no longer agrees with the data, or its entry cannot "
        "be read."
    ),
    why=(
        "What is in print cannot be changed quietly. Disagreement is a warning, an unreadable "
        "entry an error."
    ),
    cure=(
        "Check the data, or say in the text that the number was corrected. An entry has `id:` "
        "and `printed:`, and perhaps `relation:` and `note:`."
    ),
)
