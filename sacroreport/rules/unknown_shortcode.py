"""The rule ``unknown-shortcode``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-shortcode",
    severity=(ERROR,),
    about="Quarto knows no shortcode of this name.",
    why="Quarto only warns and leaves a hole in the text.",
    cure="Correct the name, or install the extension that brings it.",
)
