"""The rule ``two-roundings``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import NOTICE, WARNING, Rule

RULE = Rule(
    name="two-roundings",
    severity=(WARNING, NOTICE),
    adjustable=True,
    about="One number is printed as two, such as 8.9 and 8.93.",
    why=(
        "They look like two results. If they differ only in zeros at the end, such as 9.0 and "
        "9.00, it is a notice."
    ),
    cure="Let one id print the number in both places.",
    run_all=(passes.printed,),
)
