"""The rule ``bad-level``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="bad-level",
    severity=(ERROR,),
    about=(
        "A level, or a reason for missing values, has no id of its own or cannot be told from "
        "another text."
    ),
    why="Each level has ids of its own, and a text cannot be both a value and missing.",
    cure=(
        'Give it an id, as in "11": {label: 11 gauge, id: g11}; give the variable a '
        "`missing:` of its own; or choose another `separator:`."
    ),
)
