"""``sacroreport explain``: one id in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sacroreport.cli.report import findings_as_json, print_json, project_of
from sacroreport.cli.results import row
from sacroreport.findings import visible

if TYPE_CHECKING:
    from sacroreport.pipeline.explain import Claimed
    from sacroreport.pipeline.printed import PrintedAt


def explain(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="An id, as documents name it.")],
    json_: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Explain a number: definition, formula, inputs, and where it is printed."""
    project = project_of(context)
    from sacroreport.pipeline.explain import explain as run

    with findings_as_json(json_):
        explanation = run(project, id_)
    fields = row(explanation.value, explanation.result)
    fields |= {
        "formula": explanation.formula or None,
        "worked": explanation.worked or None,
        "source": explanation.source or None,
        "parts": list(explanation.parts),
        "printed": [printed.place for printed in explanation.printed],
        "sentences": [printed.passage for printed in explanation.printed],
        "r": explanation.snippet.r if explanation.snippet else None,
        "python": (explanation.snippet.python if explanation.snippet else None) or None,
    }
    fields["claim"] = _claim(explanation.claim) if explanation.claim is not None else None
    if json_:
        print_json(fields)
    else:
        places = [_with_words(printed) for printed in explanation.printed]
        _print({**fields, "printed": places}, explanation.claim)


def _claim(claim: Claimed) -> dict[str, Any]:
    return {
        "kind": claim.kind or None,
        "condition": claim.condition,
        "expression": claim.expression,
        "numbers": dict(claim.standing.numbers),
        "holds": claim.standing.holds,
        "why": claim.standing.why or None,
        "influence": claim.influence,
    }


def _print(fields: dict[str, Any], claim: Claimed | None) -> None:
    from tabulate import tabulate

    rows = [
        [name, _as_text(fields[name])]
        for name in (
            "id", "meaning", "text", "value", "exact", "reason", "unit", "n", "missing",
            "variables", "where", "method", "formula",
            "worked", "source", "parts", "printed",
        )
        if fields[name] not in (None, [], "")
    ]  # fmt: skip
    if claim is not None:
        numbers = [f"{name} = {text}" for name, text in claim.standing.numbers.items()]
        rows += [
            ["kind", claim.kind or "holds"],
            ["condition", claim.condition],
            ["expression", claim.expression],
            ["numbers", _as_text(numbers)],
            ["claim", claim.standing.state],
            ["influence", claim.influence],
        ]
    typer.echo(tabulate(rows, tablefmt="plain", disable_numparse=True))
    for language in ("r", "python"):
        if fields[language]:
            typer.echo(f"\n# {language.capitalize()}\n{fields[language]}")


def _with_words(printed: PrintedAt) -> str:
    """Return a place with the words around it below, none of them an order to a terminal."""
    words = visible(printed.passage)
    return visible(printed.place) + (f"\n  {words}" if words else "")


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return str(value)
