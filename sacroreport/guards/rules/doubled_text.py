"""The rule ``doubled-text``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="doubled-text",
    severity=(WARNING,),
    adjustable=True,
    about=(
        'What stands beside a printed text is in it already: "P = p = 0.03", "25%%", "95% CI '
        '95% CI …", "5 patients patients".'
    ),
    why=(
        "The number style decides which signs and words belong to a text; typed once more, "
        "they are printed twice."
    ),
    cure="Remove what is typed; `sacroreport results` shows the text of each id.",
    run=(passes.glue,),
)
