"""The rule ``unknown-type``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-type",
    severity=(ERROR,),
    about="A variable has no `type:`, or one that does not exist.",
    why="The type says how a column is read and which numbers it gives.",
    cure="Write `type: number`, `category`, `ordered`, `flag`, `multi`, `date` or `text`.",
)
