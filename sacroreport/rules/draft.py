"""The rule ``draft``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="draft",
    severity=(ERROR,),
    about="A file that `verify` was given is a draft.",
    why=(
        "A draft renders with all that is wrong in it: it may print what the data do not bear out."
    ),
    cure="Mend what it marks, run `sacroreport build`, and send the finished file.",
)
