"""The rule ``pdf-standard``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="pdf-standard",
    severity=(ERROR,),
    about="A PDF cannot be made to its standard, such as PDF/UA.",
    why="A file must not promise what it does not keep.",
    cure=(
        'Correct what the finding names, or write `pdf-standard: "1.7"` for a PDF that '
        "promises nothing."
    ),
)
