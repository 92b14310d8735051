"""The rule ``document-name``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="document-name",
    severity=(ERROR,),
    about=(
        "The name of a document holds a sign that Quarto takes for a pattern, such as * or [, "
        "or is no text in UTF-8."
    ),
    why=(
        "Quarto might render other documents in its place, and what is no text cannot be "
        "written into records and files."
    ),
    cure="Rename the document.",
)
