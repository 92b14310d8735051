"""The rule ``unknown-id``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-id",
    severity=(ERROR,),
    about=(
        "An id that the study does not have is named, in a document, study.yml or published.yml."
    ),
    why="Nothing could be printed there.",
    cure="Correct the id; `sacroreport results` lists every id.",
)
