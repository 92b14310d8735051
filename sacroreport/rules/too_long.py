"""The rule ``too-long``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="too-long",
    severity=(ERROR,),
    about="A text or a bibliography is longer than any that is read.",
    why=(
        "Reading it would take more time and memory than anybody waits for, and a finding "
        "says so at once."
    ),
    cure=(
        "A document may have 1,000,000 characters with all that it includes, a bibliography "
        "5,000,000 bytes. Divide the document into several, or keep the entries of the "
        "bibliography that the document cites."
    ),
)
