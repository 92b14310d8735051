"""Findings on the screen or as JSON, and the project that a command works on."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import typer

from sacroreport.cli.quote import grouped, quoting
from sacroreport.errors import DefectError, UsageError
from sacroreport.findings import Finding, Severity, has_errors
from sacroreport.project.root import Project, find_project

_project: list[Project] = []
"""The study of this run, whose lines are quoted."""
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}


def project_of(context: typer.Context) -> Project:
    """Return the study that a command is about.

    Raises
    ------
    UsageError
        If there is none.
    """
    given = context.obj
    if given is not None and not Path(given).is_dir():
        raise UsageError(f"there is no folder {given}")
    project = find_project(Path.cwd() if given is None else Path(given), exact=given is not None)
    _project.append(project)
    return project


def print_findings(findings: Iterable[Finding], *, strict: bool = False) -> None:
    """Print findings to stdout by file, each with its line, and how many there were."""
    findings = list(findings)
    quote = quoting(_project[-1] if _project else None)
    several = len({finding.place.file for finding in findings}) > 1
    for file, of_file in grouped(findings):
        if several and file and len(findings) > 2:
            typer.echo(_bold(f"{file}: {summarise(of_file)}"))
        for finding in of_file:
            text = str(finding)
            if sys.stdout.isatty():
                word = str(finding.severity)
                styled = typer.style(word, fg=COLOURS[finding.severity], bold=True)
                text = styled + text[len(word) :]
            typer.echo(text)
            for line in quote(finding):
                typer.echo(f"    | {line}")
    print_summary(findings, strict=strict)


def _bold(text: str) -> str:
    return typer.style(text, bold=True) if sys.stdout.isatty() else text


def print_summary(findings: Sequence[Finding], *, strict: bool = False) -> None:
    """Print how many findings there were, and why warnings stop."""
    if summary := summarise(findings):
        if strict and not has_errors(findings) and has_errors(findings, strict=True):
            summary += ": under --strict a warning counts as an error"
        typer.echo(summary)


def summarise(findings: Sequence[Finding]) -> str:
    """Return how many errors, warnings and notices there are; empty for none.

    Examples
    --------
    >>> summarise([Finding(rule="unknown-id", message="b")])
    '1 error'
    """
    parts = []
    for severity in Severity:
        count = sum(finding.severity is severity for finding in findings)
        if count:
            parts.append(f"{count} {severity}{'s' if count > 1 else ''}")
    return ", ".join(parts)


def print_json(data: object) -> None:
    """Print data as JSON to stdout."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))


@contextlib.contextmanager
def findings_as_json(wanted: bool) -> Iterator[None]:
    """Print the findings of a failure as JSON when a command was asked for it."""
    try:
        yield
    except DefectError as error:
        if not wanted:
            raise
        print_json({"ok": False, "findings": [finding.as_dict() for finding in error.findings]})
        raise typer.Exit(error.exit_code) from error


def slow_progress(after: float = 1.0) -> Callable[[str], None]:
    """Return a progress printer that stays silent for as long as things go fast."""
    start = time.monotonic()

    def progress(message: str) -> None:
        if time.monotonic() - start > after:
            typer.echo(f"{message} ...", err=True)

    return progress
