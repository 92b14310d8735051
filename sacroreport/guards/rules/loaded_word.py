"""The rule ``loaded-word``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="loaded-word",
    severity=(WARNING,),
    adjustable=True,
    about="A word claims more than a study without a control group can show.",
    why=(
        'Readers take "safe" and "effective" for results. A count of zero has an upper limit, '
        "and a change after treatment may be the natural course."
    ),
    cure=(
        "Say what was observed, name the comparison under `control:`, or acknowledge the "
        "words with a reason."
    ),
    run=(passes.loaded,),
    run_all=(passes.loaded_in_study,),
)
