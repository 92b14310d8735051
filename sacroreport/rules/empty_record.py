"""The rule ``empty-record``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="empty-record",
    severity=(ERROR,),
    about="A record holds nothing but its participant.",
    why="It would raise the number of participants without adding a value.",
    cure="Complete it, or remove the line.",
)
