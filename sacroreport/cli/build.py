"""``sacroreport build``: the whole way, proof included."""

from __future__ import annotations

from typing import Annotated

import typer

from sacroreport.cli.report import (
    findings_as_json,
    print_findings,
    print_json,
    project_of,
    slow_progress,
)
from sacroreport.errors import ProgramError, UsageError
from sacroreport.findings import did_you_mean

FORMATS = ("pdf", "html", "docx")
ENGINES = ("auto", "pandoc", "quarto")


def build(
    context: typer.Context,
    documents: Annotated[
        list[str] | None, typer.Argument(help="Documents by name or path; all when omitted.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", help="Formats, separated by commas.")
    ] = ",".join(FORMATS),
    engine: Annotated[str, typer.Option(help="auto or pandoc.")] = "auto",
    style: Annotated[str | None, typer.Option(help="Number style, instead of the study's.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings stop the build.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Make everything anew, changed or not.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Compute, inject, render and prove documents."""
    formats = parse_formats(format_)
    check_engine(engine)
    project = project_of(context)
    from sacroreport.build.build import build as run
    from sacroreport.project.documents import find_documents

    if style is not None:
        from sacroreport.writing.style import load_style

        load_style(style)
    paths = find_documents(project, documents or [])
    with findings_as_json(json_):
        built = run(
            project,
            paths,
            formats=formats,
            style=style,
            strict=strict,
            force=force,
            progress=slow_progress(),
        )
    if json_:
        print_json(
            {
                "ok": True,
                "files": [{"file": name, "numbers": n} for name, n in built.files.items()],
                "numbers": built.numbers,
                "rendered": list(built.rendered),
                "findings": [finding.as_dict() for finding in built.findings],
            }
        )
        return
    print_findings(built.findings)
    for name in built.files:
        typer.echo(name)
    files = f"{len(built.files)} file{'s' if len(built.files) != 1 else ''}"
    typer.echo(f"{built.numbers} numbers in {files} agree with the data")


def parse_formats(text: str) -> tuple[str, ...]:
    """Return the formats of a comma list.

    Raises
    ------
    UsageError
        If one of them is not known, or there is none.
    """
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in FORMATS:
            hint = did_you_mean(name, FORMATS) or f"there are: {', '.join(FORMATS)}"
            raise UsageError(f'there is no format "{name}"; {hint}')
    if not names:
        raise UsageError(f"--format needs at least one of {', '.join(FORMATS)}")
    return names


def check_engine(name: str) -> None:
    """Refuse an engine that this version does not have.

    Raises
    ------
    UsageError
        If there is no engine of that name.
    ProgramError
        If it is the quarto engine.
    """
    if name not in ENGINES:
        raise UsageError(f'there is no engine "{name}"; there are: auto, pandoc')
    if name == "quarto":
        raise ProgramError("this version builds with the embedded pandoc engine only")
