"""Finished files against the data as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroreport.document.stage import Kind
from sacroreport.errors import DefectError, UsageError
from sacroreport.findings import Finding, has_errors
from sacroreport.pipeline.built import (
    BUILD,
    Target,
    about_bytes,
    about_state,
    carries,
    targets_of,
    unusable,
)
from sacroreport.pipeline.check import check
from sacroreport.pipeline.differences import (
    changes,
    compare_unmarked,
    draft_finding,
    stale_styles,
    undeclared_format,
)
from sacroreport.pipeline.manifest import read_manifest
from sacroreport.pipeline.render import Made, tasks_of
from sacroreport.pipeline.renderer import render_all
from sacroreport.pipeline.requested import prove_made
from sacroreport.pipeline.tools import tools_digest
from sacroreport.project.outputs import staging_folder
from sacroreport.project.root import Project
from sacroreport.project.settings import load_settings
from sacroreport.proof.draft import is_draft
from sacroreport.render.program import TIMEOUT
from sacroreport.writing.values import Values


@dataclass(frozen=True, slots=True)
class Verified:
    """Files that agree with the data, with the numbers proved in each."""

    files: dict[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How files were made, so that they can be made again.

    Attributes
    ----------
    style
        Number style that goes before those of documents and study; ``None`` for their own.
    is_plain
        Whether by a plain ``quarto render``, which takes the values of the study's style.
    """

    style: str | None
    engine: str
    is_plain: bool = False


def verify(project: Project, files: list[Path], *, timeout: float = TIMEOUT) -> Verified:
    """Prove finished files against the data and documents as they are now.

    A file has to be the one that was built, by the digest in the manifest, and to hold what
    a build makes now. Neither manifest nor state is taken on trust: whatever they say, all
    numbers are computed from the data anew, and a file that holds anything else that a reader
    could meet is an error. A state that is not the one that was built is a warning.

    Parameters
    ----------
    files
        Files below the output folder; when empty, all that the last build listed and all
        that are named like a file of a document.
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
    drafts = [file for file in files if file.is_file() and is_draft(file)]
    findings: list[Finding] = [draft_finding(project, file.resolve()) for file in drafts]
    files = [file for file in files if file not in drafts]
    if drafts and not files:
        return Verified({}, tuple(findings))
    settings, _ = load_settings(project)
    folder = settings.output_folder
    record = read_manifest(folder)
    listed = record.get("outputs") or {}
    if not listed and not files:
        raise UsageError(f"nothing was built yet{unusable(folder, listed)}: {BUILD}")
    targets, foreign = targets_of(project, folder, files, listed)
    findings += foreign
    if not files:
        findings += about_state(project, folder, record)
    for target in [*targets]:
        if not target.is_as_built and target.content is not None and is_draft(target.path):
            findings.append(draft_finding(project, target.path))
            targets.remove(target)
        else:
            findings += about_bytes(project, target)
    groups: dict[Manner, list[Target]] = {}
    for target in targets:
        groups.setdefault(_manner(target), []).append(target)
    proved: dict[str, int] = {}
    verifier = _Verifier(project, str(record.get("tools")), timeout)
    for manner, members in groups.items():
        try:
            findings += verifier.group(manner, members, proved)
        except DefectError as error:
            raise DefectError([*findings, *error.findings]) from error
    return Verified(proved, tuple(findings))


def _manner(target: Target) -> Manner:
    """Return how a file was made, or how it is made now when nothing is known of it."""
    if target.record is not None:
        return Manner(str(target.record["style"]), str(target.record["engine"]).split()[0])
    return Manner(None, "auto", is_plain=target.content is not None and not carries(target.path))


@dataclass(frozen=True, slots=True)
class _Verifier:
    """Makes files again and compares those that are there with them.

    Attributes
    ----------
    tools
        What the recorded files were made with, as the manifest says.
    """

    project: Project
    tools: str
    timeout: float

    def group(
        self, manner: Manner, members: Sequence[Target], proved: dict[str, int]
    ) -> list[Finding]:
        """Compare files that were made in one manner; ``proved`` takes the numbers of each."""
        paths = [self.project.root / name for name in dict.fromkeys(m.document for m in members)]
        if missing := [path for path in paths if not path.is_file()]:
            raise UsageError(
                f"{self.project.name(missing[0])} no longer exists: build the others again"
            )
        checked = check(self.project, paths, manner.style, manner.engine, plain=manner.is_plain)
        if not checked.values or has_errors(checked.findings):
            raise DefectError(checked.findings)
        findings = [] if manner.is_plain else stale_styles(self.project, members, checked)
        by_name = {target.name: target for target in members}
        with staging_folder() as stage:
            tasks = [task for task in tasks_of(checked, (), stage) if task.name in by_name]
            names = {task.name for task in tasks}
            findings += [
                undeclared_format(self.project, target)
                for target in members
                if target.name not in names
            ]
            rendered, problems, _ = render_all(tasks, checked, stage, timeout=self.timeout)
            findings += problems
            for fresh in rendered:
                target = by_name[fresh.task.name]
                values = checked.values[fresh.task.document.name]
                findings += self.file(target, fresh, values, checked.engine.label, proved)
        return findings

    def file(
        self, target: Target, fresh: Made, values: Values, engine: str, proved: dict[str, int]
    ) -> list[Finding]:
        """Compare one file with a fresh one: its text, and then all that it holds."""
        name = self.project.name(target.path)
        if not target.is_as_built and target.content is not None and not _carries(target, fresh):
            return compare_unmarked(fresh, target.path, values)
        proof = prove_made(fresh, target.path, name, values)
        if proof.findings or target.content is None:
            return [*proof.findings]
        same_tools = target.record is not None and (self.tools, target.record["engine"]) == (
            tools_digest(),
            engine,
        )
        differences = changes(target, fresh, name, same_tools)
        is_vouched = target.record is None or target.is_as_built
        if proof.is_proved and is_vouched and not has_errors(differences):
            proved[name] = proof.numbers
        return differences


def _carries(target: Target, fresh: Made) -> bool:
    """Say whether the numbers in a file can be told from its other words.

    Of a built file without a number in its text, or only in alternative texts, they can.
    """
    has_numbers = any(number.kind is Kind.BODY for number in fresh.task.staged.placements)
    return (target.record is not None and not has_numbers) or carries(target.path)
