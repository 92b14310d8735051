"""The rule ``unknown-affiliation``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unknown-affiliation",
    severity=(ERROR,),
    about="An author refers to an affiliation that is not declared.",
    why="The title page would not say where the author works.",
    cure="Declare it under `affiliations:` with that `id:`, or correct `ref:`.",
)
