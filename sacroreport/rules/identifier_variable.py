"""The rule ``identifier-variable``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="identifier-variable",
    severity=(ERROR,),
    about="The participant column is declared as a variable.",
    why="It says who somebody is. It is never analysed and never printed.",
    cure="Remove it from `variables:`; `participant:` declares it.",
)
