"""The rule ``impossible-number``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="impossible-number",
    severity=(ERROR,),
    about="Printed numbers cannot be true together, and no rounding explains it.",
    why=(
        "A percentage that is not that of its count, or a P value that the printed statistic "
        "cannot have, is wrong in print whatever the data say."
    ),
    cure=(
        "Correct the file that the numbers were imported from. If none of them is imported, "
        "it is a defect of the program: please report it."
    ),
    run_all=(passes.printed,),
)
