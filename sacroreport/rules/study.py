"""The rule ``study``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="study",
    severity=(ERROR,),
    about="study.yml is no mapping of keys to values, or it declares no variables.",
    why=(
        "Without variables nothing says what the columns of the data mean, and no number can "
        "be computed."
    ),
    cure=(
        "Begin with `title:`, `data:`, `participant:`, `date:` and `variables:`. "
        "`templates/study` is a small study to start from."
    ),
)
