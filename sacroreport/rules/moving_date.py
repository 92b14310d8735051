"""The rule ``moving-date``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="moving-date",
    severity=(ERROR,),
    about='The date of a document is a word such as "today", which changes from build to build.',
    why=(
        "The same inputs must give the same files, so that a changed file means a changed number."
    ),
    cure="Write a fixed date, such as `date: 2012-02-01`.",
)
