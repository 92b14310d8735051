"""The rule ``proof``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="proof",
    severity=(ERROR,),
    about="A finished file does not say what the data and its document say.",
    why=(
        "This is the last line of defence: no file with a wrong, missing or foreign number "
        "leaves the build."
    ),
    cure=(
        "Build the document again. If it comes back, the text at that place confuses a "
        "format: please report it."
    ),
)
