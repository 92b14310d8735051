"""The rule ``unlike-pair``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unlike-pair",
    severity=(ERROR,),
    about=(
        "The two variables of a pair are the same, or differ in type, unit, direction or levels."
    ),
    why="A change from one scale to another means nothing.",
    cure=("Give both the same `type:`, `unit:`, `better:` and `levels:`, or pair other variables."),
)
