"""The rule ``typed-claim``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="typed-claim",
    severity=(WARNING,),
    adjustable=True,
    about="The words of a claim stand in the text, typed by hand instead of by the claim.",
    why=(
        "The claim changes or stops the build when the data change; typed words stay as they are."
    ),
    cure="Write `{{< var claims.NAME >}}` in their place.",
    run=(passes.wording,),
    run_all=(passes.wording_in_study,),
)
