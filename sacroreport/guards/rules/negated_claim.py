"""The rule ``negated-claim``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="negated-claim",
    severity=(WARNING,),
    adjustable=True,
    about='"not", "no" or "never" stands directly before a claim.',
    why="The claim holds, and the sentence says the contrary.",
    cure="Remove the word, or declare a claim that says it and whose condition holds.",
    run=(passes.glue,),
)
