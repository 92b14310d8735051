"""The rule ``empty-column``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="empty-column",
    severity=(ERROR,),
    about="A column of a table prints nothing in any row.",
    why="Readers would take the empty cells for missing results.",
    cure="Correct `show:` of the column: the end of an id, such as `change.mean` or `test.p`.",
)
