"""The rule ``too-large``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="too-large",
    severity=(ERROR,),
    about="An analysis has numbers too large to compute with.",
    why=(
        "Such numbers are no measurements. Most often a cell holds a slip or a code such as 1e99."
    ),
    cure="Declare a `range:` for the variable, and correct the cells that are outside it.",
)
