"""The rule ``text-id``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="text-id",
    severity=(ERROR,),
    about=(
        "A condition names an id that is a text, such as `vas.before.mean_sd`, where a number "
        "is compared."
    ),
    why="Two texts cannot be larger or smaller than each other.",
    cure=(
        "Name the number that the text is made of, such as `vas.before.mean`; the finding "
        "proposes some."
    ),
)
