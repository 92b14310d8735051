"""The rule ``not-proved``."""

from sacroreport.rules.rule import NOTICE, Rule

RULE = Rule(
    name="not-proved",
    severity=(NOTICE,),
    about="The numbers in a file of this kind cannot be read back.",
    why="They come from the data, but nobody has looked whether the finished file shows them.",
    cure="Read them yourself in that file, or build pdf, html or docx, which are proved.",
)
