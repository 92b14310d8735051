"""The rule ``fixed-rule``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="fixed-rule",
    severity=(ERROR,),
    about="`rules:` or `acknowledge:` in study.yml names a rule that cannot be adjusted.",
    why=(
        "The agreement of the numbers with the data rests on it. A study that could switch it "
        "off would promise nothing."
    ),
    cure=(
        "Correct what the rule finds, and remove the entry. `sacroreport rule NAME` says "
        "whether a rule may be adjusted."
    ),
)
