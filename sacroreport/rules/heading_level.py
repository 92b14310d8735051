"""The rule ``heading-level``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="heading-level",
    severity=(ERROR,),
    about="A heading skips a level in a PDF, for example from # to ###.",
    why=("Readers with a screen reader move by headings, and the standard PDF/UA allows no gap."),
    cure=(
        'Use the level that comes next, or `pdf-standard: "1.7"` for a PDF that does not '
        "promise this."
    ),
)
