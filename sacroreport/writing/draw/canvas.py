"""A canvas in points, from the top left, that remembers what is put on it.

Layout is arithmetic on measured text, so nothing is placed by a guess; matplotlib comes
in only when the finished canvas is rendered. Every text of a drawing passes through
:meth:`Canvas.text`, which is the one place where characters are checked and marks are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sacroreport.writing.draw.fonts import ASCENT, LEADING, checked, text_width, wrapped
from sacroreport.writing.draw.model import Mark

WIDTH = 453.6  # 6.3 inches, the text width of a manuscript
MARGIN = 6.0
TEXT = 8.5
SMALL = 8.0

# Of the Okabe-Ito palette those with 3:1 or more against white; black and blue also differ
# in lightness, so that they are told apart in grey.
BLACK = "#000000"
BLUE = "#0072B2"
AXIS = "#4D4D4D"
PALE = "#F2F2F2"
WHITE = "#FFFFFF"

Point: TypeAlias = tuple[float, float]
Align: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text in lines; ``y`` is the baseline of the first, or the foot of turned text."""

    mark: Mark | None
    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    bold: bool
    align: Align
    is_turned: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A line, or a closed and perhaps filled form."""

    points: tuple[Point, ...]
    edge: str | None
    width: float
    fill: str | None
    is_dashed: bool
    opacity: float
    has_round_ends: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str | None


@dataclass(slots=True)
class Canvas:
    """What is drawn, in the order of drawing; later things cover earlier ones.

    Examples
    --------
    >>> canvas = Canvas()
    >>> canvas.text(Mark("vas.n", "28"), 10, 10)
    11.05
    >>> canvas.items[0].lines, canvas.items[0].mark.id
    (('28',), 'vas.n')
    """

    width: float = WIDTH
    height: float = 0.0
    items: list[Words | Shape | Dot] = field(default_factory=list)

    def text(
        self,
        what: str | Mark,
        x: float,
        top: float,
        *,
        width: float | None = None,
        align: Align = "left",
        size: float = TEXT,
        bold: bool = False,
    ) -> float:
        """Put a text below ``top`` and return its height; no width means one line."""
        mark = what if isinstance(what, Mark) else None
        lines = lines_of(what, width, size, bold)
        if lines:
            baseline = top + ASCENT * size
            self.items.append(Words(mark, lines, x, baseline, size, bold, align, False))
        return len(lines) * LEADING * size

    def turned_text(self, what: Mark, x: float, foot: float, *, size: float = SMALL) -> None:
        """Put one line that reads upwards from ``foot``, centred on ``x``."""
        lines = lines_of(what, None, size, False)
        if lines:
            self.items.append(Words(what, lines, x, foot, size, False, "center", True))

    def line(
        self,
        points: Sequence[Point],
        *,
        colour: str = AXIS,
        width: float = 0.8,
        is_dashed: bool = False,
        opacity: float = 1.0,
        has_round_ends: bool = False,
    ) -> None:
        """Put a line through points."""
        self.items.append(
            Shape(tuple(points), colour, width, None, is_dashed, opacity, has_round_ends)
        )

    def form(
        self, points: Sequence[Point], *, fill: str, edge: str | None = None, width: float = 0.8
    ) -> None:
        """Put a closed form."""
        self.items.append(Shape(tuple(points), edge, width, fill, False, 1.0, False))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str,
        edge: str | None = None,
    ) -> None:
        """Put a rectangle whose top left corner is given."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.form(corners, fill=fill, edge=edge)

    def dot(
        self, x: float, y: float, radius: float, *, fill: str = BLUE, edge: str | None = None
    ) -> None:
        """Put a filled circle."""
        self.items.append(Dot(x, y, radius, fill, edge))


def words_of(what: str | Mark) -> str:
    """Return the text of a mark or of a plain label."""
    return what.text if isinstance(what, Mark) else what


def lines_of(
    what: str | Mark, width: float | None, size: float = TEXT, bold: bool = False
) -> tuple[str, ...]:
    """Return the lines that a text takes in a width."""
    text = words_of(what)
    if width is None:
        line = checked(text, bold)
        return (line,) if line else ()
    return wrapped(text, width, size, bold)


def text_height(
    what: str | Mark, width: float | None, size: float = TEXT, bold: bool = False
) -> float:
    """Return the height that a text takes in a width."""
    return len(lines_of(what, width, size, bold)) * LEADING * size


def widest(
    texts: Sequence[str | Mark], limit: float, size: float = TEXT, bold: bool = False
) -> float:
    """Return the width of a column for some texts, up to a limit.

    Where texts wrap at the limit, the column is as wide as its longest line.

    Examples
    --------
    >>> widest(["28", "41"], 100) < widest(["a long label that must wrap"], 100) <= 100
    True
    """
    lines = [line for text in texts for line in lines_of(text, limit, size, bold)]
    return max((text_width(line, size, bold) for line in lines), default=0.0) + 0.01
