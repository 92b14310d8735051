"""The rule ``nothing-recorded``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="nothing-recorded",
    severity=(WARNING,),
    about="No participant has a value in the column of a variable.",
    why="Every number of the variable would be empty.",
    cure="Record the values, or remove the variable from study.yml.",
)
