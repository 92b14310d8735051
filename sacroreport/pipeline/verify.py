"""Finished files against the data as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroreport.document.document import Document
from sacroreport.document.stage import Kind
from sacroreport.errors import DefectError, UsageError
from sacroreport.findings import Finding, Place, Severity, has_errors
from sacroreport.pipeline.built import BUILD, Target, about_bytes, carries, targets_of, unusable
from sacroreport.pipeline.check import Checked, check
from sacroreport.pipeline.manifest import read_manifest
from sacroreport.pipeline.render import Made, tasks_of
from sacroreport.pipeline.renderer import render_all
from sacroreport.pipeline.requested import prove_made
from sacroreport.pipeline.tools import tools_digest
from sacroreport.project.outputs import staging_folder
from sacroreport.project.root import Project
from sacroreport.project.settings import load_settings
from sacroreport.proof.compare import Comparison
from sacroreport.proof.content.compare import difference
from sacroreport.proof.draft import is_draft
from sacroreport.proof.tokens import compare_tokens
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
    a build makes now. The manifest is not taken on trust: whatever it says, a file that
    holds anything else that a reader could meet is an error.

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
    findings: list[Finding] = [_is_draft(project, file.resolve()) for file in drafts]
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
    for one in [*targets]:
        if not one.is_as_built and one.content is not None and is_draft(one.path):
            findings.append(_is_draft(project, one.path))
            targets.remove(one)
        else:
            findings += about_bytes(project, one)
    groups: dict[Manner, list[Target]] = {}
    for one in targets:
        groups.setdefault(_manner(one), []).append(one)
    proved: dict[str, int] = {}
    verifier = _Verifier(project, str(record.get("tools")), timeout)
    for manner, members in groups.items():
        try:
            findings += verifier.group(manner, members, proved)
        except DefectError as error:
            raise DefectError([*findings, *error.findings]) from error
    return Verified(proved, tuple(findings))


def _manner(one: Target) -> Manner:
    """Return how a file was made, or how it is made now when nothing is known of it."""
    if one.record is not None:
        return Manner(str(one.record["style"]), str(one.record["engine"]).split()[0])
    return Manner(None, "auto", is_plain=not _carries(one))


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
        findings = [] if manner.is_plain else _styles(self.project, members, checked)
        by_name = {one.name: one for one in members}
        with staging_folder() as stage:
            tasks = [task for task in tasks_of(checked, (), stage) if task.name in by_name]
            names = {task.name for task in tasks}
            findings += [_undeclared(self.project, m) for m in members if m.name not in names]
            made, problems, _ = render_all(tasks, checked, stage, timeout=self.timeout)
            findings += problems
            for fresh in made:
                one = by_name[fresh.task.name]
                values = checked.values[fresh.task.document.name]
                findings += self.file(one, fresh, values, checked.engine.label, proved)
        return findings

    def file(
        self, one: Target, fresh: Made, values: Values, engine: str, proved: dict[str, int]
    ) -> list[Finding]:
        """Compare one file with a fresh one: its text, and then all that it holds."""
        name = self.project.name(one.path)
        if not one.is_as_built and one.content is not None and not _carries(one):
            return _by_tokens(fresh, one.path, values)
        proof = prove_made(fresh, one.path, name, values)
        if proof.findings or one.content is None:
            return [*proof.findings]
        same_tools = one.record is not None and (self.tools, one.record["engine"]) == (
            tools_digest(),
            engine,
        )
        found = _changed(one, fresh, name, same_tools)
        is_vouched = one.record is None or one.is_as_built
        if proof.is_proved and is_vouched and not has_errors(found):
            proved[name] = proof.numbers
        return found


def _is_draft(project: Project, path: Path) -> Finding:
    return Finding(
        rule="draft",
        place=Place(project.name(path)),
        message="this is a draft, not a finished file: it may print what the data do not bear out",
        way_out="mend what it marks, run `sacroreport build`, and send the finished file",
    )


def _carries(one: Target) -> bool:
    """Say whether the numbers in a file can be told from its other words."""
    if one.record is not None and not any(
        isinstance(item, dict) and item.get("kind") == Kind.BODY
        for item in one.record["placements"]
    ):
        return True  # it has no number in its text, or only in alternative texts
    if one.is_as_built or one.content is None:
        return True
    return carries(one.path)


def _by_tokens(made: Made, path: Path, values: Values) -> list[Finding]:
    """Compare a file that carries no placements, and say that this does not vouch for it."""
    document = made.task.document
    comparison = Comparison(
        document.project.name(path),
        document.name,
        made.task.staged.placements,
        {id_: value.plain for id_, value in values.items()},
    )
    unmarked = Finding(
        rule="no-placements",
        place=Place(document.name),
        message=f"{comparison.file}: the file does not say where its numbers are: it was saved by "
        "another program, or made by a plain `quarto render`; its numbers were looked for among "
        "its words, which does not tell what a reader sees",
        way_out="`sacroreport build` makes files whose every number can be proved",
    )
    try:
        return [unmarked, *compare_tokens(path, made.rendered, comparison)]
    except Exception as error:
        way = f"the file cannot be read: {type(error).__name__}: {error}"
        return [unmarked, comparison.finding(way)]


def _undeclared(project: Project, one: Target) -> Finding:
    return Finding(
        rule="undeclared-format",
        place=Place(one.document),
        message=f"{project.name(one.path)}: its document is no longer made in this format, so "
        "there is nothing to compare it with",
        way_out="declare the format again, or remove the file and build",
    )


def _styles(project: Project, members: Sequence[Target], checked: Checked) -> list[Finding]:
    """Find files whose numbers are written otherwise than those of a build as it is now."""
    documents = {document.name: document for document in checked.documents}
    findings = []
    for one in members:
        if one.record is None:
            continue
        own, style = _own_style(documents[one.document], checked), str(one.record["style"])
        if own != style:
            is_asked = one.record.get("asked", style) is not None
            findings.append(_other_style(project.name(one.path), one, style, own, is_asked))
    return findings


def _own_style(document: Document, checked: Checked) -> str:
    """Return the number style in which a document is built unless another one is asked for."""
    return str(document.metadata.data.get("style") or checked.analysis.study.head.style)


def _other_style(name: str, one: Target, was: str, now: str, is_asked: bool) -> Finding:
    """Say that the numbers of a file agree, and are written otherwise in a build as it is now.

    Parameters
    ----------
    was, now
        The style of the file, and that of the document.
    is_asked
        Whether ``--style`` asked for it; then it is as it was meant to be, and the formats
        that were built at other times may differ.
    """
    why = "that `--style` asked for" if is_asked else "of before"
    return Finding(
        rule="stale-style",
        severity=Severity.NOTICE if is_asked else Severity.ERROR,
        place=Place(one.document),
        message=f"{name}: the file is in the number style {why}",
        found=f'"{was}"',
        expected=f'"{now}"',
        way_out="build the document again" + (" without it" if is_asked else ""),
    )


def _changed(one: Target, made: Made, name: str, same_tools: bool) -> list[Finding]:
    """Find a file that says what it should and yet is not what a build makes."""
    fresh = made.rendered.path.read_bytes()
    if one.content is None or one.content == fresh:
        return []
    differs = difference(one.content, fresh, one.path.suffix)
    if differs is None and not same_tools:
        return [
            Finding(
                rule="changed-file",
                severity=Severity.WARNING,
                place=Place(one.document),
                message=f"{name}: the file holds what a build makes, and is packed otherwise: "
                "by other versions of the programs, or by another program",
                way_out="build the document again",
            )
        ]
    by_others = "" if same_tools else ", or it was made by other versions of the programs"
    return [
        Finding(
            rule="changed-file",
            place=Place(one.document),
            message=f"{name}: the text agrees with the data, but the file is not what a build "
            "makes: it was changed, or is of other data"
            + by_others
            + (f"; the first difference is in {differs.where}" if differs else ""),
            found=f'"{differs.found}"' if differs and differs.found else "",
            expected=f'"{differs.expected}"' if differs and differs.expected else "",
            way_out="build the document again",
        )
    ]
