"""The rule ``too-much``."""

from sacroreport.rules.rule import ERROR, WARNING, Rule

RULE = Rule(
    name="too-much",
    severity=(ERROR, WARNING),
    about=(
        "A text has more of something than its readers get through, such as brackets inside "
        "each other."
    ),
    why=(
        "pandoc tries each of them in more than one way, and what stands inside each of them "
        "again. A line of eighty characters is enough to keep it busy for an hour."
    ),
    cure=(
        "A paragraph may have 6 brackets inside each other or left open, 20 backticks in a "
        "row and 50 open quotation marks; 1,000 quotations or lists may stand inside each "
        "other, and 500 headings have the same words. Of typed numbers the first 2,000 of a "
        "document are looked at, which is a warning. Write literal signs with a backslash, "
        "such as \\[ or \\*, and fewer levels inside each other."
    ),
)
