"""The rule ``typed-quantifier``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="typed-quantifier",
    severity=(WARNING,),
    adjustable=True,
    about=(
        'None, one or all is said in words of what the study records, such as "no deaths", '
        "and no claim is printed."
    ),
    why=(
        "These are numbers: 0, 1 and n. After a correction it may be another one, and the "
        "words would stay. Where they differ from the data already, it is "
        "`words-against-numbers`, told of complications only. Sentences with a citation are "
        "left alone."
    ),
    cure=(
        "Declare `claims: NAME: {says: …, kind: none, of: …}` (or `all`) and write `{{< var "
        "claims.NAME >}}`; for one, print `{{< var ID.words >}}`."
    ),
    run=(passes.wording,),
    run_all=(passes.wording_in_study,),
)
