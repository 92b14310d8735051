"""The rule ``does-not-close``."""

from sacroreport.guards import passes
from sacroreport.rules.rule import NOTICE, WARNING, Rule

RULE = Rule(
    name="does-not-close",
    severity=(WARNING, NOTICE),
    adjustable=True,
    about=(
        "Two printed numbers and their printed difference do not fit, such as 8.9 and 2.2 "
        "beside a fall of 6.8."
    ),
    why=(
        "Each is rounded correctly from its exact value, but a reader who subtracts takes it "
        "for an error. Where the document speaks of rounding it is a notice."
    ),
    cure=(
        "Print the decimals with which they close, which the finding names, or say in a "
        "footnote that they differ because of rounding."
    ),
    run_all=(passes.printed,),
)
