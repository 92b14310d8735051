"""The rule ``too-few-digits``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="too-few-digits",
    severity=(WARNING,),
    adjustable=True,
    about=(
        "Printed numbers are rounded so far that they contradict each other, such as a "
        "minimum above the mean."
    ),
    why="The exact numbers agree, but readers see the rounded ones.",
    cure=(
        "Declare more `decimals:` for the variable or for the imported numbers, or use a "
        "number style with more digits."
    ),
    run_all=(passes.printed,),
)
