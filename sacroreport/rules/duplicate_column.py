"""The rule ``duplicate-column``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="duplicate-column",
    severity=(ERROR,),
    about="Two variables are read from the same column.",
    why="One column would be described twice, perhaps in two different ways.",
    cure="Keep one of them, and derive the other with `derive:`.",
)
