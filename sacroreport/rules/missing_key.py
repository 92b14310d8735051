"""The rule ``missing-key``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="missing-key",
    severity=(ERROR,),
    about=(
        "A key that must be there is missing, such as a `label:`, or `decimals:` of a quotient."
    ),
    why=(
        "Some things cannot be guessed: what a variable is called, why a rule is adjusted, to "
        "how many decimals a quotient is meaningful."
    ),
    cure=(
        "Add the key that the finding names. A derived number with a division or a decimal "
        "factor needs `decimals:`."
    ),
)
