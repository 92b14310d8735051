"""The rule ``unlike-units``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unlike-units",
    severity=(ERROR,),
    about="A claim puts numbers of different units into an order, such as years and points.",
    why="Which of the two is larger says nothing.",
    cure="Name numbers of one unit, or compare them by `holds:` if that is meant.",
)
