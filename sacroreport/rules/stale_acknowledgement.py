"""The rule ``stale-acknowledgement``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="stale-acknowledgement",
    severity=(WARNING,),
    about=(
        "An acknowledgement in study.yml fits no finding any more, or only some that an "
        "earlier one is about."
    ),
    why=(
        "The text or the data have changed. An excuse that stays would cover the next finding "
        "unseen."
    ),
    cure=(
        "Remove the entry of `acknowledge:`, or correct its `text:` (whole words and numbers) "
        "or `document:`."
    ),
)
