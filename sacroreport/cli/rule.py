"""``sacroreport rule``: what a finding's rule is about."""

from __future__ import annotations

import textwrap
from typing import Annotated

import typer

from sacroreport.cli.report import print_json
from sacroreport.errors import UsageError
from sacroreport.findings import did_you_mean


def rule(
    name: Annotated[
        str | None, typer.Argument(help="Name of a rule, as findings end with it.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Explain the rule that a finding is named after; without a name, list all."""
    from sacroreport.rules.registry import all_rules

    rules = all_rules()
    if name is not None and name.strip("[]") not in rules:
        raise UsageError(
            f'there is no rule "{name}"; '
            + (did_you_mean(name, rules) or "`sacroreport rule` lists every rule")
        )
    chosen = list(rules.values()) if name is None else [rules[name.strip("[]")]]
    if json_:
        print_json(
            [
                {
                    "rule": one.name,
                    "about": one.about,
                    "why": one.why,
                    "cure": one.cure,
                    "severity": [str(severity) for severity in one.severity],
                    "adjustable": one.adjustable,
                }
                for one in chosen
            ]
        )
    elif name is None:
        width = max(map(len, rules))
        for one in chosen:
            typer.echo(f"{one.name:<{width}}  {' or '.join(one.severity):<16} {one.about}")
    else:
        one = chosen[0]
        state = (
            "`rules:` and `acknowledge:` in study.yml may adjust it"
            if one.adjustable
            else "it cannot be adjusted"
        )
        typer.echo(f"{one.name}: {' or '.join(one.severity)}; {state}")
        for text in (one.about, one.why, one.cure):
            typer.echo()
            typer.echo(textwrap.fill(text, 88, break_long_words=False, break_on_hyphens=False))
