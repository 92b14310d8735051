"""The rule ``markup``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="markup",
    severity=(ERROR,),
    about=(
        "A label or another text of study.yml holds markup, a shortcode or a control character."
    ),
    why=(
        "It is printed as it stands in PDF, HTML and DOCX. Some format would take the markup "
        "for a command."
    ),
    cure=(
        "Write plain words. Only `caption:`, `notes:` and `alt:` may name numbers, as {{< var "
        "id >}}."
    ),
)
