"""The rule ``finer-than-declared``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="finer-than-declared",
    severity=(WARNING,),
    about="A value is recorded with more decimals than the variable declares.",
    why=(
        "Means are printed with one decimal more than `decimals:` says, so this decides how "
        "precise the text sounds."
    ),
    cure=(
        "Declare `decimals:` as the values were measured, or round the recorded values to "
        "what was measured."
    ),
)
