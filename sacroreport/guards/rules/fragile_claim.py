"""The rule ``fragile-claim``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import NOTICE, Rule

RULE = Rule(
    name="fragile-claim",
    severity=(NOTICE,),
    adjustable=True,
    about="A claim would turn if a single participant were left out.",
    why=(
        "What rests on one participant is weakly founded, whatever its P value. Counted is "
        "how many participants there are like that, never who."
    ),
    cure="Weigh whether the text may rest on it.",
    run_all=(passes.claims,),
)
