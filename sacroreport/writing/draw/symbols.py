"""An estimate with its interval: squares, diamonds, and arrows where an interval goes on."""

from __future__ import annotations

import math

from sacroreport.writing.draw.axis import Scale
from sacroreport.writing.draw.canvas import BLACK, BLUE, Canvas

LARGEST = 4.8  # half the side of the heaviest square
_SMALLEST = 1.7
_DIAMOND = 4.6  # half its height
_WHISKER = 1.1
_ARROW = 5.0


def draw_square(canvas: Canvas, x: float, y: float, share: float) -> None:
    """Draw a square whose area is a share of the largest one."""
    half = max(_SMALLEST, LARGEST * math.sqrt(share))
    canvas.box(x - half, y - half, 2 * half, 2 * half, fill=BLUE)


def draw_diamond(
    canvas: Canvas, scale: Scale, y: float, estimate: float, low: float | None, high: float | None
) -> None:
    """Draw a diamond from limit to limit; without limits it is as wide as high."""
    x = scale.at(estimate)
    left, right = (
        x + side * _DIAMOND if limit is None else scale.at(min(max(limit, scale.low), scale.high))
        for side, limit in ((-1, low), (1, high))
    )
    corners = [(left, y), (x, y - _DIAMOND), (right, y), (x, y + _DIAMOND)]
    canvas.form(corners, fill=BLACK)


def draw_whiskers(
    canvas: Canvas, scale: Scale, y: float, low: float | None, high: float | None
) -> None:
    """Draw an interval; beyond the end of the axis it becomes an arrow."""
    if low is None or high is None:
        return
    ends = []
    for limit, side in ((low, -1), (high, 1)):
        if scale.low <= limit <= scale.high:
            x = scale.at(limit)
            canvas.line([(x, y - 2.4), (x, y + 2.4)], colour=BLACK, width=_WHISKER)
        else:
            tip = scale.start if side < 0 else scale.end
            x = tip - side * _ARROW
            canvas.form([(tip, y), (x, y - 2.4), (x, y + 2.4)], fill=BLACK)
        ends.append((x, y))
    canvas.line(ends, colour=BLACK, width=_WHISKER)
