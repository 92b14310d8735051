"""The rule ``misplaced-shortcode``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="misplaced-shortcode",
    severity=(ERROR,),
    about=(
        "A shortcode stands where it has no effect or cannot be proved, such as inside code, "
        "math or a link."
    ),
    why=(
        "A number there could not be read back from the finished file and compared with the data."
    ),
    cure=(
        "Write the number in the text beside it. An include or a page break stands alone on "
        "its line."
    ),
)
