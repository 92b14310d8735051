"""The rule ``bad-expression``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="bad-expression",
    severity=(ERROR,),
    about=(
        "An expression such as `where:`, `derive:`, `when:` or `holds:` cannot be read, or "
        "gives the wrong kind of value."
    ),
    why="A condition that is not understood would choose the wrong participants.",
    cure=(
        "Correct it at the column that the finding names. Expressions know == != < <= > >=, "
        "in, and, or, not, + - * /, is_missing, abs, min, max, days, months and cut."
    ),
)
