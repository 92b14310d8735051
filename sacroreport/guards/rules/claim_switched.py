"""The rule ``claim-switched``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import NOTICE, Rule

RULE = Rule(
    name="claim-switched",
    severity=(NOTICE,),
    adjustable=True,
    about="A claim does not hold, and its `otherwise:` words are printed.",
    why="A sentence that changes by itself ought to be read again.",
    cure="See that the sentence is right with these words.",
    run_all=(passes.claims,),
)
