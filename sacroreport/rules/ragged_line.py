"""The rule ``ragged-line``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="ragged-line",
    severity=(ERROR,),
    about="A line of the data has more or fewer cells than the header.",
    why="Its values would stand in the wrong columns.",
    cure=(
        "Look for a missing or surplus delimiter on that line. Put a cell that holds one into "
        "quotation marks."
    ),
)
