"""The rule ``changed-file``."""

from sacroreport.rules.rule import ERROR, WARNING, Rule

RULE = Rule(
    name="changed-file",
    severity=(ERROR, WARNING),
    about=(
        "A file is not what a build would make, or a source changed while `check --fix` was "
        "at work."
    ),
    why=(
        "Its text may still agree with the data, but somebody or something else has written "
        "it. One that holds all that a build makes, and only that, and was packed by other "
        "versions of the programs, is a warning."
    ),
    cure="Build the document again; after `check --fix`, run that again.",
)
