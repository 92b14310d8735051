"""The pages of a PDF against what they must say: every character, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sacroreport.findings import Finding, Place
from sacroreport.formats.registry import not_typeset
from sacroreport.proof.align import Alignment, Track, align
from sacroreport.proof.compare import Comparison
from sacroreport.proof.expected import Expected
from sacroreport.proof.pdf import Glyph, is_separated
from sacroreport.render.job import Mark

NUMERIC = frozenset("0123456789.,·−±%")
HORIZONTAL, VERTICAL = 2.0, 0.75
"""Points by which a glyph may stand off its mark: a side bearing, a rounded coordinate."""


def compare_pages(
    comparison: Comparison, expected: Expected, pages: list[list[Glyph]], marks: Sequence[Mark]
) -> Iterator[Finding]:
    """Compare a PDF: its characters in order, what separates them, and their places."""
    alignment = align(expected, pages)
    if (mismatch := alignment.mismatch) is not None:
        if mismatch.missing_glyph:
            yield Finding(
                rule="missing-glyph",
                place=Place(comparison.source),
                message=f"{comparison.file}: the fonts of the PDF have no character "
                f"{mismatch.missing_glyph} (U+{ord(mismatch.missing_glyph):04X})",
                found=f'"{mismatch.expected}"',
                way_out=f"write it in another way, or build {not_typeset()} only",
            )
            return
        placement = comparison.placements.get(mismatch.owner)
        yield comparison.finding(
            f"page {mismatch.page}: {placement.id} does not say what the data say"
            if placement
            else f"page {mismatch.page} does not go on as its source",
            owner=mismatch.owner or mismatch.next_owner,
            found=mismatch.found,
            expected=mismatch.expected,
        )
        return
    yield from comparison.numbers(_numbers(alignment))
    for track in (alignment.body, alignment.notes):
        yield from _separations(comparison, track)
        yield from _positions(comparison, track, marks)


def _separations(comparison: Comparison, track: Track) -> Iterator[Finding]:
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
            yield comparison.finding(
                "the page glues numbers together" if wanted else "the page tears a number apart",
                owner=stream.owners[index] or stream.owners[index - 1],
                expected=stream.around(index, 8),
            )


def _positions(comparison: Comparison, track: Track, marks: Sequence[Mark]) -> Iterator[Finding]:
    """Find numbers whose characters do not stand where the compiler put the number."""
    by_edge = {(mark.occurrence, mark.edge): mark for mark in reversed(marks)}
    for owner, (first, last) in track.stream.numbers().items():
        for edge, index in (("start", first), ("end", last - 1)):
            mark, glyph = by_edge.get((owner, edge)), track.glyphs[index]
            neighbour = index - 1 if edge == "start" else index + 1
            beside = track.glyphs[neighbour] if 0 <= neighbour < len(track.glyphs) else None
            if mark is None or glyph is None:
                yield comparison.finding("a number has no place on the pages", owner=owner)
            elif not (_stands(glyph, mark, edge) or _wrapped(beside, mark, edge)):
                yield comparison.finding(
                    f"{comparison.placements[owner].id} is not in its place on page {mark.page}",
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
    texts = {}
    for track in (alignment.body, alignment.notes):
        for owner, (first, last) in track.stream.numbers().items():
            if all(track.glyphs[index] is not None for index in range(first, last)):
                texts[owner] = track.stream.words(first, last)
    return texts
