"""The rule ``network``."""

from sacroreport.rules.rule import WARNING, Rule

RULE = Rule(
    name="network",
    severity=(WARNING,),
    about="A finished HTML page loads something from the network.",
    why="It looks otherwise without a network, and tells another server that it is read.",
    cure="Choose another theme, or put the file into the project.",
)
