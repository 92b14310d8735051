"""The rule ``unknown-format``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-format",
    severity=(ERROR,),
    about="A declared format is known neither to the tool nor to Quarto's extensions.",
    why="Nobody could say what kind of file it makes.",
    cure=(
        "Correct its name under `format:`; an extension's format is called like acme-typst or "
        "acme-html."
    ),
)
