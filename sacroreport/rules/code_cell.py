"""The rule ``code-cell``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="code-cell",
    severity=(ERROR,),
    about="A document holds a code cell, such as ```{python} or `r mean(x)`.",
    why=(
        "A number that a cell computes has no source in the study and cannot be compared with "
        "the data."
    ),
    cure=(
        "Describe the analysis in study.yml and name its numbers with {{< var id >}}. Put a "
        "diagram into the document as an image."
    ),
)
