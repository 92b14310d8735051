"""What the proof has to know of a format whose files it reads back."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sacroreport.findings import Finding
from sacroreport.formats.format import Format
from sacroreport.formats.registry import format_of_ending
from sacroreport.proof import loose
from sacroreport.proof.compare import Comparison
from sacroreport.proof.content.difference import Difference
from sacroreport.proof.expected import Expected, Typography, image_texts
from sacroreport.proof.stream import Stream, squeeze
from sacroreport.render.job import Rendered

if TYPE_CHECKING:
    from sacroreport.proof.seen.seen import Seen

Contents = Literal["all", "ours", "none"]
"""Which tables of contents count as text of a file."""


class Reader:
    """How files of one format are read back, as one text in which numbers have an identity.

    A format has to say how the text of a file is read; whatever else stands here is true of
    a format until its reader says otherwise.

    Attributes
    ----------
    needs_marks
        Whether numbers are found by the places that a compiler tells, and not in the file.
    reads_alternatives
        Whether the alternative texts of images are read.
    reads_copies
        Whether it can be told what a reader sees of a copy by somebody else.
    """

    needs_marks = False
    reads_alternatives = False
    reads_copies = False

    def typography(self, *, exact: bool) -> Typography:
        """Return what such a file makes characters of; ``exact`` is as for ``expected``."""
        return Typography()

    def stream(self, file: Path, contents: Contents = "all") -> Stream:
        """Return the text of a file, each character with the number that it belongs to."""
        raise NotImplementedError

    def alternatives(self, file: Path) -> list[str]:
        """Return the alternative texts of a file's images in their order."""
        return []

    def carries_placements(self, file: Path) -> bool:
        """Say whether the numbers in a file can be told from its other words."""
        return bool(self.stream(file).numbers())

    def is_draft(self, file: Path) -> bool:
        """Say whether a file bears the marks of a draft."""
        return False

    def network_uses(self, file: Path) -> list[str]:
        """Return the addresses that a file loads something from when it is looked at."""
        return []

    def difference(self, content: bytes, fresh: bytes) -> Difference | None:
        """Return the first thing in which a file differs from a fresh one."""
        return Difference("the file", f"{len(content)} bytes", f"{len(fresh)} other bytes")

    def seen(self, copy: Path, rendered: Rendered) -> tuple[Seen, Seen]:
        """Return what a reader sees of a fresh file, and of a copy."""
        raise NotImplementedError

    def compare(
        self, file: Path, rendered: Rendered, comparison: Comparison, wanted: Expected
    ) -> list[Finding]:
        """Compare a file that holds nothing but the document: every word of it."""
        whole = wanted.whole
        findings = [*comparison.streams(whole, self.stream(file))]
        findings += comparison.leftovers(rendered, whole.all_words)
        if self.reads_alternatives:
            texts = self.alternatives(file)
            findings += comparison.leftovers(rendered, *texts)
            findings += comparison.alternatives(image_texts(rendered.document), texts)
        return findings

    def compare_loosely(
        self, file: Path, rendered: Rendered, comparison: Comparison, wanted: Expected
    ) -> list[Finding]:
        """Compare a file that may hold more than the document."""
        actual = self.stream(file, "ours")
        numbers = actual.texts_of_numbers()
        findings = [
            *comparison.numbers(numbers),
            *comparison.unknown(numbers),
            *loose.missing_words(comparison, wanted, actual),
            *comparison.leftovers(rendered, actual.all_words),
        ]
        if not self.reads_alternatives:
            return findings
        texts = {squeeze(text) for text in self.alternatives(file)}
        findings += [
            comparison.finding("an image lacks its alternative text", expected=squeeze(text))
            for text in image_texts(rendered.document)
            if text is not None and squeeze(text) not in texts
        ]
        return findings


def reader_of(format_: Format) -> Reader:
    """Return how the files of a format are read back.

    Examples
    --------
    >>> from sacroreport.formats.pdf import FORMAT
    >>> reader_of(FORMAT).needs_marks
    True
    """
    reader: Reader = import_module(format_.reader).READER
    return reader


def reader_of_ending(ending: str) -> Reader | None:
    """Return how files with an ending are read back; ``None`` where nothing can be.

    Examples
    --------
    >>> reader_of_ending(".epub") is None
    True
    """
    format_ = format_of_ending(ending)
    return None if format_ is None else reader_of(format_)
