"""The two font files that come with matplotlib: what they can draw, and how wide it is.

The files are named by path and never looked up by family, so the fonts of the machine
play no part. matplotlib draws a box for a character that a font lacks and sets right-to-left
text without its joining rules; here both are errors.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sacroreport.writing.draw.model import DrawingError

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

LEADING = 1.3  # from line to line, in sizes of the font
ASCENT = 0.97  # from the top of a line to its baseline
MIDDLE = 0.61  # from the top of a line to the middle of its capitals and digits

_BLANK = re.compile(r"[ \t\r\n]+")  # a no-break space is none of these
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@lru_cache(maxsize=2)
def font_path(bold: bool) -> Path:
    """Return the file of the regular or the bold font."""
    import matplotlib

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(matplotlib.get_data_path(), "fonts", "ttf", name)


def font(size: float, bold: bool = False) -> FontProperties:
    """Return a font as matplotlib wants it."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font_path(bold)), size=size)


@lru_cache(maxsize=2)
def _drawable(bold: bool) -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(font_path(bold))).get_charmap())


def checked(text: str, bold: bool = False) -> str:
    """Return a text with single spaces, if every character of it can be drawn.

    Raises
    ------
    DrawingError
        If the font lacks a character, or the text runs from right to left.

    Examples
    --------
    >>> checked("−2.3 (95%  CI −3.1 to −1.5)")
    '−2.3 (95% CI −3.1 to −1.5)'
    >>> checked("pain 痛")
    Traceback (most recent call last):
    ...
    sacroreport.writing.draw.model.DrawingError: the font lacks "痛" (U+75DB) of the text "pain 痛"
    """
    # An accent of its own is set beside its letter by some versions of matplotlib.
    line = unicodedata.normalize("NFC", _BLANK.sub(" ", text).strip(" "))
    for character in line:
        named = f"U+{ord(character):04X}"
        if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
            raise DrawingError(
                f'right-to-left text cannot be drawn: "{character}" ({named}) of the text "{text}"'
            )
        if unicodedata.category(character) in _INVISIBLE:
            raise DrawingError(f"{named} cannot be drawn; it is in the text {text!a}")
        if ord(character) not in _drawable(bold):
            raise DrawingError(f'the font lacks "{character}" ({named}) of the text "{text}"')
    return line


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line in points.

    Examples
    --------
    >>> text_width("28", 8) < text_width("280", 8) < text_width("280", 8, bold=True)
    True
    """
    if not text:
        return 0.0
    from matplotlib.textpath import text_to_path

    width, _, _ = text_to_path.get_text_width_height_descent(text, font(size, bold), ismath=False)
    return float(width)


def wrapped(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text that is set in a width, each of them checked.

    Lines end at spaces; a word that is wider than the line is cut. Two or three lines are
    made about equally long, and two end before a bracket if they can, since "8.5 to" on
    one line and "9.3)" on the next is hard to read.

    Examples
    --------
    >>> wrapped("Lost before the visit at 12 months", 110, 8)
    ('Lost before the', 'visit at 12 months')
    >>> wrapped("Mean 8.9 (95% CI 8.5 to 9.3)", 110, 8)
    ('Mean 8.9', '(95% CI 8.5 to 9.3)')
    >>> wrapped("x" * 20, 50, 8)
    ('xxxxxxxxxx', 'xxxxxxxxxx')
    >>> wrapped("", 50, 8)
    ()
    """
    line = checked(text, bold)
    lines = _filled(line, width, size, bold)
    if len(lines) == 2 and line.count(" (") == 1:
        before, _, inside = line.partition(" (")
        halves = (before, f"({inside}")
        if all(text_width(half, size, bold) <= width for half in halves):
            return halves
    if len(lines) not in (2, 3) or "".join(lines) == line:  # the latter is a cut word
        return lines
    least, most = 0.0, width
    while most - least > 1:
        middle = (least + most) / 2
        narrower = _filled(line, middle, size, bold)
        if len(narrower) == len(lines) and " ".join(narrower) == line:
            most, lines = middle, narrower
        else:
            least = middle
    return lines


def _filled(text: str, width: float, size: float, bold: bool) -> tuple[str, ...]:
    """Return lines with as many words as fit on each."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if text_width(joined, size, bold) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, width, size, bold)
        lines += full
    return (*lines, line) if line else tuple(lines)


def _cut(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for character in word:
        fits = text_width(pieces[-1] + character, size, bold) <= width
        if fits or not pieces[-1] or unicodedata.combining(character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
