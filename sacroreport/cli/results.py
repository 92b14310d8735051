"""``sacroreport results``: every number."""

from __future__ import annotations

import csv
import fnmatch
import io
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sacroreport.cli.report import findings_as_json, print_json, project_of
from sacroreport.errors import UsageError
from sacroreport.findings import did_you_mean

if TYPE_CHECKING:
    from sacroreport.kinds.results import Result
    from sacroreport.writing.values import Value


LONGEST = 48
"""Characters of a text that the table shows; `--json` and `explain` show all."""


def results(
    context: typer.Context,
    pattern: Annotated[
        str | None, typer.Argument(help="Ids to show; * stands for anything.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="As a JSON array.")] = False,
    csv_: Annotated[bool, typer.Option("--csv", help="As CSV.")] = False,
) -> None:
    """Show the numbers of the study, with the ids that documents name."""
    if json_ and csv_:
        raise UsageError("--json and --csv exclude each other")
    project = project_of(context)
    from sacroreport.pipeline.analyse import results_of

    with findings_as_json(json_):
        _, numbers, values = results_of(project)
    ids = [id_ for id_ in values if pattern is None or _fits(id_, pattern)]
    if not ids:
        hint = did_you_mean(str(pattern), values) or "`sacroreport results` lists every id"
        raise UsageError(f'no id fits "{pattern}"; {hint}')
    rows = [row(values[id_], numbers.get(id_)) for id_ in ids]
    if json_:
        print_json(rows)
    elif csv_:
        typer.echo(_csv(rows), nl=False)
    else:
        from tabulate import tabulate

        table = [
            [
                fields["id"],
                _short(fields["text"] or "–"),
                fields["n"],
                fields["missing"],
                fields["reason"] or fields["meaning"],
            ]
            for fields in rows
        ]
        headers = ["id", "text", "n", "missing", "meaning"]
        typer.echo(
            tabulate(
                table, headers, tablefmt="plain", disable_numparse=True,
                colalign=("left", "left", "right", "right", "left"),
            )
        )  # fmt: skip


def row(value: Value, result: Result | None) -> dict[str, Any]:
    """Return one id as a JSON-ready row.

    A text that is composed of several numbers has no ``value`` of its own.
    """
    definition = value.definition
    number = None if result is None else result.value
    if number is not None and not isinstance(number, int):
        number = float(number)
    return {
        "id": definition.id,
        "value": number,
        "exact": None if result is None else result.exact,
        "text": value.plain if value.text else None,
        "unit": definition.unit or None,
        "n": None if result is None else result.n,
        "missing": None if result is None else result.missing,
        "method": (None if result is None else result.method) or None,
        "analysis": definition.name,
        "variables": list(definition.variables),
        "where": (None if result is None else result.where) or None,
        "where_missing": None if result is None else result.where_missing,
        "reason": value.reason or None,
        "meaning": definition.meaning,
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _fits(id_: str, pattern: str) -> bool:
    return fnmatch.fnmatchcase(id_, pattern) or id_.startswith(f"{pattern}.")


def _csv(rows: list[dict[str, Any]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for fields in rows:
        writer.writerow({**fields, "variables": " ".join(fields["variables"])})
    return stream.getvalue()
