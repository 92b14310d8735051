"""Who is told of a corruption, or why nobody need be.

A corruption is harmless if a fresh build prints the same tokens, words and numbers, in
every file. That is known without rendering when every file would be made of the same
staged text, metadata and pictures (:func:`would_build`); else the files are built and read
(:func:`tokens_of`). ``run.py`` also builds and reads some of those that were judged the
short way, to show that both ways agree.
"""

from __future__ import annotations

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

from sacroreport.build.build import build
from sacroreport.build.check import Checked, check
from sacroreport.build.render import tasks_of
from sacroreport.build.verify import verify
from sacroreport.errors import SacroreportError
from sacroreport.findings import Finding, Severity, has_errors
from sacroreport.project.outputs import staging_folder
from tests.harness.copies import Copy
from tests.harness.kinds import Kind, Part, Promise

ONLY_BYTES = "changed-file"
"""The rule by which `verify` says that a file reads as it should and yet is another one."""


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


def judge(kind: Kind, copy: Copy) -> Verdict:
    """Ask the commands, in the order in which people would, about a corrupted copy."""
    try:
        if kind.part is Part.BUILT:
            return _about_files(copy)
        if kind.part is Part.MADE:
            return _about_made(copy)
        verdict = _about_study(copy, kind)
    except Exception as error:  # a crash tells nobody what is wrong
        return Verdict(Outcome.MISSED, f"crash: {type(error).__name__}: {error}")
    if kind.promise is Promise.CHECK and verdict.outcome is Outcome.STALE:
        return Verdict(Outcome.MISSED, f"only stale: {verdict.why}")
    return verdict


def _about_study(copy: Copy, kind: Kind) -> Verdict:
    try:
        checked = check(copy.project, copy.documents, engine="pandoc")
    except SacroreportError as error:
        return Verdict(Outcome.CHECK, str(error))
    if has_errors(checked.findings):
        return Verdict(Outcome.CHECK, _first(checked.findings))
    if has_errors(checked.findings, strict=True):
        return Verdict(Outcome.WARNING, _first(checked.findings, Severity.WARNING))
    names = _reached(copy, checked, kind)
    if kind.part is Part.SOURCES:
        try:
            build(
                copy.project, [copy.root / one for one in names], formats=("html",), engine="pandoc"
            )
        except SacroreportError as error:
            return Verdict(Outcome.BUILD, str(error))
        for name in copy.outputs:  # the files that were sent are those of before
            copy.write(name, copy.files[name])
        copy.write("_output/manifest.json", copy.files["_output/manifest.json"])
    elif not _is_told(smallest := verified(copy, [_page(names[0])])):
        if would_build(checked) == recorded(copy):
            return Verdict(Outcome.HARMLESS, is_short=True)
    else:
        return Verdict(Outcome.STALE, smallest)
    for files in ([_page(one) for one in names], copy.outputs):
        if _is_told(why := verified(copy, files)):
            return Verdict(Outcome.STALE, why)
    if would_build(checked) == recorded(copy):
        return Verdict(Outcome.HARMLESS, is_short=True)
    if fresh_tokens(copy) == tokens_of(copy.files):
        return Verdict(Outcome.HARMLESS)
    return Verdict(Outcome.MISSED, "a fresh build prints something else, and nobody says so")


def _reached(copy: Copy, checked: Checked, kind: Kind) -> list[str]:
    """Return the documents that a corruption may change, the smallest first."""
    changed = {*copy.changed()}
    names = [
        one.name for one in checked.documents
        if kind.part is not Part.SOURCES or changed & {one.name, *one.body.files}
    ]  # fmt: skip
    return sorted(names, key=lambda name: len(copy.files.get(_page(name), b"")))


def _page(document: str) -> str:
    return f"_output/{document.removesuffix('.qmd')}.html"


def verified(copy: Copy, names: Iterable[str]) -> str:
    """Return what `verify` says against built files; empty if it has no errors."""
    try:
        found = verify(copy.project, [copy.root / name for name in names]).findings
    except SacroreportError as error:
        return str(error)
    return _first(found) if has_errors(found) else ""


def _is_told(words: str) -> bool:
    return bool(words)


def _about_files(copy: Copy) -> Verdict:
    why = verified(copy, copy.changed())
    if not why:
        return Verdict(Outcome.MISSED, "the file is taken for what was built")
    return Verdict(Outcome.BYTES if f"[{ONLY_BYTES}]" in why else Outcome.VERIFY, why)


def _about_made(copy: Copy) -> Verdict:
    """Build again: all that is generated must be as it was."""
    try:
        build(copy.project, copy.documents, engine="pandoc")
    except SacroreportError as error:
        return Verdict(Outcome.BUILD, str(error))
    left = [name for name in copy.changed() if name != "_output/manifest.json"]
    if left:
        return Verdict(Outcome.MISSED, f"a build leaves {', '.join(left)} as it is")
    return Verdict(Outcome.HARMLESS, "written anew by the next build")


def _first(findings: Iterable[Finding], severity: Severity = Severity.ERROR) -> str:
    """Return the first finding that weighs so much, one about the text before others."""
    fits = [one for one in findings if one.severity is severity]
    return str(min(fits, key=lambda one: one.rule == ONLY_BYTES))


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
    import io

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [one for one in archive.namelist() if one in ("word/document.xml", "word/footnotes.xml")]
        trees = [etree.fromstring(archive.read(one)) for one in sorted(parts)]
    texts = ["".join(paragraph.itertext()) for tree in trees for paragraph in tree.iter("{*}p")]
    return " ".join([*texts, *(one.get("descr", "") for tree in trees for one in tree.iter("{*}docPr"))])
