"""The rule ``unknown-meta``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-meta",
    severity=(ERROR,),
    about="{{< meta key >}} names a key whose text is not in the front matter.",
    why="Nothing could be printed there.",
    cure="Add the key with a text, or use {{< var id >}} for a number.",
)
