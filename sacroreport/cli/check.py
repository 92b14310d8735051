"""``sacroreport check``: everything but rendering."""

from __future__ import annotations

from typing import Annotated

import typer

from sacroreport.cli.report import findings_as_json, print_findings, print_json, project_of
from sacroreport.findings import has_errors


def check(
    context: typer.Context,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Check data, study and documents without rendering."""
    project = project_of(context)
    from sacroreport.build.check import check as run
    from sacroreport.errors import UsageError
    from sacroreport.project.documents import find_documents

    try:
        paths = find_documents(project, [])
    except UsageError:
        paths = []  # a study without documents can still have its data checked
    with findings_as_json(json_):
        checked = run(project, paths)
    failed = has_errors(checked.findings, strict=strict)
    if json_:
        print_json(
            {"ok": not failed, "findings": [finding.as_dict() for finding in checked.findings]}
        )
    else:
        print_findings(checked.findings, strict=strict)
        if not checked.findings:
            count = len(checked.analysis.study.catalogue)
            typer.echo(f"no findings: {count} ids, {len(paths)} documents")
    if failed:
        raise typer.Exit(1)
