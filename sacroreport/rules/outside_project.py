"""The rule ``outside-project``."""

from sacroreport.rules.rule import ERROR, Rule

RULE = Rule(
    name="outside-project",
    severity=(ERROR,),
    about=(
        "A file or an address outside the project is used, such as ../x.png or an image from "
        "the network."
    ),
    why=(
        "The study could not be built on another computer. An opened page could ask for "
        "things elsewhere, or show other things tomorrow."
    ),
    cure=(
        "Copy the file into the project and name it there. Links may be web or mail "
        "addresses. Data and imported numbers lie in data/."
    ),
)
