"""The rule ``empty-key``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="empty-key",
    severity=(ERROR,),
    about="A key of study.yml has no value, such as `where:` with nothing behind it.",
    why="An empty `where:` would mean all participants, which is hardly what was intended.",
    cure="Give the key a value, or remove it.",
)
