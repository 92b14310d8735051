"""The rule ``bibliography``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="bibliography",
    severity=(ERROR,),
    about="The bibliography cannot be read.",
    why="No citation could be printed.",
    cure="Correct the entry that the message names; look for an open brace or a missing comma.",
)
