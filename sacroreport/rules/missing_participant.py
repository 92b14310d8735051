"""The rule ``missing-participant``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="missing-participant",
    severity=(ERROR,),
    about="A record names no participant.",
    why="Nobody can tell whom it belongs to, or whether the participant is counted twice.",
    cure="Add the participant, or remove the line.",
)
