"""The rule ``unreadable-file``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unreadable-file",
    severity=(ERROR,),
    about=(
        "A file cannot be read: it is absent, closed to this user, a pipe or a folder in the "
        "place of a file, or not UTF-8."
    ),
    why="In another encoding, signs such as ± or é would be read as something else.",
    cure="Save it as UTF-8, check its permissions, or correct its name.",
)
