"""``sacroreport build``: the whole way, proof included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sacroreport.cli.report import (
    findings_as_json,
    print_findings,
    print_json,
    project_of,
    slow_progress,
)
from sacroreport.errors import UsageError
from sacroreport.findings import has_errors, visible
from sacroreport.formats.registry import REGISTRY
from sacroreport.project.numerals import NumeralError, read_decimal

if TYPE_CHECKING:
    from sacroreport.pipeline.pipeline import Built
    from sacroreport.pipeline.steps import Steps

LONGEST = 86_400
"""Seconds that a program may be given: a day."""


def build(
    context: typer.Context,
    documents: Annotated[
        list[str] | None, typer.Argument(help="Documents by name or path; all when omitted.")
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            help=f"Formats, separated by commas; all when omitted: {','.join(REGISTRY)}.",
        ),
    ] = None,
    engine: Annotated[str, typer.Option(help="auto, quarto or pandoc.")] = "auto",
    style: Annotated[str | None, typer.Option(help="Number style, instead of the study's.")] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Render all the same, findings marked, into draft/.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings stop the build.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Make everything anew, changed or not.")
    ] = False,
    timeout: Annotated[
        str,
        typer.Option(metavar="SECONDS", help="How long a program may take before it is ended."),
    ] = "300",
    timings: Annotated[
        bool, typer.Option("--timings", help="Say how long each step took.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but what is wrong.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Compute, inject, render and prove documents."""
    formats = parse_formats(format_)
    seconds = _seconds(timeout)
    project = project_of(context)
    from sacroreport.pipeline.engines import check_engine
    from sacroreport.pipeline.pipeline import build as run
    from sacroreport.pipeline.steps import Steps
    from sacroreport.project.documents import find_documents

    check_engine(engine)
    if style is not None:
        from sacroreport.writing.style import load_style

        load_style(style)
    paths = find_documents(project, documents or [])
    steps = Steps((lambda message: None) if quiet else slow_progress())
    try:
        with findings_as_json(json_):
            if draft:
                from sacroreport.pipeline.draft import build_drafts

                built = build_drafts(
                    project,
                    paths,
                    formats=formats,
                    style=style,
                    engine=engine,
                    timeout=seconds,
                    steps=steps,
                )
            else:
                built = run(
                    project,
                    paths,
                    formats=formats,
                    style=style,
                    engine=engine,
                    strict=strict,
                    force=force,
                    timeout=seconds,
                    steps=steps,
                )
    finally:
        for remark in () if quiet else steps.remarks:
            typer.echo(visible(remark), err=True)
    # A draft is made all the same, and then --strict fails.
    failed = draft and strict and has_errors(built.findings, strict=True)
    if json_:
        fields = _fields(built, steps, timings)
        print_json(fields | {"ok": not failed, "draft": True} if draft else fields)
    else:
        _print(built, steps, timings=timings, quiet=quiet)
    if failed:
        raise typer.Exit(1)


def _print(built: Built, steps: Steps, *, timings: bool, quiet: bool) -> None:
    print_findings(built.findings)
    if timings:
        for name, seconds in steps.taken:
            typer.echo(f"{seconds:7.2f} s  {name}", err=True)
    if quiet:
        return
    for name in built.files:
        typer.echo(visible(name))
    if built.marked is not None:
        count = f"{built.marked or 'no'} finding{'' if built.marked == 1 else 's'}"
        typer.echo(f"draft: {count} marked" if built.marked else f"draft: {count}")
        return
    proved = len(built.files) - len(built.unproved)
    files = f"{proved} file{'s' if proved != 1 else ''}"
    rest = f"; {len(built.unproved)} could not be read back" if built.unproved else ""
    typer.echo(f"{built.numbers} numbers in {files} agree with the data{rest}")


def _fields(built: Built, steps: Steps, timings: bool) -> dict[str, object]:
    fields: dict[str, object] = {
        "ok": True,
        "engine": {"name": built.engine.name, "version": built.engine.version or None},
        "files": [
            {"file": name, "numbers": n, "proved": name not in built.unproved}
            for name, n in built.files.items()
        ],
        "numbers": built.numbers,
        "rendered": list(built.rendered),
        "remarks": list(steps.remarks),
        "findings": [finding.as_dict() for finding in built.findings],
    }
    if timings:
        fields["timings"] = [
            {"step": name, "seconds": round(seconds, 3)} for name, seconds in steps.taken
        ]
    return fields


def _seconds(text: str) -> float:
    """Read how long a program may take: digits, and no more than a day."""
    try:
        seconds = float(read_decimal(text))
    except NumeralError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST:
        raise UsageError(
            f'--timeout needs a number of seconds above 0 and up to {LONGEST:,}, not "{text[:40]}"'
        )
    return seconds


def parse_formats(text: str | None) -> tuple[str, ...]:
    """Return the formats of a comma list; none when nothing was asked for.

    Raises
    ------
    UsageError
        If the list is empty.
    """
    if text is None:
        return ()
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    if not names:
        raise UsageError(f"--format needs at least one of {', '.join(REGISTRY)}")
    return names
