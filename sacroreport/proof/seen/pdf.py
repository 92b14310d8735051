"""A copy of a PDF: its text, and whether the letters that are drawn are those of the text.

A PDF says what its letters mean apart from what they look like, and anything may lie on top.
So the pages are drawn, and each character is looked at where it stands: its shape has to be
that of the same character in a fresh file, and of no other one.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sacroreport.proof.loose import glyphs_at_marks
from sacroreport.proof.pdf import HYPHEN, Glyph, is_separated, read_pdf
from sacroreport.proof.seen.letters import Pages, Shapes
from sacroreport.proof.seen.pdf_objects import doubts_of
from sacroreport.proof.seen.seen import Seen
from sacroreport.render.job import Mark

OTHERWISE = "what is drawn there is not the letter that the file says it is"


@dataclass
class SeenPages(Seen):
    """The text of a PDF; whether a character is seen is looked up when it is asked for."""

    glyphs: list[Glyph] = field(default_factory=list)
    pages: Pages | None = None
    known: Shapes | None = None

    def reason(self, index: int) -> str:
        """Return why a character may not be seen as it is."""
        if self.known is None or self.reasons[index]:
            return self.reasons[index]
        shape = self.pages.shape(self.glyphs[index]) if self.pages is not None else None
        is_like = shape is not None and self.known.is_like(self.characters[index], shape)
        return "" if is_like else OTHERWISE


def read_seen_pdf(
    file: Path, known: Shapes | None, marks: Sequence[Mark] = ()
) -> tuple[SeenPages, Shapes]:
    """Return what a reader sees of a PDF, and the shapes of its letters.

    Parameters
    ----------
    known
        Shapes of a fresh file; ``None`` for the fresh file itself.
    marks
        Where its numbers begin and end, of a fresh file.
    """
    content, shapes = file.read_bytes(), Shapes()
    seen = SeenPages(known=known)
    try:
        for about in doubts_of(content, seen):
            seen.doubt(about)
        pages = read_pdf(file, bottom_margin=0)
    except Exception as error:  # whatever a broken or hostile file makes its readers say
        seen.doubt(f"the file cannot be read: {type(error).__name__}: {error}")
        return seen, shapes
    seen.pages = Pages(content)
    owners = {
        id(glyph): occurrence
        for occurrence, glyphs in glyphs_at_marks(pages, marks).items()
        for glyph in glyphs
    }
    before: Glyph | None = None
    for glyph in itertools.chain.from_iterable(map(_without_number, pages)):
        if before is None or is_separated(before, glyph):
            seen.separate()
        before, count = glyph, len(seen.characters)
        owner = owners.get(id(glyph), "")
        seen.show("-" if glyph.character == HYPHEN else glyph.character, owner)
        seen.glyphs += [glyph] * (len(seen.characters) - count)
        if known is None and (shape := seen.pages.shape(glyph)) is not None:
            shapes.learn(glyph.character, shape)
    return seen, shapes


def _without_number(page: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return a page without its own number, if that is the last thing on it."""
    last = len(page) - 1
    while last > 0 and not page[last].separated:
        last -= 1
    is_number = page and "".join(glyph.character for glyph in page[last:]) == str(page[-1].page)
    return page[:last] if is_number else page
