"""The rule ``bad-image``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="bad-image",
    severity=(ERROR,),
    about="A file is not the kind of image that its name says.",
    why="One format may show it and another leave it out.",
    cure="Save the image again in that format, or correct its ending.",
)
