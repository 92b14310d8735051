"""``_quarto.yml``: the keys that the embedded engine honours, and no others."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sacroreport.errors import DefectError
from sacroreport.findings import Finding, did_you_mean
from sacroreport.project.positions import Document, read_yaml
from sacroreport.project.root import Project

KEYS = frozenset({"project", "engine", "format"})
PROJECT_KEYS = frozenset({"type", "title", "output-dir", "pre-render", "render"})
FORMATS = frozenset({"html", "typst", "pdf", "docx"})
SOURCES = ("data", "manuscript", "templates", "tests", "sacroreport")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project file settles.

    Attributes
    ----------
    output_folder
        Where built files go, mirrored as Quarto mirrors them.
    """

    output_folder: Path


def load_settings(project: Project) -> tuple[Settings, list[Finding]]:
    """Read the project file, if there is one; report what would be ignored."""
    default = Settings(project.root / "_output")
    if not project.quarto_file.is_file():
        return default, []
    name = project.name(project.quarto_file)
    try:
        document = read_yaml(project.read_text(project.quarto_file), name)
    except DefectError as error:
        return default, list(error.findings)
    if document.data is None:
        return default, []
    if not isinstance(document.data, dict):
        return default, [
            Finding(rule="project-file", place=document.place(()), message="it is no mapping")
        ]
    findings = _check(document)
    inner = document.data.get("project")
    given = inner.get("output-dir") if isinstance(inner, dict) else None
    if given is None:
        return default, findings
    folder = Path(os.path.normpath(project.root / str(given)))
    inside = folder.is_relative_to(project.root) and folder != project.root
    first = folder.relative_to(project.root).parts[0] if inside else ""
    if not isinstance(given, str) or not inside or first in SOURCES or first.startswith("."):
        findings.append(
            Finding(
                rule="project-file",
                place=document.place(("project", "output-dir")),
                message="built files need a folder of their own inside the project",
                found=str(given),
                expected="for example _output",
            )
        )
        return default, findings
    return Settings(folder), findings


def _check(document: Document) -> list[Finding]:
    findings = []
    data = document.data

    def refuse(path: tuple[str, ...], what: str, known: frozenset[str]) -> None:
        findings.append(
            Finding(
                rule="unsupported",
                place=document.key_place(path),
                message=f"{what} is not honoured by the embedded engine",
                way_out=did_you_mean(path[-1], known) or "this needs the quarto engine",
            )
        )

    for key in data:
        if key not in KEYS:
            refuse((key,), f'the key "{key}"', KEYS)
    inner = data.get("project")
    if inner is not None and not isinstance(inner, dict):
        refuse(("project",), "a project that is no mapping", frozenset())
    elif inner and inner.get("type", "default") != "default":
        refuse(("project", "type"), f'the project type "{inner["type"]}"', frozenset())
    for key in inner if isinstance(inner, dict) else ():
        if key not in PROJECT_KEYS:
            refuse(("project", key), f'the key "{key}"', PROJECT_KEYS)
    formats = data.get("format")
    for key, options in formats.items() if isinstance(formats, dict) else ():
        if key not in FORMATS:
            refuse(("format", key), f'the format "{key}"', FORMATS)
        for option in options if isinstance(options, dict) else ():
            refuse(("format", key, option), f'the option "{option}"', frozenset())
    if data.get("engine", "markdown") != "markdown":
        refuse(("engine",), f'the engine "{data["engine"]}"', frozenset({"markdown"}))
    return findings
