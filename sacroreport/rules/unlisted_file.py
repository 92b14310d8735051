"""The rule ``unlisted-file``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="unlisted-file",
    severity=(WARNING,),
    about="A file among the built ones is not recorded by any build, or belongs to no document.",
    why=(
        "Nobody can say who made it, and when. Its numbers are compared with the data all the "
        "same where it is of a document."
    ),
    cure="Build the document again, or remove the file.",
)
