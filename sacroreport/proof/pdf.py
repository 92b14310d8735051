"""A PDF as characters with places: numbers are found where Typst put them.

Text extraction glues what the eye separates (a mean and its reference mark read
"1.012"), so characters are taken with their boxes and separated by geometry.
"""

from __future__ import annotations

import dataclasses
import math
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from sacroreport.proof.stream import INVISIBLE, plain

HYPHEN = "\x02"
"""A hyphen at the end of a line: typed, or made by hyphenation."""

DESCENT = 4.0
"""Points by which text of the body may reach below the margin."""

RAISED = 1.2
"""Points above the baseline from which a digit's foot counts as raised."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page; lengths in points from the left and upper edge.

    Attributes
    ----------
    separated
        Whether white space, a new line or a new page comes before it.
    new_line
        Whether it begins a line.
    index
        Its place among the characters of its page, as the reader counts them.
    """

    character: str
    page: int
    left: float
    right: float
    bottom: float
    baseline: float
    separated: bool
    new_line: bool
    index: int = -1

    @property
    def rise(self) -> float:
        """How far its foot stands above its line; negative for a subscript."""
        return self.baseline - self.bottom

    @property
    def is_raised(self) -> bool:
        """Whether the character stands above its line, as a reference mark does."""
        return self.baseline - self.bottom > RAISED


def read_pdf(
    path: Path, *, bottom_margin: float, left_margin: float = 0, upright: bool = False
) -> list[list[Glyph]]:
    """Return the characters of each page in the order of the file, footers left out.

    Parameters
    ----------
    bottom_margin
        Height of the strip at the foot of each page that holds no text of the body.
    left_margin
        Width of the strip at the left that holds nothing but line numbers; 0 when there
        are none.
    upright
        Whether to leave out what is turned, as the watermark of a draft.
    """
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    try:
        return [
            _page(document[index], index + 1, bottom_margin, left_margin, upright)
            for index in range(len(document))
        ]
    finally:
        document.close()


def subject(path: Path) -> str:
    """Return what the properties of a PDF say it is about."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    try:
        return str(document.get_metadata_value("Subject"))
    finally:
        document.close()


def _page(
    page: object, number: int, bottom_margin: float, left_margin: float, upright: bool
) -> list[Glyph]:
    import ctypes

    import pypdfium2.raw as raw

    height = page.get_height()  # type: ignore[attr-defined]
    text = page.get_textpage()  # type: ignore[attr-defined]
    glyphs: list[Glyph] = []
    separated = new_line = True
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        character = chr(code)
        if character.isspace() or code == 0:
            separated = True
            new_line = new_line or character in "\r\n"
            continue
        if raw.FPDFText_IsHyphen(text, index) == 1:
            character = HYPHEN
        left, bottom, right, _ = text.get_charbox(index)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        # the last line of the body stands on the margin, and letters reach out a little
        turned = upright and 0.1 < raw.FPDFText_GetCharAngle(text, index) % (2 * math.pi) < 6.18
        if turned or y.value < bottom_margin - DESCENT or right < left_margin - DESCENT:
            separated = new_line = True
            continue
        if character in INVISIBLE:
            continue
        if unicodedata.combining(character) and glyphs:
            # an accent that the font has as a glyph of its own
            whole = unicodedata.normalize("NFC", glyphs[-1].character + character)
            glyphs[-1] = dataclasses.replace(glyphs[-1], character=whole)
            continue
        for part in plain(character):
            if glyphs and abs(height - y.value - glyphs[-1].baseline) > 6:
                separated = new_line = True
            glyphs.append(
                Glyph(
                    part,
                    number,
                    left,
                    right,
                    height - bottom,
                    height - y.value,
                    separated,
                    new_line,
                    index,
                )
            )
            separated = new_line = False
    return glyphs


def is_separated(before: Glyph, after: Glyph) -> bool | None:
    """Say whether the eye sees two characters apart; ``None`` when it may be either.

    What stands on another baseline is apart. Fonts with raised digits of their own keep
    the baseline: there a raised digit is apart from a digit on the line, and beside a
    letter or a comma, which may themselves be raised, the boxes do not tell.
    """
    if after.separated or before.character == HYPHEN:
        return True
    if abs(before.baseline - after.baseline) > RAISED:
        return True
    if before.character.isdigit() and after.character.isdigit():
        return abs(before.rise - after.rise) > RAISED / 2
    raised = [glyph for glyph in (before, after) if glyph.character.isdigit() and glyph.is_raised]
    return None if raised else False
