"""The rule ``companion-alone``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="companion-alone",
    severity=(WARNING,),
    adjustable=True,
    about="A document prints a companion test without the test that it accompanies.",
    why=("The companion is a sensitivity analysis. Printed alone it looks like the chosen test."),
    cure="Print the id that ends in `test.p` as well.",
    run=(passes.agreement,),
)
