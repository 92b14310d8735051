"""The rule ``claim-fails``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import ERROR, NOTICE, Rule

RULE = Rule(
    name="claim-fails",
    severity=(ERROR, NOTICE),
    about="A claim of study.yml does not hold, and it has no `otherwise:` words.",
    why="The words say what the data do not. Where no document prints them it is a notice.",
    cure="Correct the text, or give the claim `otherwise:` words.",
    run_all=(passes.claims,),
)
