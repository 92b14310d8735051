"""The rule ``project-file``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="project-file",
    severity=(ERROR,),
    about=(
        "_quarto.yml is no mapping, or its `output-dir:` is no folder of its own in the project."
    ),
    why="Built files must never be written among sources or outside the project.",
    cure="Write `project: {output-dir: _output}`.",
)
