"""The rule ``unreported``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="unreported",
    severity=(WARNING,),
    adjustable=True,
    about="No document prints a primary analysis, or what study.yml marks with `report: true`.",
    why=(
        "What was planned and is left out misleads. Of a primary analysis a P value alone, or "
        "the mean of one group or time, is not enough: readers need the size of the effect."
    ),
    cure="Print an estimate of it; the finding proposes an id.",
    run_all=(passes.reported,),
)
