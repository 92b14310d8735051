"""The rule ``empty-data``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="empty-data",
    severity=(ERROR,),
    about="The data file is empty, or has a header and no records.",
    why="There is nobody to describe.",
    cure="Export the table again, with a header line and one line per participant.",
)
