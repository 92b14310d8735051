"""The rule ``flow-sum``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="flow-sum",
    severity=(ERROR,),
    about=(
        "The counts of a flow figure do not add up from one step to the next, or are not known."
    ),
    why=(
        "Readers follow participants through a flow diagram, and a lost one makes the rest "
        "doubtful."
    ),
    cure="Correct the counts, or say under `left_out:` who else was left out.",
)
