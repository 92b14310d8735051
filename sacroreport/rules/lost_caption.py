"""The rule ``lost-caption``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="lost-caption",
    severity=(WARNING,),
    about="With Quarto, a table has a caption and no label, and the PDF is to be made.",
    why=(
        "Quarto prints the caption of such a table in HTML and DOCX and loses it in PDF "
        "(tried with 1.11)."
    ),
    cure="Give the table a label at the end of its caption, `{#tbl-NAME}`.",
)
