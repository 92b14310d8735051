"""The rule ``too-many-includes``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="too-many-includes",
    severity=(ERROR,),
    about="A document has more than 500 includes, or they nest deeper than 20 files.",
    why="Files that include each other again and again blow a document up.",
    cure="Look for such files, and include each of them once.",
)
