"""The rule ``missing-resource``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="missing-resource",
    severity=(WARNING,),
    about="A page made by Quarto wants a file that is not there to be put into it.",
    why="The page would look otherwise than intended, or would have a hole.",
    cure="Name the file in the document or under `resources:`, or leave it out.",
)
