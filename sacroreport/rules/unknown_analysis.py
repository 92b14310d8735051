"""The rule ``unknown-analysis``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-analysis",
    severity=(ERROR,),
    about="A family or a figure names an analysis that does not exist, or that does not fit.",
    why=(
        "A family adjusts P values, so its analyses need a test; a figure draws the numbers "
        "of one kind of analysis."
    ),
    cure="Name an analysis of `analyses:` that fits, as the finding says.",
)
