"""The rule ``data-format``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="data-format",
    severity=(ERROR,),
    about="The data file is no delimited text, such as an .xlsx file.",
    why="Only text that anybody can read shows what was recorded.",
    cure="Export the table as CSV in UTF-8, and name that file under `data:`.",
)
