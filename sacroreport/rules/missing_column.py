"""The rule ``missing-column``."""

from sacroreport.rules.rule import ERROR, WARNING, Rule

RULE = Rule(
    name="missing-column",
    severity=(ERROR, WARNING),
    about="The data lack a column that a variable, `participant:` or `ignore:` names.",
    why=(
        "What the variable means cannot be looked up. For `ignore:` it is a warning, since "
        "nothing is computed from it."
    ),
    cure=(
        "Correct the name, or say by `column:` what the header is. Remove it from `ignore:` "
        "if it is gone."
    ),
)
