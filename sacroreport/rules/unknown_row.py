"""The rule ``unknown-row``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-row",
    severity=(ERROR,),
    about="A row of a table names no variable, analysis or id.",
    why="There is nothing to print in that row.",
    cure="Correct the name; `sacroreport results` lists every id.",
)
