"""The rule ``mixed-citation``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="mixed-citation",
    severity=(ERROR,),
    about=(
        "Cross references and citations share one pair of brackets, such as [@fig-flow; "
        "@smith2008]."
    ),
    why="One is a place in the text and the other a reference; no style prints both together.",
    cure="Write two pairs of brackets.",
)
