"""The rule ``moving-text``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="moving-text",
    severity=(ERROR,),
    about="A document prints a variable of the environment, by {{< env ... >}}.",
    why="It may differ on another computer, and the same inputs must give the same files.",
    cure="Write the words themselves.",
)
