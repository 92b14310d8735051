"""The rule ``included-front-matter``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="included-front-matter",
    severity=(WARNING,),
    about="An included file has front matter of its own, which has no effect.",
    why="A title or a bibliography that stands there is silently left out.",
    cure="Move it to the document that includes the file.",
)
