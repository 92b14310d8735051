"""The rule ``typed-statistic``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import ERROR, WARNING, Rule

RULE = Rule(
    name="typed-statistic",
    severity=(ERROR, WARNING),
    adjustable=True,
    about=(
        "A typed number stands beside %, P, ±, n or the like, and equals no result of the study."
    ),
    why="It reads like a result of the study, but nothing vouches for it.",
    cure=(
        "Compute it in study.yml and name its id. If it is no result, cite its source in the "
        "sentence, declare it under `constants:`, list the phrase under `literals:`, or, in a "
        "document, write [30]{.literal}. In labels of study.yml only what is surely a "
        "statistic is told."
    ),
    run=(passes.typed,),
    run_all=(passes.typed_in_study,),
)
