"""The rule ``no-percentage``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="no-percentage",
    severity=(ERROR,),
    about="A percent sign stands behind a number that is no percentage, such as a count.",
    why='"12%" of a count of 12 is another result.',
    cure=(
        "Print the percentage, `{{< var ID.percent >}}`, or remove the sign. What was "
        'recorded in percent has `unit: "%"`.'
    ),
    run=(passes.glue,),
)
