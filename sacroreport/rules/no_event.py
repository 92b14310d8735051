"""The rule ``no-event``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="no-event",
    severity=(ERROR,),
    about="A variable with two levels is compared, and nothing says which of them is the event.",
    why=(
        "The proportion of one level and that of the other give different risk differences "
        "and odds ratios."
    ),
    cure="Add `event:` with the level whose proportion is compared.",
)
