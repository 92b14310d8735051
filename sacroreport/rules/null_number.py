"""The rule ``null-number``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="null-number",
    severity=(ERROR,),
    about="A document prints a number that has no value; the reason is in the finding.",
    why="A hole would stand in the sentence.",
    cure=(
        "Take the number out of the text, or correct the data. `sacroreport explain ID` says "
        "why there is none."
    ),
)
