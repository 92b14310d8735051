"""The rule ``circular-derive``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="circular-derive",
    severity=(ERROR,),
    about="A variable is derived from itself, perhaps by way of others.",
    why="Such a value could never be computed.",
    cure=(
        "Break the chain that the finding prints: derive one of its variables from recorded "
        "columns."
    ),
)
