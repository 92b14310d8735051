"""The rule ``malformed-shortcode``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="malformed-shortcode",
    severity=(ERROR,),
    about=(
        "A shortcode is written so that it would not be recognised, such as {{< var age.n > }}."
    ),
    why="Quarto drops the rest of the document at some of these, without an error.",
    cure="Write {{< var id >}} with single spaces and on one line.",
)
