"""The rule ``p-and-interval``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="p-and-interval",
    severity=(WARNING,),
    adjustable=True,
    about=(
        "A printed P value and printed limits of the same analysis disagree about an effect, "
        "as computed or as rounded."
    ),
    why=(
        "Readers see P = .03 beside limits that include no difference, and doubt both. The "
        "two come from different methods, or a limit is rounded to the value of no effect."
    ),
    cure=(
        "Say in the text that the methods differ, choose a test and limits of one kind, or "
        "print the decimals that the finding names."
    ),
    run=(passes.agreement,),
    run_all=(passes.printed,),
)
