"""``sacroreport verify``: finished files against the data as they are now."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sacroreport.cli.report import findings_as_json, print_findings, print_json, project_of
from sacroreport.findings import has_errors


def verify(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Built files; all of them when omitted.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Compare built files with the data and documents as they are now."""
    project = project_of(context)
    from sacroreport.build.verify import verify as run

    with findings_as_json(json_):
        verified = run(project, files or [])
    failed = has_errors(verified.findings)
    if json_:
        print_json(
            {
                "ok": not failed,
                "files": [{"file": name, "numbers": n} for name, n in verified.files.items()],
                "findings": [finding.as_dict() for finding in verified.findings],
            }
        )
    else:
        print_findings(verified.findings)
        if not failed:
            numbers = sum(verified.files.values())
            count = len(verified.files)
            typer.echo(
                f"{numbers} numbers in {count} file{'s' if count != 1 else ''} agree with the data"
            )
    if failed:
        raise typer.Exit(1)
