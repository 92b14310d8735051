"""The rule ``different-n``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="different-n",
    severity=(WARNING,),
    adjustable=True,
    about=(
        "Numbers of the same thing are printed over different participants, in one document "
        "or in two."
    ),
    why=(
        "A mean of all who were recorded and a mean of complete pairs look as if they could "
        "be compared. So do adjusted and unadjusted numbers."
    ),
    cure=("Print one of the two, or print how many participants each is about: the `.n` of both."),
    run=(passes.agreement,),
    run_all=(passes.printed,),
)
