"""The rule ``unknown-key``."""

from sacroreport.rules.rule import ERROR, WARNING, Rule

RULE = Rule(
    name="unknown-key",
    severity=(ERROR, WARNING),
    about="A key that nothing knows, most often a misspelt one, such as `lable:`.",
    why=(
        "It would have no effect, although its author believes that it has. Where the Quarto "
        "engine renders and a key of its own looks misspelt, it is a warning, since Quarto "
        "takes any key."
    ),
    cure=(
        "Correct its name; the finding proposes one that exists. docs/reference.md lists the "
        "keys of study.yml."
    ),
)
