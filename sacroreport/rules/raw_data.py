"""The rule ``raw-data``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="raw-data",
    severity=(ERROR,),
    about="A document, or an option of one, names a file of the raw data.",
    why=(
        "Raw data hold participants. They must not get into an output, neither as text nor as "
        "a resource."
    ),
    cure="Name numbers with {{< var id >}}, and keep files for documents outside data/.",
)
