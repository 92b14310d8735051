"""The rule ``circular-include``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="circular-include",
    severity=(ERROR,),
    about="A file includes itself, perhaps by way of others.",
    why="The document would have no end.",
    cure="Remove one of the includes.",
)
