"""The rule ``unknown-level``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-level",
    severity=(ERROR,),
    about="A claim names a level that its variable does not have.",
    why="Nothing could be counted.",
    cure="Write the code of the level as it stands under `levels:`; the finding lists them.",
)
