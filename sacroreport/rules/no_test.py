"""The rule ``no-test``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="no-test",
    severity=(ERROR,),
    about="Numbers are compared between three or more groups, and no test is chosen.",
    why="Which test fits is a decision of the authors, made before they see the data.",
    cure="Write `test: anova` or `test: kruskal`.",
)
