"""The rule ``yaml``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="yaml",
    severity=(ERROR,),
    about="A YAML file, or the front matter of a document, cannot be read.",
    why="What a file cannot say clearly would be guessed, and a guess may change a number.",
    cure=(
        "Look at the line for a wrong indentation, a colon without a space after it, or an "
        "open quotation mark. Put a text with a colon into quotation marks."
    ),
)
