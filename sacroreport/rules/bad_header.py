"""The rule ``bad-header``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="bad-header",
    severity=(ERROR,),
    about="A column of the data has no name, or two columns have the same.",
    why="Nobody could tell which column a variable means.",
    cure="Name each column once in the first line of the file, and remove empty columns.",
)
