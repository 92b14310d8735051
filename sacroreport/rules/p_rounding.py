"""The rule ``p-rounding``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="p-rounding",
    severity=(WARNING,),
    adjustable=True,
    about="A P value below the level is printed as the level itself, such as 0.049 as P = .05.",
    why="Readers would take a significant result for one that is not.",
    cure="Use a number style that adds a decimal there, or say it in words.",
)
