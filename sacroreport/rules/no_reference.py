"""The rule ``no-reference``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="no-reference",
    severity=(ERROR,),
    about="Two groups are compared, and nothing says which of them is the reference.",
    why="Without it a difference has no sign: 1.2 more in women is 1.2 less in men.",
    cure="Add `reference:` with one of the two groups, for example `reference: male`.",
)
