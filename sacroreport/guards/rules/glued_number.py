"""The rule ``glued-number``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="glued-number",
    severity=(ERROR,),
    about=(
        'What touches a printed number makes another number of it: "28,000", "−28", "28½", '
        '"28 hundred", two numbers in a row.'
    ),
    why=(
        "The number agrees with the data, and readers read another one; no other check can "
        "see that. Ranges, ratios, units and reference marks are no such thing. Sentences "
        "with a citation are left alone."
    ),
    cure="Put a space or a word between them, or print the number that is meant.",
    run=(passes.glue,),
)
