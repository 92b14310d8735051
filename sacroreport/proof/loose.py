"""The proof of files to which an engine adds words of its own.

Quarto brings titles of themes, contents, icons and labels that the document does not hold.
Each number of the study is still found by its identity and compared; every other word of
the document must be in the file too, but the file may have more.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from sacroreport.findings import Finding
from sacroreport.proof.compare import MOST, Comparison, context, words_of
from sacroreport.proof.expected import Expected
from sacroreport.proof.pdf import Glyph, is_separated
from sacroreport.proof.stream import Stream, squeeze
from sacroreport.render.job import Mark

NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
LINE, SIDE = 2.0, 0.3
"""Points by which a glyph's baseline may stand off a mark, and its middle beyond one."""


BACK = "↩"


def missing_words(comparison: Comparison, wanted: Expected, actual: Stream) -> Iterator[Finding]:
    """Find words of the document that a file lacks, or has otherwise.

    Body text must come in its order. A footnote or what stands in a margin may be anywhere,
    but in one piece.
    """
    wanted_words, file_words = words_of(wanted.body), words_of(actual)
    file_words = [(word, owner) for word, owner in file_words if not word.startswith(BACK)]
    texts = [word for word, _ in file_words]
    for note in wanted.notes:
        words = [word for word, _ in words_of(note)]
        if words and not _holds(texts, words):
            yield comparison.finding(
                "a footnote or a text in the margin differs from its source",
                owner=next((owner for _, owner in words_of(note) if owner), ""),
                expected=" ".join(words),
            )
    matcher = difflib.SequenceMatcher(
        None, [word for word, _ in wanted_words], [word for word, _ in file_words], autojunk=False
    )
    reported = 0
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind in ("equal", "insert"):
            continue
        # The same letters divided otherwise, as where a theme breaks lines of its own.
        letters = "".join(word for word, _ in wanted_words[i1:i2])
        if letters == "".join(word for word, _ in file_words[j1:j2]):
            continue
        reported += 1
        if reported > MOST:
            yield comparison.finding("and more differences")
            return
        owner = next((number for _, number in wanted_words[i1:i2] if number), "")
        yield comparison.finding(
            "the text differs from its source",
            owner=owner,
            found=context(file_words, j1, j2),
            expected=context(wanted_words, i1, i2),
        )


def _holds(words: Sequence[str], part: Sequence[str]) -> bool:
    """Say whether some words stand in one piece among others."""
    starts = [index for index, word in enumerate(words) if word == part[0]]
    return any(list(words[index : index + len(part)]) == list(part) for index in starts)


def missing_numbers(
    comparison: Comparison, wanted: Expected, pages: Sequence[Sequence[Glyph]]
) -> Iterator[Finding]:
    """Find numbers that the document holds more often than a PDF shows them.

    Footnotes and floats move on pages, so places are compared for the study's numbers
    only, by their marks; what else is a number has to be there.
    """
    wanted_counts: Counter[str] = Counter()
    for stream in (wanted.body, *wanted.notes):
        wanted_counts.update(NUMBER.findall(stream.all_words))
    file_counts: Counter[str] = Counter()
    for page in pages:
        file_counts.update(NUMBER.findall(text_of(page)))
    for number, count in (wanted_counts - file_counts).items():
        yield comparison.finding(
            f"a number of the document is missing {count} time{'' if count == 1 else 's'}",
            expected=number,
        )


def text_of(glyphs: Sequence[Glyph]) -> str:
    """Return glyphs as words; a raised digit stands apart from one on the line."""
    text, before = "", None
    for glyph in glyphs:
        apart = before is not None and is_separated(before, glyph)
        text += " " * bool(apart) + glyph.character
        before = glyph
    return text


def at_marks(pages: Sequence[Sequence[Glyph]], marks: Sequence[Mark]) -> dict[str, str]:
    """Return what stands between the two marks of each number: occurrence → text."""
    texts = {}
    for occurrence, glyphs in glyphs_at_marks(pages, marks).items():
        texts[occurrence] = squeeze(_line(glyphs))
    return texts


def glyphs_at_marks(
    pages: Sequence[Sequence[Glyph]], marks: Sequence[Mark]
) -> dict[str, list[Glyph]]:
    """Return the glyphs between the two marks of each number: occurrence → glyphs."""
    edges: dict[str, dict[str, Mark]] = {}
    for mark in marks:  # a repeated table header has its marks once per page
        edges.setdefault(mark.occurrence, {}).setdefault(mark.edge, mark)
    by_occurrence = {}
    for occurrence, pair in edges.items():
        start, end = pair.get("start"), pair.get("end")
        if start is None or end is None or not 0 < start.page <= end.page <= len(pages):
            continue
        glyphs = [glyph for page in pages[start.page - 1 : end.page] for glyph in page]
        first = next((i for i, glyph in enumerate(glyphs) if _begins(glyph, start, end)), None)
        last = next(
            (i for i, glyph in reversed(list(enumerate(glyphs))) if _ends(glyph, start, end)), None
        )
        if first is not None and last is not None and first <= last:
            by_occurrence[occurrence] = glyphs[first : last + 1]
    return by_occurrence


def _begins(glyph: Glyph, start: Mark, end: Mark) -> bool:
    return _is_at(glyph, start) and (
        _middle(glyph) >= start.x - SIDE
        and (not _share_line(start, end) or _middle(glyph) <= end.x + SIDE)
    )


def _ends(glyph: Glyph, start: Mark, end: Mark) -> bool:
    return _is_at(glyph, end) and (
        _middle(glyph) <= end.x + SIDE
        and (not _share_line(start, end) or _middle(glyph) >= start.x - SIDE)
    )


def _is_at(glyph: Glyph, mark: Mark) -> bool:
    return glyph.page == mark.page and abs(glyph.baseline - mark.y) <= LINE


def _share_line(start: Mark, end: Mark) -> bool:
    return start.page == end.page and abs(start.y - end.y) <= LINE


def _middle(glyph: Glyph) -> float:
    return (glyph.left + glyph.right) / 2


def _line(glyphs: Sequence[Glyph]) -> str:
    return "".join(" " * (glyph.separated and index > 0) + glyph.character
                   for index, glyph in enumerate(glyphs))  # fmt: skip
