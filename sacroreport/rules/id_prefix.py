"""The rule ``id-prefix``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="id-prefix",
    severity=(ERROR,),
    about="An id is the beginning of another one, so that both cannot exist.",
    why="Quarto looks ids up as nested keys and would print only one of the two.",
    cure="Give the level or the variable another `id:` or name.",
)
