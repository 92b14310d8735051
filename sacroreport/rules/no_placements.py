"""The rule ``no-placements``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="no-placements",
    severity=(ERROR,),
    about=(
        "A file to be verified does not say where its numbers are: another program saved it, "
        "or a plain `quarto render` made it."
    ),
    why=(
        "Its numbers were looked for among its words only. That proves less than that a "
        "reader sees them, and nothing about what else was written into it."
    ),
    cure=(
        "Build the document with `sacroreport build`. For a co-author's copy, run "
        "`sacroreport verify --edited FILE`."
    ),
)
