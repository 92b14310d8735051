"""The rule ``needs-quarto``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="needs-quarto",
    severity=(ERROR,),
    about=(
        "The embedded engine does not render this, such as raw HTML, a tabset or a further format."
    ),
    why=("Something would be missing from some of the files, so it is refused and not left out."),
    cure=(
        "Write it in another way, or install Quarto 1.9 or later and build with `--engine quarto`."
    ),
)
