"""The rule ``undeclared-column``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="undeclared-column",
    severity=(WARNING,),
    about="The data have a column that study.yml does not mention.",
    why="It may be a misspelt variable, or a column that should not have been shared.",
    cure="Declare it under `variables:`, list it under `ignore:`, or remove it from the file.",
)
