"""The rule ``missing-file``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="missing-file",
    severity=(ERROR,),
    about="A file that the study, the project or a document names is not there.",
    why="An image, a bibliography, an included text or the data themselves would be missing.",
    cure=(
        "Create the file, or correct its name. Tables and figures in `_generated` are "
        "declared under `tables:` or `figures:`."
    ),
)
