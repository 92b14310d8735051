"""``sacroreport doctor``: what is installed and what will be used."""

from __future__ import annotations

from typing import Annotated

import typer

from sacroreport.cli.report import print_json, project_of
from sacroreport.errors import UsageError


def doctor(
    context: typer.Context,
    json_: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Show what is installed, what builds will use, and why."""
    from sacroreport.pipeline.doctor import diagnose

    try:
        project = project_of(context)
    except UsageError:
        project = None  # what is installed can be asked from anywhere
    diagnoses = diagnose(project)
    failed = any(diagnosis.state == "missing" for diagnosis in diagnoses)
    if json_:
        print_json(
            {
                "ok": not failed,
                "found": [
                    {"what": diagnosis.what, "state": diagnosis.state, "found": diagnosis.found}
                    for diagnosis in diagnoses
                ],
            }
        )
    else:
        from tabulate import tabulate

        rows = [[diagnosis.what, diagnosis.state, diagnosis.found] for diagnosis in diagnoses]
        typer.echo(tabulate(rows, tablefmt="plain", disable_numparse=True))
    if failed:
        raise typer.Exit(3)
