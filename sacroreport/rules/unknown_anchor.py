"""The rule ``unknown-anchor``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-anchor",
    severity=(ERROR,),
    about="A link within a document leads to an id that nothing has, such as [above](#methods).",
    why="The link would lead nowhere.",
    cure="Correct the id, or give it to the heading, as in # Methods {#methods}.",
)
