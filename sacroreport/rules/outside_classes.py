"""The rule ``outside-classes``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="outside-classes",
    severity=(WARNING,),
    adjustable=True,
    about="A distribution figure leaves out participants whose value lies outside its classes.",
    why="The bars then show fewer participants than the text counts.",
    cure="Take more classes by `from:` and `to:` of the analysis.",
)
