"""The rule ``typed-number``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="typed-number",
    severity=(WARNING,),
    adjustable=True,
    about=(
        'A typed number comes from no data and looks like no statistic, such as "took 17 minutes".'
    ),
    why="It may still be a result that somebody typed.",
    cure=(
        "Name a number with {{< var id >}}. If it is no result, list the phrase under "
        "`literals:` or write [17]{.literal}."
    ),
    run=(passes.typed,),
    run_all=(passes.typed_in_study,),
)
