"""The rule ``words-against-numbers``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="words-against-numbers",
    severity=(WARNING,),
    adjustable=True,
    about=(
        'Words say what the numbers do not: "rose" between numbers that fell, "a fall of '
        '−6.7", "men" beside women\'s count.'
    ),
    why=(
        'It is what a correction of the data or of the sign leaves behind ("no deaths" where '
        'there is one now), or the id of a neighbour ("median" beside a mean).'
    ),
    cure=(
        "Correct the word or the id, let a claim decide it (`kind: increased`, `decreased`, "
        "`improved`, `none`), or print the number, with the sign that fits."
    ),
    run=(passes.wording, passes.siblings),
    run_all=(passes.wording_in_study,),
)
