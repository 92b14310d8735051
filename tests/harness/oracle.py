"""Who is told of a corruption, or why nobody need be.

A corruption is harmless if a fresh build prints the same tokens, words and numbers, in
every file. That is known without rendering when every file would be made of the same
staged text, metadata and pictures (:func:`would_build`); else the files are built and read
(:func:`tokens_of`). ``run.py`` also builds and reads some of those that were judged the
short way, to show that both ways agree.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pypdfium2
from lxml import etree, html

from sacroreport.errors import DefectError, SacroreportError
from sacroreport.findings import Finding, Severity, has_errors
from sacroreport.pipeline.check import Checked, check
from sacroreport.pipeline.pipeline import build
from sacroreport.pipeline.render import tasks_of
from sacroreport.pipeline.verify import verify
from sacroreport.project.outputs import staging_folder
from tests.harness.copies import Copy
from tests.harness.kinds import Kind, Part, Promise
from tests.harness.memory import Memory, remembering

PROOF, ONLY_BYTES = "proof", "changed-file"
"""The rules by which `verify` says that a file reads otherwise than it should, and that it
reads as it should and yet is another one."""


class Outcome(StrEnum):
    """Who spoke first: `check`, then `build`, then `verify`."""

    CHECK = "check"
    WARNING = "check, warning"
    BUILD = "build"
    VERIFY = "verify"
    BYTES = "verify, by bytes"
    STALE = "verify, stale"
    HARMLESS = "harmless"
    MISSED = "missed"


@dataclass(frozen=True)
class Verdict:
    """What became of a corruption, and the words in which somebody was told.

    Attributes
    ----------
    is_short
        Whether it was found harmless without building anything.
    """

    outcome: Outcome
    why: str = ""
    is_short: bool = False


@dataclass
class Judge:
    """Asks the commands, in the order in which people would, about a corrupted copy.

    Attributes
    ----------
    memory
        What was computed before; ``None`` to do everything anew.
    is_thorough
        Whether documents are also built where `check` and `verify` say nothing of a defect
        that only rendering brings to light.
    """

    memory: Memory | None = None
    is_thorough: bool = False

    def learn(self, copy: Copy) -> None:
        """Note what the untouched study is; it must be without findings."""
        with remembering(self.memory, learning=True):
            findings = list(check(copy.project, copy.documents, engine="pandoc").findings)
            for document in copy.documents:
                stem = copy.project.name(document).removesuffix(".qmd")
                names = [one for one in copy.outputs if one.startswith(f"_output/{stem}.")]
                findings += verify(copy.project, [copy.root / one for one in names]).findings
        assert not findings, "\n".join(map(str, findings))

    def verdict(self, kind: Kind, copy: Copy) -> Verdict:
        """Say who is told, and make a miss of what `check` ought to have told."""
        try:
            if kind.part is Part.BUILT:
                return self._about_files(copy)
            if kind.part is Part.MADE:
                return _about_made(copy)
            verdict = self._about_study(copy, kind)
        except Exception as error:  # a crash tells nobody what is wrong
            return Verdict(Outcome.MISSED, f"crash: {type(error).__name__}: {error}")
        if kind.promise is Promise.CHECK and verdict.outcome is Outcome.STALE:
            return Verdict(Outcome.MISSED, f"only stale: {verdict.why}")
        return verdict

    def _about_study(self, copy: Copy, kind: Kind) -> Verdict:
        with remembering(self.memory):
            try:
                checked = check(copy.project, copy.documents, engine="pandoc")
            except SacroreportError as error:
                return Verdict(Outcome.CHECK, str(error))
            if has_errors(checked.findings):
                return Verdict(Outcome.CHECK, _said(_worst(checked.findings, Severity.ERROR)))
            if has_errors(checked.findings, strict=True):
                return Verdict(Outcome.WARNING, _said(_worst(checked.findings, Severity.WARNING)))
            told, is_same = self._ask_verify(copy, kind, checked)
        rules = {one.rule for one in told}
        if kind.part is Part.SOURCES and (self.is_thorough or rules - {PROOF, ONLY_BYTES}):
            names = [copy.root / one for one in _reached(copy, checked, kind)]
            if why := _refused(copy, names, ("html",)):
                return Verdict(Outcome.BUILD, why)
        if told:
            return Verdict(Outcome.STALE, _said(told))
        if is_same:
            return Verdict(Outcome.HARMLESS, is_short=True)
        if fresh_tokens(copy) == tokens_of(copy.files):
            return Verdict(Outcome.HARMLESS)
        return Verdict(Outcome.MISSED, "a fresh build prints something else, and nobody says so")

    def _ask_verify(self, copy: Copy, kind: Kind, checked: Checked) -> tuple[list[Finding], bool]:
        """Return what `verify` says, and whether every file would be the one that is there.

        It is asked about the smallest page first: one voice is enough.
        """
        names = _reached(copy, checked, kind)
        pages = [[f"_output/{name.removesuffix('.qmd')}.html"] for name in names]
        if pages and (told := verified(copy, pages[0])):
            return told, False
        if would_build(checked) == recorded(copy):
            return [], True
        for files in (*pages[1:], copy.outputs):
            if told := verified(copy, files):
                return told, False
        return [], False

    def _about_files(self, copy: Copy) -> Verdict:
        with remembering(self.memory):
            told = verified(copy, copy.changed())
        if not told:
            return Verdict(Outcome.MISSED, "the file is taken for what was built")
        is_text = {one.rule for one in told} - {ONLY_BYTES}
        return Verdict(Outcome.VERIFY if is_text else Outcome.BYTES, _said(told))


def _reached(copy: Copy, checked: Checked, kind: Kind) -> list[str]:
    """Return the documents that a corruption may change, the smallest first."""
    changed = {*copy.changed()}
    names = [
        one.name for one in checked.documents
        if kind.part is not Part.SOURCES or changed & {one.name, *one.body.files}
    ]  # fmt: skip
    stems = {name: f"_output/{name.removesuffix('.qmd')}.html" for name in names}
    return sorted(names, key=lambda name: len(copy.files.get(stems[name], b"")))


def verified(copy: Copy, names: Iterable[str]) -> list[Finding]:
    """Return the errors of `verify` about built files."""
    try:
        found = verify(copy.project, [copy.root / name for name in names]).findings
    except DefectError as error:
        found = error.findings
    except SacroreportError as error:
        return [Finding(rule="unreadable-file", message=str(error))]
    return _worst(found, Severity.ERROR)


def _worst(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    return [one for one in findings if one.severity is severity]


def _said(findings: Iterable[Finding]) -> str:
    """Return the first finding, one about the text before others."""
    return str(min(findings, key=lambda one: one.rule == ONLY_BYTES))


def _refused(copy: Copy, documents: list[Path], formats: tuple[str, ...] = ()) -> str:
    """Build, and return why that was refused; empty if it was not."""
    try:
        build(copy.project, documents, formats=formats, engine="pandoc")
    except SacroreportError as error:
        return str(error)
    return ""


def _about_made(copy: Copy) -> Verdict:
    """Build again: all that is generated must be as it was."""
    if why := _refused(copy, copy.documents):
        return Verdict(Outcome.BUILD, why)
    left = [name for name in copy.changed() if name != "_output/manifest.json"]
    if left:
        return Verdict(Outcome.MISSED, f"a build leaves {', '.join(left)} as it is")
    return Verdict(Outcome.HARMLESS, "written anew by the next build")


def would_build(checked: Checked) -> dict[str, str]:
    """Return the key of every file that a build would make: equal keys, equal files."""
    with staging_folder() as folder:
        tasks = tasks_of(checked, (), folder)
        return {task.name: task.key for task in tasks}


def recorded(copy: Copy) -> dict[str, str]:
    """Return the same of the files that were built."""
    record = json.loads(copy.text("_output/manifest.json"))
    return {name: one["key"] for name, one in record["outputs"].items()}


def fresh_tokens(copy: Copy) -> dict[str, list[str]]:
    """Build a copy of the copy from nothing, and return what its files print."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "fresh"
        shutil.copytree(
            copy.root, root, ignore=shutil.ignore_patterns("_output", "_generated", ".sacroreport")
        )
        other = Copy(copy.name, root)
        build(other.project, other.documents, engine="pandoc")
        return tokens_of({
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in (root / "_output").rglob("*")
            if path.is_file()
        })  # fmt: skip


def tokens_of(files: dict[str, bytes]) -> dict[str, list[str]]:
    """Return the words, numbers and signs of built files, as other programs read them."""
    return {
        name: re.findall(r"\w+|[^\w\s]", _read(name, content))
        for name, content in files.items()
        if re.fullmatch(r"_output/.*\.(pdf|html|docx)", name)
    }


def _read(name: str, content: bytes) -> str:
    if name.endswith(".html"):
        tree = html.fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
        for one in [*tree.iter("style", "script")]:
            one.drop_tree()
        alternatives = [one.get("alt", "") for one in tree.iter("img")]
        return " ".join([*tree.itertext(), *alternatives])
    if name.endswith(".pdf"):
        document = pypdfium2.PdfDocument(content)
        text = " ".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return text
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [
            one for one in archive.namelist() if one in ("word/document.xml", "word/footnotes.xml")
        ]
        trees = [etree.fromstring(archive.read(one)) for one in sorted(parts)]
    texts = ["".join(paragraph.itertext()) for tree in trees for paragraph in tree.iter("{*}p")]
    return " ".join(
        [*texts, *(one.get("descr", "") for tree in trees for one in tree.iter("{*}docPr"))]
    )
