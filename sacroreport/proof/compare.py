"""Expected against found: what differs, and which number it touches."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from sacroreport.document.stage import Kind, Placement
from sacroreport.findings import Finding, Place
from sacroreport.proof.align import Alignment, Track, align
from sacroreport.proof.expected import Expected
from sacroreport.proof.pdf import Glyph, is_separated
from sacroreport.proof.stream import Stream, copy_of, original, squeeze
from sacroreport.render.job import Mark

MOST = 20
NUMERIC = frozenset("0123456789.,·−±%")
HORIZONTAL, VERTICAL = 2.0, 0.75
"""Points by which a glyph may stand off its mark: a side bearing, a rounded coordinate."""


class Comparison:
    """Compares one file; ``file`` names it in findings."""

    def __init__(
        self, file: str, source: str, placements: Sequence[Placement], texts: Mapping[str, str]
    ) -> None:
        self.file = file
        self.source = source
        self.placements = {one.occurrence: one for one in placements}
        self.texts = texts
        self.hidden: frozenset[str] = frozenset()

    def finding(
        self, message: str, *, owner: str = "", found: str = "", expected: str = ""
    ) -> Finding:
        """Return a proof finding, at the source of the number it touches."""
        placement = self.placements.get(original(owner))
        return Finding(
            rule="proof",
            place=placement.place if placement else Place(self.source),
            message=f"{self.file}: {message}",
            found=found and f'"{found}"',
            expected=expected and f'"{expected}"',
            way_out="build the document again; if this comes back, the text at that place "
            "confuses a format: please report it",
        )

    def numbers(self, found: Mapping[str, str]) -> Iterator[Finding]:
        """Compare each injected number with the data as they are now."""
        for placement in self.placements.values():
            if placement.kind is not Kind.BODY or placement.occurrence in self.hidden:
                continue
            wanted = squeeze(self.texts.get(placement.id, ""))
            shown = found.get(placement.occurrence)
            if shown is None:
                yield self.finding(
                    f"the number {placement.id} is not in the file",
                    owner=placement.occurrence,
                    expected=wanted,
                )
            elif shown != wanted:
                yield self.finding(
                    f"{placement.id} does not say what the data say",
                    owner=placement.occurrence,
                    found=shown,
                    expected=wanted,
                )
            # That there is a copy where one belongs, the comparison of words will tell.
            again = found.get(copy_of(placement.occurrence), wanted)
            if again != wanted:
                yield self.finding(
                    f"{placement.id} in the contents does not say what the data say",
                    owner=placement.occurrence,
                    found=again,
                    expected=wanted,
                )

    def unknown(self, found: Mapping[str, str]) -> Iterator[Finding]:
        """Find numbers in the file that no source placed."""
        for occurrence, text in found.items():
            if original(occurrence) not in self.placements:
                yield self.finding(f"holds a number {occurrence} of unknown origin", found=text)

    def streams(self, expected: Stream, actual: Stream) -> Iterator[Finding]:
        """Compare two streams: every word, and what separates numbers."""
        shown = {
            owner: actual.words(first, last) for owner, (first, last) in actual.numbers().items()
        }
        yield from self.numbers(shown)
        yield from self.unknown(shown)
        yield from self.words(expected, actual)

    def words(self, expected: Stream, actual: Stream) -> Iterator[Finding]:
        """Report each stretch of words that differs."""
        wanted, found = words_of(expected), words_of(actual)
        if [word for word, _ in wanted] == [word for word, _ in found]:
            return
        matcher = difflib.SequenceMatcher(
            None, [word for word, _ in wanted], [word for word, _ in found], autojunk=False
        )
        reported = 0
        for kind, i1, i2, j1, j2 in matcher.get_opcodes():
            if kind == "equal":
                continue
            reported += 1
            if reported > MOST:
                yield self.finding("and more differences")
                return
            owner = next((one for _, one in wanted[i1:i2] if one), "")
            placement = self.placements.get(original(owner))
            yield self.finding(
                f"{placement.id} does not say what the data say"
                if placement
                else "the text differs from its source",
                owner=owner,
                found=context(found, j1, j2),
                expected=context(wanted, i1, i2),
            )

    def pages(
        self, expected: Expected, pages: list[list[Glyph]], marks: Sequence[Mark]
    ) -> Iterator[Finding]:
        """Compare a PDF: its characters in order, what separates them, and their places."""
        alignment = align(expected, pages)
        if (mismatch := alignment.mismatch) is not None:
            if mismatch.missing_glyph:
                yield Finding(
                    rule="missing-glyph",
                    place=Place(self.source),
                    message=f"{self.file}: the fonts of the PDF have no character "
                    f"{mismatch.missing_glyph} (U+{ord(mismatch.missing_glyph):04X})",
                    found=f'"{mismatch.expected}"',
                    way_out="write it in another way, or build html and docx only",
                )
                return
            placement = self.placements.get(mismatch.owner)
            yield self.finding(
                f"page {mismatch.page}: {placement.id} does not say what the data say"
                if placement
                else f"page {mismatch.page} does not go on as its source",
                owner=mismatch.owner or mismatch.next_owner,
                found=mismatch.found,
                expected=mismatch.expected,
            )
            return
        yield from self.numbers(_numbers(alignment))
        for track in (alignment.body, alignment.notes):
            yield from self.separations(track)
            yield from self.positions(track, marks)

    def separations(self, track: Track) -> Iterator[Finding]:
        """Find digits that the page glues together or tears apart."""
        stream = track.stream
        for index in range(1, len(stream.characters)):
            before, after = track.glyphs[index - 1], track.glyphs[index]
            if before is None or after is None or index in stream.gaps:
                continue
            pair = stream.characters[index - 1], stream.characters[index]
            if not any(character.isdigit() for character in pair):
                continue
            if index in stream.shifts and not (pair[0].isdigit() and pair[1].isdigit()):
                continue  # "1st", "10-6": boxes of raised letters and signs do not tell
            wanted, shown = index in stream.breaks, is_separated(before, after)
            torn = shown and not wanted and NUMERIC.issuperset(pair) and not after.new_line
            if (wanted and shown is False) or torn:
                yield self.finding(
                    "the page glues numbers together"
                    if wanted
                    else "the page tears a number apart",
                    owner=stream.owners[index] or stream.owners[index - 1],
                    expected=stream.around(index, 8),
                )

    def positions(self, track: Track, marks: Sequence[Mark]) -> Iterator[Finding]:
        """Find numbers whose characters do not stand where the compiler put the number."""
        by_edge = {(mark.occurrence, mark.edge): mark for mark in reversed(marks)}
        for owner, (first, last) in track.stream.numbers().items():
            for edge, index in (("start", first), ("end", last - 1)):
                mark, glyph = by_edge.get((owner, edge)), track.glyphs[index]
                neighbour = index - 1 if edge == "start" else index + 1
                beside = track.glyphs[neighbour] if 0 <= neighbour < len(track.glyphs) else None
                if mark is None or glyph is None:
                    yield self.finding("a number has no place on the pages", owner=owner)
                elif not (_stands(glyph, mark, edge) or _wrapped(beside, mark, edge)):
                    yield self.finding(
                        f"{self.placements[owner].id} is not in its place on page {mark.page}",
                        owner=owner,
                        found=f"{glyph.character} at {glyph.left:.0f}, {glyph.baseline:.0f}",
                        expected=f"at {mark.x:.0f}, {mark.y:.0f}",
                    )


def _stands(glyph: Glyph, mark: Mark, edge: str) -> bool:
    x = glyph.left if edge == "start" else glyph.right
    return (
        glyph.page == mark.page
        and abs(x - mark.x) <= HORIZONTAL
        and abs(glyph.baseline - mark.y) <= VERTICAL
    )


def _wrapped(beside: Glyph | None, mark: Mark, edge: str) -> bool:
    """Say whether a line broke between the mark and its number.

    The mark of a number that begins a line may have stayed at the end of the line
    before, beside the character that precedes the number.
    """
    if beside is None or edge == "end":
        return False
    return (
        beside.page == mark.page
        and abs(beside.baseline - mark.y) <= VERTICAL
        and beside.right - HORIZONTAL <= mark.x
    )


def _numbers(alignment: Alignment) -> dict[str, str]:
    found = {}
    for track in (alignment.body, alignment.notes):
        for owner, (first, last) in track.stream.numbers().items():
            if all(track.glyphs[index] is not None for index in range(first, last)):
                found[owner] = track.stream.words(first, last)
    return found


def words_of(stream: Stream) -> list[tuple[str, str]]:
    """Return the words of a stream, each with the number that it is a part of."""
    words: list[tuple[str, str]] = []
    word = owner = ""
    for index, character in enumerate(stream.characters):
        if index in stream.breaks and word:
            words.append((word, owner))
            word = owner = ""
        word += character
        owner = owner or stream.owners[index]
    if word:
        words.append((word, owner))
    return words


def context(words: list[tuple[str, str]], first: int, last: int) -> str:
    """Return some words with two before and after them, for messages."""
    shown = words[max(0, first - 2) : min(len(words), last + 2)]
    return re.sub(r"(.{160}).+", r"\1…", " ".join(word for word, _ in shown))
