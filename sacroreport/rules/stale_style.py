"""The rule ``stale-style``."""

from sacroreport.rules.rule import ERROR, NOTICE, Rule

RULE = Rule(
    name="stale-style",
    severity=(ERROR, NOTICE),
    about="A file was made in another number style than the study or its document now asks for.",
    why=("Its numbers agree with the data, but are written otherwise than those of a new build."),
    cure="Build the document again. Where `--style` asked for the other style, it is a notice.",
)
