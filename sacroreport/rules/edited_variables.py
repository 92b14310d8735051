"""The rule ``edited-variables``."""

from sacroreport.rules.rule import NOTICE, Rule

RULE = Rule(
    name="edited-variables",
    severity=(NOTICE,),
    about="_variables.yml was edited by hand and is written anew.",
    why=("It is generated: every number in it follows from the data, and an edited one would not."),
    cure="Change the data or study.yml instead.",
)
