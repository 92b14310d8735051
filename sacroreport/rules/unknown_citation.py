"""The rule ``unknown-citation``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-citation",
    severity=(ERROR,),
    about=(
        "A document cites a reference that its bibliography does not have, or it has no "
        "bibliography."
    ),
    why="A question mark would stand in place of the reference.",
    cure=(
        "Correct the key after @, add the reference to the bibliography, or name one by "
        "`bibliography:`."
    ),
)
