"""The rule ``bad-participant``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="bad-participant",
    severity=(ERROR,),
    about="There are spaces around a participant's pseudonym.",
    why='"S01" and "S01 " would count as two participants.',
    cure="Remove the spaces in the data file.",
)
