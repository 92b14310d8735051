"""The rule ``no-title``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="no-title",
    severity=(ERROR,),
    about="A document has no title.",
    why="A PDF for readers with a screen reader needs one, and so does every journal.",
    cure="Add `title:` to the front matter.",
)
