"""The rule ``typed-share``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="typed-share",
    severity=(WARNING,),
    adjustable=True,
    about=(
        'A share is said in words, such as "half of the patients", in a sentence that prints '
        "no claim."
    ),
    why=(
        "After a correction it may be another share, and the words would stay. Sentences with "
        "a citation are left alone."
    ),
    cure=(
        "Declare `claims: NAME: {says: …, kind: majority, of: …}` (`minority`, `half`, `all`, "
        "`none` or `holds:`) and write `{{< var claims.NAME >}}`, or print the number."
    ),
    run=(passes.wording,),
    run_all=(passes.wording_in_study,),
)
