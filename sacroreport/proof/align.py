"""A page's characters laid along the text that they must be.

Body text and footnotes interleave page by page; words are hyphenated; a table's header
comes again on each page. Everything else must follow the expected text exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sacroreport.proof.expected import Expected
from sacroreport.proof.pdf import HYPHEN, Glyph
from sacroreport.proof.stream import Stream

HYPHENS = frozenset("-‐")
LOOK_AHEAD = 8
RARE = 0x2E80  # from here on: East Asian scripts, symbols, emoji


@dataclass
class Track:
    """How far the expected text has been found, and on which glyphs."""

    stream: Stream
    glyphs: list[Glyph | None] = field(default_factory=list)
    at: int = 0

    def __post_init__(self) -> None:
        self.glyphs = [None] * len(self.stream.characters)

    @property
    def is_done(self) -> bool:
        """Whether all of the text was found."""
        return self.at == len(self.stream.characters)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where pages and expected text part.

    Attributes
    ----------
    owner, next_owner
        The number at that place, and the nearest one after it.
    missing_glyph
        A character of a script that few fonts have, where the page shows none.
    """

    index: int
    page: int
    found: str
    expected: str
    owner: str = ""
    next_owner: str = ""
    missing_glyph: str = ""


@dataclass
class Alignment:
    """The expected text on its glyphs; ``mismatch`` when they part."""

    body: Track
    notes: Track
    mismatch: Mismatch | None = None


def align(expected: Expected, pages: list[list[Glyph]]) -> Alignment:
    """Lay the pages along the expected text."""
    notes = Stream()
    for note in expected.notes:
        notes.extend(note)
    result = Alignment(Track(expected.body), Track(notes))
    for number, page in enumerate(pages, start=1):
        start = _repeated_header(result.body, page)
        steps, stop, is_open = _follow(result.body, page, start)
        if stop == len(page):
            _commit(result.body, page, steps)
            continue
        splits = range(stop, len(page) + 1) if is_open else range(stop, start - 1, -1)
        for split in splits:
            more, end, _ = _follow(result.notes, page, split)
            if end == len(page):
                _commit(result.body, page, [step for step in steps if step[1] < split])
                _commit(result.notes, page, more)
                break
        else:
            _commit(result.body, page, steps)
            result.mismatch = _mismatch(result.body, page, stop, number)
            more, reached, _ = _follow(result.notes, page, stop)
            if reached > stop:  # the notes of this page had begun
                _commit(result.notes, page, more)
                result.mismatch = _mismatch(result.notes, page, reached, number)
            return result
    for track in (result.body, result.notes):
        if not track.is_done:
            result.mismatch = _mismatch(track, [], 0, len(pages))
            return result
    return result


Steps = list[tuple[int, int]]
"""Pairs of an index into the expected text and one into the page."""


def _follow(track: Track, page: list[Glyph], start: int) -> tuple[Steps, int, bool]:
    """Match a page from ``start``; return the steps and the first glyph that does not fit."""
    stream = track.stream
    steps: Steps = []
    index, at, passed = track.at, start, -1
    while at < len(page):
        if index in stream.gaps and index != passed:
            resumed = next((j for j in range(at, len(page)) if _fits(stream, index, page, j)), None)
            if resumed is None:
                return steps, at, True  # the uncompared text fills the page, but for notes
            at, passed = resumed, index
            continue
        glyph = page[at].character
        here = stream.characters[index] if index < len(stream.characters) else ""
        if glyph == here or (glyph == HYPHEN and here in HYPHENS):
            steps.append((index, at))
            index += 1
        elif glyph != HYPHEN:
            return steps, at, False
        at += 1
    return steps, at, False


def _fits(stream: Stream, index: int, page: list[Glyph], at: int) -> bool:
    """Say whether the text goes on at a glyph, for as long as it is worth looking."""
    matched = 0
    while matched < LOOK_AHEAD and index < len(stream.characters):
        if matched and index in stream.gaps:
            break
        while at < len(page) and page[at].character == HYPHEN:
            if stream.characters[index] in HYPHENS:
                break
            at += 1
        if at >= len(page):
            return matched > 0
        glyph = page[at].character
        here = stream.characters[index]
        if glyph != here and not (glyph == HYPHEN and here in HYPHENS):
            # the number of an equation, last on a page, with notes below
            return matched > 2 and page[at].new_line
        matched, index, at = matched + 1, index + 1, at + 1
    return matched > 0


def _repeated_header(track: Track, page: list[Glyph]) -> int:
    """Return how many glyphs at the top of a page repeat the header of the open table."""
    stream = track.stream
    for first, last, end in stream.headers:
        if not last < track.at < end:
            continue
        header = Stream(
            stream.characters[first:last],
            stream.owners[first:last],
            gaps={gap - first for gap in stream.gaps if first <= gap < last},
        )
        steps, _, _ = _follow(Track(header), page, 0)
        after = next((at + 1 for index, at in steps if index == last - first - 1), 0)
        if not after:
            continue
        while after < len(page) and not _fits(stream, track.at, page, after):
            if last not in stream.gaps and page[after].character != HYPHEN:
                return 0
            after += 1
        return after
    return 0


def _commit(track: Track, page: list[Glyph], steps: Steps) -> None:
    for index, at in steps:
        track.glyphs[index] = page[at]
        track.at = index + 1


def _mismatch(track: Track, page: list[Glyph], stop: int, number: int) -> Mismatch:
    shown = ""
    for glyph in page[max(0, stop - 24) : stop + 24]:
        shown += (" " if glyph.separated and shown else "") + glyph.character.replace(HYPHEN, "-")
    stream, index = track.stream, track.at
    return Mismatch(
        index,
        number,
        shown,
        stream.around(index),
        next(iter(stream.owners[index : index + 1]), ""),
        next((owner for owner in stream.owners[index : index + 40] if owner), ""),
        next((sign for sign in stream.characters[index : index + 1] if ord(sign) >= RARE), ""),
    )
