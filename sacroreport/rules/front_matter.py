"""The rule ``front-matter``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="front-matter",
    severity=(ERROR,),
    about=(
        "The front matter of a document, or manuscript/authors.yml, is no mapping of keys to "
        "values."
    ),
    why="Title and authors could not be read.",
    cure="Write keys with values, such as `title: A report`.",
)
