"""The rule ``unshown-key``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="unshown-key",
    severity=(WARNING,),
    about=(
        "The shared looks do not print or follow a key, such as `doi:` or `linkcolor:` with Quarto."
    ),
    why="What was written there would be missing from the files.",
    cure=(
        "Write it as text, or choose looks of your own, as in `format: {html: {theme: default}}`."
    ),
)
