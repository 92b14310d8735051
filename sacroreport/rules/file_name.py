"""The rule ``file-name``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="file-name",
    severity=(ERROR,),
    about="The name of a file or folder could be read as an option, or as another name.",
    why=(
        "A program that is given such a name could read it as an option and do what nobody "
        "asked for, or open another file than the one that was checked."
    ),
    cure=(
        "A name must not begin with a hyphen, nor hold an invisible character or what "
        "markdown reads as another. Rename the file with letters, digits, dots and hyphens, a "
        "letter first."
    ),
)
