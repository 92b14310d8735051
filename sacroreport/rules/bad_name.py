"""The rule ``bad-name``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="bad-name",
    severity=(ERROR,),
    about="A name cannot be a part of an id, is reserved, or belongs to something else already.",
    why=(
        "Names are parts of the ids that documents print, as in {{< var vas.before.mean >}}. "
        "Two things with one name could not be told apart."
    ),
    cure=(
        "Take another name: small letters, digits and underscores, a letter first. A variable "
        "keeps the header of its column by `column:`."
    ),
)
