"""Responder rates: a dot with its interval for every criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sacroreport.writing.draw.axis import Scale, draw_across
from sacroreport.writing.draw.canvas import (
    BLACK,
    BLUE,
    MARGIN,
    TEXT,
    Canvas,
    text_height,
    widest,
)
from sacroreport.writing.draw.fonts import MIDDLE
from sacroreport.writing.draw.model import Drawing, Mark, finite
from sacroreport.writing.draw.render import render

_LABELS = 165.0  # widest column of labels
_TEXTS = 130.0
_BETWEEN = 9.0  # rows
_DOT = 3.6


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate of one criterion; an interval that is not known is ``None``."""

    label: str
    percent: float
    low: float | None
    high: float | None
    text: Mark


def draw_responders(rows: Sequence[Rate], *, axis: str, decimal: str = ".") -> Drawing:
    """Draw the share of responders by each criterion, on an axis from 0 to 100.

    Raises
    ------
    ValueError
        If there is no row, or a number is not between 0 and 100.

    Examples
    --------
    >>> rate = Rate("At least 2 points", 92.9, 76.5, 99.1, Mark("r2.percent", "26/28 (92.9%)"))
    >>> draw_responders([rate], axis="Responders (%)").marks[0].id
    'r2.percent'
    """
    return render(lay_out_responders(rows, axis=axis, decimal=decimal))


def lay_out_responders(rows: Sequence[Rate], *, axis: str, decimal: str = ".") -> Canvas:
    """Return the canvas of responder rates."""
    if not rows:
        raise ValueError("a picture of responders needs one row at least")
    canvas = Canvas()
    labels = widest([row.label for row in rows], _LABELS, TEXT)
    texts = widest([row.text for row in rows], _TEXTS, TEXT)
    right = canvas.width - MARGIN - texts
    scale = Scale(0, 100, MARGIN + labels + 16, right - 16)
    y = MARGIN + 2
    for row in rows:
        height = max(text_height(row.label, _LABELS), text_height(row.text, _TEXTS))
        canvas.text(row.label, MARGIN, y, width=_LABELS)
        _draw_rate(canvas, row, scale, y + MIDDLE * TEXT)
        canvas.text(row.text, right, y, width=_TEXTS)
        y += height + _BETWEEN
    canvas.height = draw_across(canvas, scale, y, axis, decimal=decimal) + MARGIN
    return canvas


def _draw_rate(canvas: Canvas, row: Rate, scale: Scale, y: float) -> None:
    x = scale.at(_percent(row.percent, row.label))
    if row.low is not None and row.high is not None:
        low, high = (scale.at(_percent(end, row.label)) for end in (row.low, row.high))
        canvas.line([(low, y), (high, y)], colour=BLACK, width=1.1)
        for end in (low, high):
            canvas.line([(end, y - 2.6), (end, y + 2.6)], colour=BLACK, width=1.1)
    canvas.dot(x, y, _DOT, fill=BLUE)


def _percent(value: float, label: str) -> float:
    percent = finite(value, f'a percentage of "{label}"')
    if not 0 <= percent <= 100:
        raise ValueError(f'a percentage of "{label}" must be from 0 to 100, not {value}')
    return percent
