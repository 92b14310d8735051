"""The rule ``bad-quoting``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="bad-quoting",
    severity=(ERROR,),
    about="A line of the data cannot be read because of its quotation marks.",
    why="An open quotation mark swallows the cells and lines that follow it.",
    cure="Close the quotation mark on that line or above it, or export the table again.",
)
