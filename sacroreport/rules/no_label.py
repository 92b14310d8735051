"""The rule ``no-label``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="no-label",
    severity=(ERROR,),
    about="A row of a table has no name of its own to print.",
    why="Readers must be told what the numbers of the row are.",
    cure="Write the row as {of: vas.responders, label: ...}.",
)
