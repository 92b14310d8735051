"""The rule ``duplicate-key``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="duplicate-key",
    severity=(ERROR,),
    about="A key stands twice in the same place of a YAML file.",
    why="Only one of the two could count, and nobody would see which.",
    cure="Remove one of the two, or rename it.",
)
