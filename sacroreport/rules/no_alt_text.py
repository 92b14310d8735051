"""The rule ``no-alt-text``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="no-alt-text",
    severity=(ERROR,),
    about="An image in a PDF has no alternative text and no caption.",
    why=("A PDF of the standard PDF/UA tells readers with a screen reader what each image shows."),
    cure='Write ![](flow.png){fig-alt="what it shows"}, or {fig-alt=""} if it only decorates.',
)
