"""``sacroreport explain``: one id in full."""

from __future__ import annotations

from typing import Annotated

import typer

from sacroreport.cli.report import findings_as_json, print_json, project_of
from sacroreport.cli.results import row


def explain(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="An id, as documents name it.")],
    json_: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Explain a number: definition, formula, inputs, and where it is printed."""
    project = project_of(context)
    from sacroreport.pipeline.explain import explain as run

    with findings_as_json(json_):
        made = run(project, id_)
    fields = row(made.value, made.result)
    fields |= {
        "formula": made.formula or None,
        "worked": made.worked or None,
        "source": made.source or None,
        "parts": list(made.parts),
        "printed": list(made.printed),
        "r": made.snippet.r if made.snippet else None,
        "python": (made.snippet.python if made.snippet else None) or None,
    }
    claim = made.claim
    fields["claim"] = None
    if claim is not None:
        fields["claim"] = {
            "kind": claim.kind or None,
            "condition": claim.condition,
            "expression": claim.expression,
            "numbers": dict(claim.standing.numbers),
            "holds": claim.standing.holds,
            "why": claim.standing.why or None,
            "influence": claim.influence,
        }
    if json_:
        print_json(fields)
        return
    from tabulate import tabulate

    shown = [
        [name, _spoken(fields[name])]
        for name in (
            "id", "meaning", "text", "value", "exact", "reason", "unit", "n", "missing",
            "variables", "where", "method", "formula",
            "worked", "source", "parts", "printed",
        )
        if fields[name] not in (None, [], "")
    ]  # fmt: skip
    if claim is not None:
        numbers = [f"{one} = {text}" for one, text in claim.standing.numbers.items()]
        shown += [
            ["kind", claim.kind or "holds"],
            ["condition", claim.condition],
            ["expression", claim.expression],
            ["numbers", _spoken(numbers)],
            ["claim", claim.standing.state],
            ["influence", claim.influence],
        ]
    typer.echo(tabulate(shown, tablefmt="plain", disable_numparse=True))
    for language in ("r", "python"):
        if fields[language]:
            typer.echo(f"\n# {language.capitalize()}\n{fields[language]}")


def _spoken(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return str(value)
