"""The rule ``conflicting-key``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="conflicting-key",
    severity=(ERROR,),
    about=(
        "An option that a build cannot follow, such as `output-file:`, or one of a PDF by LaTeX."
    ),
    why=(
        "With it a file could not be proved, would not stand alone, or would be found under "
        "another name."
    ),
    cure="Remove it. What is meant for a PDF stands under `typst:`, not under `pdf:`.",
)
