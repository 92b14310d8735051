"""The rule ``duplicate-participant``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="duplicate-participant",
    severity=(ERROR,),
    about="A participant has more than one record.",
    why=(
        "The participant would be counted more than once, and every n and percentage would be "
        "wrong."
    ),
    cure="Correct the pseudonym, or remove the surplus record: one line per participant.",
)
