"""The rule ``glued-text``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="glued-text",
    severity=(WARNING,),
    adjustable=True,
    about=(
        'Letters or another text touch a printed text without a space: "5th", "x5", "5patients".'
    ),
    why=(
        "Readers take it for one word; most often a space is missing, or the number stands "
        "where an ordinal is meant."
    ),
    cure=(
        'Put a space or a word between them. Units, "-fold" and "-year-old" may stand where '
        "they are."
    ),
    run=(passes.glue,),
)
