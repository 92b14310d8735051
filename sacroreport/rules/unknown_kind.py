"""The rule ``unknown-kind``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-kind",
    severity=(ERROR,),
    about=(
        "An analysis or a figure has no `kind:`, or one that does not exist; or a claim has "
        "such a kind."
    ),
    why="The kind says what is computed, drawn or claimed.",
    cure=(
        "Write one of the kinds that the finding lists, for example `kind: paired` or `kind: "
        "compare`."
    ),
)
