"""The rule ``identifier``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="identifier",
    severity=(ERROR,),
    about=(
        "A column looks as if it identifies participants: names, dates with a day, contact "
        "data, ages over 89."
    ),
    why=(
        "Data that lie beside a manuscript are shared with it. Who could be recognised must "
        "not be in them."
    ),
    cure=(
        "Remove the column from the file. A declared variable may stay with `deidentified:` "
        "and the reason."
    ),
)
