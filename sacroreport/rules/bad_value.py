"""The rule ``bad-value``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="bad-value",
    severity=(ERROR,),
    about=(
        "A value is none of those allowed, in study.yml, in a document's front matter or in a "
        "cell of the data."
    ),
    why=(
        'A cell such as "8/10" or ">10" can be read in more than one way, and an option that '
        "does not fit has no effect. Both would end in a number that nobody meant."
    ),
    cure=(
        "Write a value that the finding expects. A cell of the data is corrected in the file, "
        "or its text is listed under `missing:`."
    ),
)
