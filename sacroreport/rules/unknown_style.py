"""The rule ``unknown-style``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-style",
    severity=(ERROR,),
    about="`style:` names a number style that does not exist.",
    why="The number style decides how each number is written, such as P < .001 or p < 0.0001.",
    cure=("Take one of the styles that the finding lists, such as `plain`, `ama` or `radiology`."),
)
