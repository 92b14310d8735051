"""The rule ``control-character``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="control-character",
    severity=(ERROR,),
    about="A cell of the data holds a control character, which nobody sees.",
    why="Two values that look alike would count as different ones.",
    cure="Remove it, or export the table again as plain CSV in UTF-8.",
)
