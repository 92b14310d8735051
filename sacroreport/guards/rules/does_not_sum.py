"""The rule ``does-not-sum``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import NOTICE, WARNING, Rule

RULE = Rule(
    name="does-not-sum",
    severity=(WARNING, NOTICE),
    adjustable=True,
    about=(
        "Printed percentages of all levels do not sum to 100, or printed counts not to the "
        "participants."
    ),
    why=(
        "Readers add them up. Where the document speaks of rounding, it is a notice for "
        "percentages."
    ),
    cure=(
        "Say in a note that percentages do not sum to 100 because of rounding, or print "
        "counts. For counts, print how many have no value: `NAME.missing`."
    ),
    run_all=(passes.printed,),
)
