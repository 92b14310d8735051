"""The rule ``unsupported``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="unsupported",
    severity=(ERROR,),
    about=(
        "A document or an option holds something that cannot be built, such as a TIFF image "
        "or code to run."
    ),
    why="It would look different in PDF, HTML and DOCX, or its numbers could not be proved.",
    cure=(
        "Follow the way out of the finding: for example a pipe table for a grid table, "
        "![caption](path) for an image by reference, or a PNG image."
    ),
)
