"""The rule ``missing-glyph``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="missing-glyph",
    severity=(ERROR,),
    about="The fonts of the PDF lack a character of the text.",
    why="An empty box would be printed in its place.",
    cure="Write it in another way, or build html and docx only, by `--format html,docx`.",
)
