"""The rule ``typed-result``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import ERROR, WARNING, Rule

RULE = Rule(
    name="typed-result",
    severity=(ERROR, WARNING),
    adjustable=True,
    about=(
        "A typed number equals a result of the study, such as 28 where {{< var participants.n "
        ">}} could stand."
    ),
    why=(
        "It stays as it is when the data are corrected, and then it is wrong. In a heading or "
        "a list, where digits often only number things, it is a warning."
    ),
    cure=(
        "Write the id; `sacroreport check --fix` does it where exactly one fits. If it is no "
        "result, list the phrase under `literals:` or write [28]{.literal}. The texts of "
        "study.yml know no such mark, and claims and labels no ids: say it without the number "
        "there."
    ),
    run=(passes.typed,),
    run_all=(passes.typed_in_study,),
)
