"""The rule ``no-effect``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="no-effect",
    severity=(WARNING,),
    about=(
        "Settings of a plain `quarto render`, such as a profile or _metadata.yml, have no "
        "effect on a build."
    ),
    why="A plain render and a build would then differ.",
    cure="Write what a build needs into _quarto.yml or into the document.",
)
