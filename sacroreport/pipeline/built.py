"""Which finished files there are to verify, and whether each is still the one that was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacroreport.errors import UsageError
from sacroreport.findings import Finding, Place, Severity
from sacroreport.formats.registry import format_of_ending
from sacroreport.pipeline.manifest import NAME, STATE
from sacroreport.project.reading import read_file
from sacroreport.project.root import Project, digest
from sacroreport.proof.tokens import carries_placements

BUILD = "run `sacroreport build`"
OTHERS = frozenset({"draft", "redline", "submission"})
"""Folders below the output folder that hold no finished files."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file to be verified.

    Attributes
    ----------
    name
        Its path below the output folder.
    document
        The source that it is of, relative to the project.
    content
        Its bytes; ``None`` when there is no such file.
    record
        What the manifest says of it; ``None`` when it is not listed.
    """

    path: Path
    name: str
    document: str
    content: bytes | None
    record: Mapping[str, Any] | None = None

    @property
    def is_as_built(self) -> bool:
        """Whether the manifest vouches for every byte of it."""
        return (
            self.record is not None
            and self.content is not None
            and digest(self.content) == self.record["sha256"]
        )


def targets_of(
    project: Project, folder: Path, files: Sequence[Path], listed: Mapping[str, Any]
) -> tuple[list[Target], list[Finding]]:
    """Return what to verify: some files, or all that are listed or could be.

    Parameters
    ----------
    folder
        The output folder.
    files
        Those that were asked for; all when there are none.
    listed
        The outputs of the manifest: name → record.

    Returns
    -------
    targets, findings
        The findings are about files below the output folder that belong to no document.

    Raises
    ------
    UsageError
        If a file that was asked for was not built here.
    """
    if files:
        return [_asked(project, folder, file, listed) for file in files], []
    targets = [target_of(project, folder, name, listed) for name in listed]
    findings = []
    for path in _unlisted(folder, listed):
        name = path.relative_to(folder).as_posix()
        if (project.root / source_of(name, listed)).is_file():
            targets.append(target_of(project, folder, name, listed))
        else:
            findings.append(_foreign(project, path))
    return targets, findings


def target_of(project: Project, folder: Path, name: str, listed: Mapping[str, Any]) -> Target:
    """Return one file below the output folder with what the manifest says of it."""
    path = folder / name
    return Target(path, name, source_of(name, listed), _content(path), listed.get(name))


def source_of(name: str, listed: Mapping[str, Any]) -> str:
    """Return the document that a file is of, by the manifest or by its name."""
    if name in listed:
        return str(listed[name]["document"])
    return f"{name.rpartition('.')[0]}.qmd"


def about_state(project: Project, folder: Path, record: Mapping[str, Any]) -> list[Finding]:
    """Find a state that is not the one that was built: nothing can be told by it.

    Nothing is said where nothing was built. Files are proved without it.
    """
    content = _content(folder / STATE)
    if not record or (content is not None and digest(content) == record["state"]):
        return []
    return [
        Finding(
            rule="changed-file",
            severity=Severity.WARNING,
            place=Place(project.name(folder / STATE)),
            message="the state of the study is not what was built, and counts as none: it "
            + ("is gone" if content is None else "was changed, or is of another build"),
            way_out=BUILD,
        )
    ]


def about_bytes(project: Project, target: Target) -> list[Finding]:
    """Find a file that is not the one that was built, or that no manifest vouches for."""
    if target.content is None:
        return []  # said by the proof
    name, place = project.name(target.path), Place(target.document)
    if target.record is None:
        return [
            Finding(
                rule="unlisted-file",
                severity=Severity.WARNING,
                place=place,
                message=f"{name}: no build recorded this file: {NAME} does not list it, is "
                "damaged or of another version",
                way_out=BUILD,
            )
        ]
    if target.is_as_built:
        return []
    return [
        Finding(
            rule="changed-file",
            place=place,
            message=f"{name}: the file was changed after it was built",
            found=f"SHA-256 {digest(target.content)}",
            expected=f"{target.record['sha256']}, as {NAME} says",
            way_out="build the document again; `sacroreport verify --edited FILE` tells which "
            "numbers of a changed copy still agree",
        )
    ]


def _asked(project: Project, folder: Path, file: Path, listed: Mapping[str, Any]) -> Target:
    path = file.resolve()
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
    if name in listed:
        return target_of(project, folder, name, listed)
    is_plain = format_of_ending(path.suffix) is not None and path.is_file()
    if name and is_plain and (project.root / source_of(name, listed)).is_file():
        if not carries(path):
            return target_of(project, folder, name, listed)  # though not by a build
        raise UsageError(
            f"{project.name(path)} was built, but {project.name(folder)}/{NAME} does not list it"
            f"{unusable(folder, listed)}: {BUILD}"
        )
    raise UsageError(
        f"{project.name(path)} was not built here: {project.name(folder)}/{NAME} does not list "
        "it; for a copy, run `sacroreport verify --edited`"
    )


def carries(path: Path) -> bool:
    """Say whether the numbers in a file can be told from its other words."""
    try:
        return carries_placements(path)
    except Exception:  # whatever a broken file makes a reader say
        return False


def unusable(folder: Path, listed: Mapping[str, Any]) -> str:
    """Say so where there is a manifest and nothing could be taken from it."""
    if listed or not (folder / NAME).exists():
        return ""
    return f", as far as {NAME} tells, which is damaged or of another version"


def _unlisted(folder: Path, listed: Mapping[str, Any]) -> list[Path]:
    """Return files below the output folder that look like built ones and are not listed."""
    unlisted = []
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts)
        if hidden or parts[0] in OTHERS or format_of_ending(path.suffix) is None:
            continue
        if path.relative_to(folder).as_posix() not in listed and path.is_file():
            unlisted.append(path)
    return unlisted


def _foreign(project: Project, path: Path) -> Finding:
    return Finding(
        rule="unlisted-file",
        severity=Severity.WARNING,
        place=Place(project.name(path)),
        message="the file is of no document of this study, and no build recorded it",
        way_out="remove it, so that nobody takes it for a finished file",
    )


def _content(path: Path) -> bytes | None:
    """Return the bytes of a file; a pipe or a folder has none, and is not waited for."""
    try:
        return read_file(path)
    except OSError:
        return None
