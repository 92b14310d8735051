"""The rule ``imported``."""

from sacroreport.rules.rule import ERROR, WARNING, Rule

RULE = Rule(
    name="imported",
    severity=(ERROR, WARNING),
    about=(
        "A file of imported numbers lacks a declared number, has an undeclared one, or holds "
        "what is no number."
    ),
    why=(
        "These numbers were computed elsewhere, so only their file can vouch for them. A "
        "number that is not declared is a warning."
    ),
    cure=(
        "Give the file the columns id and value and one line per number of `imported:` in "
        "study.yml."
    ),
)
