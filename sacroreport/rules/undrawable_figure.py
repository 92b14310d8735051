"""The rule ``undrawable-figure``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="undrawable-figure",
    severity=(ERROR,),
    about="A figure cannot be drawn, for example because there is no pair of values to draw.",
    why="The document would have a hole in place of the figure.",
    cure="Correct the labels or the data that the finding names, or take the figure out.",
)
