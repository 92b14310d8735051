"""The rule ``wrong-type``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="wrong-type",
    severity=(ERROR,),
    about=(
        "An analysis, a table or a claim cannot use what it names, such as a correlation of a "
        "category."
    ),
    why="A test or a description fits certain kinds of data only.",
    cure=(
        "Choose something of a kind that the finding names, another kind of analysis, or "
        "correct the `type:` of the variable."
    ),
)
