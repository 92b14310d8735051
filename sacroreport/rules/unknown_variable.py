"""The rule ``unknown-variable``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-variable",
    severity=(ERROR,),
    about=(
        "An analysis, table or figure names a variable that is not declared, or that makes no "
        "groups."
    ),
    why=(
        "There is nothing to compute it from. With the Quarto engine, an `env` shortcode "
        "whose variable is not set has the same name."
    ),
    cure=(
        "Correct the name, or declare the variable under `variables:`. Groups need a "
        "category, an ordered variable or a flag."
    ),
)
