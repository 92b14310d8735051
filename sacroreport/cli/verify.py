"""``sacroreport verify``: finished files against the data as they are now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sacroreport.cli.report import findings_as_json, print_findings, print_json, project_of
from sacroreport.errors import UsageError
from sacroreport.findings import has_errors

if TYPE_CHECKING:
    from sacroreport.pipeline.edited import Copy
    from sacroreport.project.root import Project


def verify(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Built files; all of them when omitted.")
    ] = None,
    edited: Annotated[
        Path | None,
        typer.Option(
            help="A co-author's copy, anywhere: which numbers are kept, changed, gone and new."
        ),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Compare built files with the data and documents as they are now."""
    project = project_of(context)
    if edited is not None:
        if files:
            raise UsageError("--edited takes one copy, and no built files beside it")
        _edited(project, edited, json_)
        return
    from sacroreport.pipeline.verify import verify as run

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


def _edited(project: Project, file: Path, json_: bool) -> None:
    from sacroreport.pipeline.edited import verify_edited
    from sacroreport.proof.seen.fates import State

    with findings_as_json(json_):
        copy = verify_edited(project, file)
    if json_:
        print_json(
            {
                "ok": copy.agrees,
                "file": str(file),
                "document": copy.document,
                **{str(state): [fate.as_dict() for fate in copy.of(state)] for state in State},
                "doubts": [*copy.doubts],
                "notices": [*copy.notices],
                "findings": [],
            }
        )
    else:
        _print(copy, file)
    if not copy.agrees:
        raise typer.Exit(1)


def _print(copy: Copy, file: Path) -> None:
    """Print what became of each number; of those that are kept only how many."""
    from sacroreport.proof.seen.fates import State

    typer.echo(f"{file.name}, compared with {copy.document} as it is now:")
    for state in State:
        fates = copy.of(state)
        if fates or state in (State.KEPT, State.CHANGED, State.GONE, State.NEW):
            typer.echo(f"  {len(fates):>4} {state}")
        for fate in () if state is State.KEPT else fates:
            line = f"{fate.place}: {fate.id}" if fate.id else fate.found
            if state is State.CHANGED:
                line += f': "{fate.found}" where the data say "{fate.expected}"'
            elif fate.id:
                line += f' "{fate.expected}"'
            typer.echo(f"       {line}" + (f" ({fate.why})" if fate.why else ""))
    for doubt in copy.doubts:
        typer.echo(f"  not to be vouched for: {doubt}")
    for notice in copy.notices:
        typer.echo(f"  note: {notice}")
    if copy.agrees:
        typer.echo("every number agrees with the data; the prose is not vouched for")
