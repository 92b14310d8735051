"""The rule ``unknown-rule``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-rule",
    severity=(ERROR,),
    about="`rules:` or `acknowledge:` in study.yml names a rule that does not exist.",
    why="It would adjust nothing, although its author believes that it does.",
    cure="Correct the name; `sacroreport rule` lists every rule.",
)
