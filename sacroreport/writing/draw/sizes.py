"""How wide a line and how large a point is for so many participants, and the legend."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sacroreport.writing.draw.canvas import BLUE, MARGIN, SMALL, WHITE, Canvas, Point, widest
from sacroreport.writing.draw.fonts import LEADING, MIDDLE, text_width

RADIUS = 6.5  # of the fullest point
_LINE = 5.5  # width of the fullest line
_SMALLEST = 1.4
_THINNEST = 0.7
_FEW = 4  # a single participant is never as large as the picture allows
_SAMPLE = 26.0
_APART = 18.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes in proportion to counts: the width of lines, the area of points."""

    fullest_line: int
    fullest_point: int

    def draw_line(self, canvas: Canvas, ends: list[Point], count: int) -> None:
        """Draw the line of one pair of values."""
        width = max(_THINNEST, _LINE * count / max(self.fullest_line, _FEW))
        canvas.line(ends, colour=BLUE, width=width, opacity=0.75)

    def draw_point(self, canvas: Canvas, x: float, y: float, count: int) -> None:
        """Draw the point of one value, edged in white where points touch."""
        canvas.dot(x, y, self.radius(count), edge=WHITE)

    def radius(self, count: int) -> float:
        """Return the radius of a point."""
        return max(_SMALLEST, RADIUS * math.sqrt(count / max(self.fullest_point, _FEW)))


def key_counts(most: int) -> list[int]:
    """Return round counts for a legend: numbers of the scale, not of the data.

    Examples
    --------
    >>> key_counts(1), key_counts(4), key_counts(7), key_counts(1_000_000)
    ([], [1, 2, 4], [1, 2, 5], [200000, 500000, 1000000])
    """
    if most < 2:
        return []
    if most < 5:
        return sorted({1, 2, most})
    rounds = [factor * 10**power for power in range(len(str(most))) for factor in (1, 2, 5)]
    return [count for count in rounds if count <= most][-3:]


def draw_key(canvas: Canvas, title: str, sizes: Sizes, top: float, left: float) -> float:
    """Draw the legend and return its end; where every line is of one, none is needed."""
    keys = key_counts(sizes.fullest_line)
    if not keys:
        return top
    top += 9
    items = sum(_item_width(count, sizes) for count in keys)
    room = max(canvas.width - MARGIN - left - items - 12, 60)
    height = canvas.text(title, left, top, width=room, size=SMALL)
    x = left + widest([title], room, SMALL) + 12
    y = top + MIDDLE * SMALL
    for count in keys:
        sizes.draw_line(canvas, [(x, y), (x + _SAMPLE, y)], count)
        sizes.draw_point(canvas, x + _SAMPLE, y, count)
        canvas.text(str(count), x + _SAMPLE + sizes.radius(count) + 4, top, size=SMALL)
        x += _item_width(count, sizes)
    return top + max(height, LEADING * SMALL)


def _item_width(count: int, sizes: Sizes) -> float:
    return _SAMPLE + sizes.radius(count) + 4 + text_width(str(count), SMALL) + _APART
