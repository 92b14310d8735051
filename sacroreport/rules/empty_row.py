"""The rule ``empty-row``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="empty-row",
    severity=(ERROR,),
    about="A row of a table prints nothing in any column.",
    why="Readers would take the empty cells for missing results.",
    cure=(
        "Say by `show:` of the row or of a column what is printed; the finding lists what there is."
    ),
)
