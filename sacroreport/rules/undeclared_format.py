"""The rule ``undeclared-format``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="undeclared-format",
    severity=(ERROR,),
    about="A file to be verified is of a format that its document is no longer made in.",
    why="There is nothing to compare it with.",
    cure="Declare the format again, or remove the file and build.",
)
