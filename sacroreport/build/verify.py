"""Finished files against the data as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacroreport.build.build import FORMATS
from sacroreport.build.check import check
from sacroreport.build.make import prove_made
from sacroreport.build.manifest import read_manifest
from sacroreport.build.render import Made, render_all, tasks_of
from sacroreport.build.tools import tools_digest
from sacroreport.errors import DefectError, UsageError
from sacroreport.findings import Finding, Place, Severity, has_errors
from sacroreport.project.outputs import staging_folder
from sacroreport.project.root import Project
from sacroreport.project.settings import load_settings


@dataclass(frozen=True, slots=True)
class Verified:
    """Files that agree with the data, with the numbers proved in each."""

    files: dict[str, int]
    findings: tuple[Finding, ...]


def verify(project: Project, files: list[Path]) -> Verified:
    """Prove finished files against the data and documents as they are now.

    Parameters
    ----------
    files
        Files below the output folder; all that the last build listed when empty.

    Raises
    ------
    UsageError
        If a file was not built here, or nothing was built yet.
    DefectError
        If study, data or documents have errors, so that nothing can be compared.
    """
    settings, _ = load_settings(project)
    record = read_manifest(settings.output_folder)
    listed, tools = record.get("outputs") or {}, record.get("tools")
    wanted = [_listed_name(project, settings.output_folder, file, listed) for file in files]
    if not wanted:
        wanted = list(listed)
    if not wanted:
        raise UsageError("nothing was built yet: run `sacroreport build`")
    findings: list[Finding] = []
    proved: dict[str, int] = {}
    by_style: dict[str, list[str]] = {}
    for name in wanted:
        by_style.setdefault(listed[name]["style"], []).append(name)
    for style, names in by_style.items():
        sources = dict.fromkeys(listed[name]["document"] for name in names)
        paths = [project.root / source for source in sources]
        if missing := [path for path in paths if not path.is_file()]:
            raise UsageError(f"{project.name(missing[0])} no longer exists: build the others again")
        checked = check(project, paths, style)
        if checked.values is None or has_errors(checked.findings):
            raise DefectError(checked.findings)
        formats = [one for one in FORMATS if any(listed[name]["format"] == one for name in names)]
        with staging_folder() as folder:
            tasks = tasks_of(
                checked.documents,
                formats,
                study=checked.analysis.study,
                values=checked.values,
                folder=folder,
            )
            made, problems = render_all([task for task in tasks if task.name in names])
            findings += problems
            for one in made:
                path = settings.output_folder / one.task.name
                proof = prove_made(one, path, project.name(path), checked.values)
                findings += proof.findings or _changed(path, one, tools)
                proved[project.name(path)] = proof.numbers
    return Verified(proved, tuple(findings))


def _changed(path: Path, made: Made, tools: object) -> list[Finding]:
    """Find a file that says what it should and yet is not what a build makes."""
    if path.read_bytes() == made.rendered.path.read_bytes():
        return []
    same_tools = tools == tools_digest()
    return [
        Finding(
            rule="changed-file",
            severity=Severity.ERROR if same_tools else Severity.WARNING,
            place=Place(made.task.document.name),
            message=f"{made.task.document.project.name(path)}: the text agrees with the data, but "
            + (
                "the file is not what a build makes: it was changed, or is of other data"
                if same_tools
                else "the file was made by other versions of the programs"
            ),
            way_out="build the document again",
        )
    ]


def _listed_name(project: Project, folder: Path, file: Path, listed: dict[str, Any]) -> str:
    path = file.resolve()
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
    if name not in listed:
        raise UsageError(
            f"{project.name(path)} was not built here: {project.name(folder)}/manifest.json "
            "does not list it"
        )
    return name
