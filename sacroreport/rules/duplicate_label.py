"""The rule ``duplicate-label``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="duplicate-label",
    severity=(ERROR,),
    about="Two parts of a document have the same label, or one has an id of the page itself.",
    why="A reference could lead to the wrong one.",
    cure="Rename one of the two labels.",
)
