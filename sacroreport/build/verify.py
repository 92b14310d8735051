"""Finished files against the data as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacroreport.build.check import Checked, check
from sacroreport.build.files import FORMATS
from sacroreport.build.make import prove_made
from sacroreport.build.manifest import NAME, is_whole, read_manifest
from sacroreport.build.render import Made, render_all, tasks_of
from sacroreport.build.tools import tools_digest
from sacroreport.document.document import Document
from sacroreport.document.stage import Kind
from sacroreport.errors import DefectError, UsageError
from sacroreport.findings import Finding, Place, Severity, has_errors
from sacroreport.project.outputs import staging_folder
from sacroreport.project.root import Project
from sacroreport.project.settings import load_settings
from sacroreport.proof.compare import Comparison
from sacroreport.proof.draft import is_draft
from sacroreport.proof.tokens import carries_placements, compare_tokens
from sacroreport.render.program import TIMEOUT
from sacroreport.study.load import load_study
from sacroreport.writing.values import Values

BUILD = "run `sacroreport build`"


@dataclass(frozen=True, slots=True)
class Verified:
    """Files that agree with the data, with the numbers proved in each."""

    files: dict[str, int]
    findings: tuple[Finding, ...]


def verify(project: Project, files: list[Path], *, timeout: float = TIMEOUT) -> Verified:
    """Prove finished files against the data and documents as they are now.

    Parameters
    ----------
    files
        Files below the output folder; all that the last build listed when empty.
    timeout
        Seconds that a program may take.

    Raises
    ------
    UsageError
        If a file was not built here, or nothing was built yet.
    DefectError
        If study, data or documents have errors, so that nothing can be compared.
    ProgramError
        If the engine that a file was built with is not there, or fails.
    """
    drafts = [file for file in files if is_draft(file)]
    findings: list[Finding] = [_is_draft(project, file.resolve()) for file in drafts]
    files = [file for file in files if file not in drafts]
    if drafts and not files:
        return Verified({}, tuple(findings))
    settings, _ = load_settings(project)
    folder = settings.output_folder
    record = read_manifest(folder)
    listed, tools = record.get("outputs") or {}, record.get("tools")
    wanted = [_name(project, folder, file, listed) for file in files] or list(listed)
    if not wanted:
        raise UsageError(f"nothing was built yet{_unusable(folder, listed)}: {BUILD}")
    for name in [*wanted]:
        if name in listed and not is_whole(folder, name, listed[name]) and is_draft(folder / name):
            findings.append(_is_draft(project, folder / name))
            wanted.remove(name)
    bare = {name for name in wanted if not _carries(folder / name, listed.get(name))}
    groups: dict[tuple[str | None, str], list[str]] = {}
    for name in wanted:
        if name in bare:  # Quarto alone takes the values of the study's own style
            groups.setdefault((None, "auto"), []).append(name)
        else:
            engine = str(listed[name]["engine"]).split()[0]
            groups.setdefault((listed[name]["style"], engine), []).append(name)
    proved: dict[str, int] = {}
    for (style, engine), names in groups.items():
        sources = {name: _source(name, listed) for name in names}
        paths = [project.root / source for source in dict.fromkeys(sources.values())]
        if missing := [path for path in paths if not path.is_file()]:
            raise UsageError(f"{project.name(missing[0])} no longer exists: build the others again")
        plain = style is None
        style = style or load_study(project).head.style
        checked = check(project, paths, style, engine, plain=plain)
        if not checked.values or has_errors(checked.findings):
            raise DefectError(checked.findings)
        if not plain:
            own = {document.name: _own_style(document, checked) for document in checked.documents}
            findings += [
                _other_style(
                    project,
                    folder / name,
                    sources[name],
                    (style, own[sources[name]]),
                    is_asked=listed[name].get("asked", style) is not None,
                )
                for name in names
                if own[sources[name]] != style
            ]
        with staging_folder() as stage:
            tasks = [task for task in tasks_of(checked, (), stage) if task.name in names]
            findings += [
                _undeclared(project, folder / name, sources[name])
                for name in names
                if name not in {task.name for task in tasks}
            ]
            made, problems, _ = render_all(tasks, checked, stage, timeout=timeout)
            findings += problems
            for one in made:
                path, values = folder / one.task.name, checked.values[one.task.document.name]
                name = project.name(path)
                if one.task.name in bare:
                    findings += _by_tokens(one, path, values)
                    proved[name] = len(one.task.staged.placements)
                    continue
                proof = prove_made(one, path, name, values)
                same = (tools, listed[one.task.name]["engine"]) == (
                    tools_digest(),
                    checked.engine.label,
                )
                findings += proof.findings or _changed(path, one, same)
                if proof.is_proved:
                    proved[name] = proof.numbers
    return Verified(proved, tuple(findings))


def _is_draft(project: Project, path: Path) -> Finding:
    return Finding(
        rule="draft",
        place=Place(project.name(path)),
        message="this is a draft, not a finished file: it may print what the data do not bear out",
        way_out="mend what it marks, run `sacroreport build`, and send the finished file",
    )


def _carries(path: Path, record: Mapping[str, Any] | None) -> bool:
    """Say whether the numbers in a file can be told from its other words."""
    if record is not None and not any(
        isinstance(one, dict) and one.get("kind") == Kind.BODY for one in record["placements"]
    ):
        return True  # it has no number in its text, or only in alternative texts
    if record is not None and is_whole(path.parent, path.name, record):
        return True  # just as it was built
    try:
        return carries_placements(path)
    except FileNotFoundError:
        return True  # said by the proof
    except Exception:
        return record is not None  # what cannot be read fails the proof, with its reason


def _by_tokens(made: Made, path: Path, values: Values) -> list[Finding]:
    """Compare a file that carries no placements, and say so."""
    document = made.task.document
    comparison = Comparison(
        document.project.name(path),
        document.name,
        made.task.staged.placements,
        {id_: value.plain for id_, value in values.items()},
    )
    notice = Finding(
        rule="no-placements",
        severity=Severity.WARNING,
        place=Place(document.name),
        message=f"{comparison.file}: the file carries no placements, as one of a plain "
        "`quarto render`: its numbers were looked for among its words",
        way_out="`sacroreport build` makes files whose every number can be proved",
    )
    try:
        return [notice, *compare_tokens(path, made.rendered, comparison)]
    except Exception as error:
        way = f"the file cannot be read: {type(error).__name__}: {error}"
        return [notice, comparison.finding(way)]


def _undeclared(project: Project, path: Path, document: str) -> Finding:
    return Finding(
        rule="undeclared-format",
        place=Place(document),
        message=f"{project.name(path)}: its document is no longer made in this format, so there is "
        "nothing to compare it with",
        way_out="declare the format again, or remove the file and build",
    )


def _own_style(document: Document, checked: Checked) -> str:
    """Return the number style in which a document is built unless another one is asked for."""
    return str(document.metadata.data.get("style") or checked.analysis.study.head.style)


def _other_style(
    project: Project, path: Path, document: str, styles: tuple[str, str], *, is_asked: bool
) -> Finding:
    """Say that the numbers of a file agree, and are written otherwise in a build as it is now.

    Parameters
    ----------
    styles
        That of the file, and that of the document.
    is_asked
        Whether ``--style`` asked for it; then it is as it was meant to be, and the formats
        that were built at other times may differ.
    """
    was, now = styles
    why = "that `--style` asked for" if is_asked else "of before"
    return Finding(
        rule="stale-style",
        severity=Severity.NOTICE if is_asked else Severity.ERROR,
        place=Place(document),
        message=f"{project.name(path)}: the file is in the number style {why}",
        found=f'"{was}"',
        expected=f'"{now}"',
        way_out="build the document again" + (" without it" if is_asked else ""),
    )


def _changed(path: Path, made: Made, same_tools: bool) -> list[Finding]:
    """Find a file that says what it should and yet is not what a build makes."""
    if path.read_bytes() == made.rendered.path.read_bytes():
        return []
    return [
        Finding(
            rule="changed-file",
            severity=Severity.ERROR if same_tools else Severity.WARNING,
            place=Place(made.task.document.name),
            message=f"{made.task.document.project.name(path)}: the text agrees with the data, but "
            + (
                "the file is not what a build makes: it was changed, or is of other data"
                if same_tools
                else "the file was made by other versions of the programs, or changed since"
            ),
            way_out="build the document again",
        )
    ]


def _source(name: str, listed: dict[str, Any]) -> str:
    if name in listed:
        return str(listed[name]["document"])
    return f"{name.rpartition('.')[0]}.qmd"


def _unusable(folder: Path, listed: Mapping[str, Any]) -> str:
    """Say so where there is a manifest and nothing could be taken from it."""
    if listed or not (folder / NAME).is_file():
        return ""
    return f", as far as {NAME} tells, which is damaged or of another version"


def _name(project: Project, folder: Path, file: Path, listed: dict[str, Any]) -> str:
    path = file.resolve()
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
    if name in listed:
        return name
    is_plain = path.suffix[1:] in FORMATS and path.is_file()
    if name and is_plain and (project.root / _source(name, {})).is_file():
        if not _carries(path, None):
            return name  # of a document of the study, though not by a build
        raise UsageError(
            f"{project.name(path)} was built, but {project.name(folder)}/{NAME} does not list it"
            f"{_unusable(folder, listed)}: {BUILD}"
        )
    raise UsageError(
        f"{project.name(path)} was not built here: {project.name(folder)}/manifest.json "
        "does not list it"
    )
