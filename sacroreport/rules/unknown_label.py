"""The rule ``unknown-label``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-label",
    severity=(ERROR,),
    about="A cross reference such as @tbl-baseline names something that is not there.",
    why="Readers would be sent to nothing.",
    cure=(
        "Correct the label, or give it to the figure, table, section or equation. References "
        "to sections need `number-sections: true`."
    ),
)
