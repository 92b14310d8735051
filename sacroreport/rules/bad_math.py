"""The rule ``bad-math``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="bad-math",
    severity=(ERROR,),
    about="A formula cannot be read.",
    why="Its TeX source would be printed in place of the formula.",
    cure="Correct the TeX between the dollar signs, or write the formula in simpler terms.",
)
