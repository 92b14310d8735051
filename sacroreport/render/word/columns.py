"""How wide the columns of a table are, from the texts of its cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

WIDTHS = {
    250: " ,.",
    278: "/:;\\ijlt|",
    333: "!()-I[]`fr",
    389: "Js",
    444: "?acez",
    556: "FPS",
    564: "+<=>±×−≤≥",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYw",
    778: "&m",
    833: "%",
    889: "M",
    944: "W",
    1000: "—…\u2003",
}
"""Width in thousandths of the type size → its characters in a common serif; others have 500."""
WIDTH_OF = {sign: width for width, signs in WIDTHS.items() for sign in signs}
BOLD = 1.08
SLACK = 1.05  # another font may be a little wider
GAP = 8  # points that part columns where there is room
SHORT = 24  # a text of so many characters is better not broken
BREAKS = re.compile(r"[ \t\n]+|(?<=[-–—/])(?=\w)")  # a no-break space does not


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell of one column says."""

    column: int
    text: str
    is_header: bool = False


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is, in points.

    Examples
    --------
    >>> round(width("Age, y", 10))
    28
    """
    total = 0
    for sign in text:
        if unicodedata.combining(sign):
            continue
        wide = unicodedata.east_asian_width(sign) in "WF"
        total += WIDTH_OF.get(sign, 1000 if wide else 500)
    return total * size / 1000 * (BOLD if bold else 1) * SLACK


def column_widths(
    cells: Sequence[Cell], count: int, *, size: float, padding: float, room: float
) -> tuple[list[float], bool]:
    """Return the widths of columns in points, and whether short texts stay on their lines.

    A table that fits is as wide as its texts.  Otherwise headers and long texts break between
    words; then short texts, in as few columns as possible; then words.
    """
    least, firm, whole = ([padding] * count for _ in range(3))
    for cell in cells:
        needed = width(cell.text, size, bold=cell.is_header) + padding
        words = (width(word, size, bold=cell.is_header) for word in BREAKS.split(cell.text))
        longest = max(words) + padding
        is_firm = not cell.is_header and len(cell.text) <= SHORT
        column = cell.column
        least[column] = max(least[column], longest)
        firm[column] = max(firm[column], needed if is_firm else longest)
        whole[column] = max(whole[column], needed)
    airy = [had + GAP for had in whole]
    for narrow, wide in ((whole, airy), (firm, whole)):
        spare = room - sum(narrow)
        if spare >= 0:
            wishes = [wished - had for had, wished in zip(narrow, wide, strict=True)]
            share = min(1.0, spare / sum(wishes)) if sum(wishes) else 0.0
            return [had + share * wish for had, wish in zip(narrow, wishes, strict=True)], True
    spare = room - sum(least)
    if spare < 0:
        return [room * had / sum(least) for had in least], False
    widths = list(least)
    for column in sorted(range(count), key=lambda index: firm[index] - least[index]):
        granted = min(spare, firm[column] - least[column])
        widths[column] += granted
        spare -= granted
    return widths, False
