"""The rule ``typed-significance``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="typed-significance",
    severity=(WARNING,),
    adjustable=True,
    about=(
        '"significant", or a comparison without one such as "did not differ", is typed in a '
        "sentence that prints no claim."
    ),
    why=(
        "After a correction P may be on the other side of the level, and the word would stay. "
        "Names of what was recorded, definitions and sentences with a citation are left "
        "alone."
    ),
    cure=(
        "Declare `claims: NAME: {says: …, kind: significant, analysis: …}` (or "
        "`not_significant`, `unchanged`) and write `{{< var claims.NAME >}}`, or say it "
        "otherwise."
    ),
    run=(passes.wording,),
    run_all=(passes.wording_in_study,),
)
