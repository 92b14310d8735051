"""A forest of estimates: subgroups under their headings, and the total."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sacroreport.writing.draw.axis import Scale, draw_across, rounded_out, span
from sacroreport.writing.draw.canvas import (
    AXIS,
    BLACK,
    MARGIN,
    TEXT,
    Canvas,
    text_height,
    widest,
)
from sacroreport.writing.draw.fonts import LEADING, MIDDLE
from sacroreport.writing.draw.model import Drawing, Mark, finite, whole
from sacroreport.writing.draw.render import render
from sacroreport.writing.draw.symbols import draw_diamond, draw_square, draw_whiskers

_NUMBERS = 60.0
_LIMITS = ((140.0, 128.0), (118.0, 128.0), (105.0, 108.0), (92.0, 92.0))  # labels, texts
_PLOT = 130.0  # as narrow as the plot may be
_INDENT = 10.0
_BETWEEN = 5.0  # rows
_BEFORE = 5.0  # a heading or the total, more
_LONGEST = 4.0  # median half widths; a longer interval ends in an arrow


@dataclass(frozen=True, slots=True)
class ForestRow:
    """A line of a forest.

    Attributes
    ----------
    estimate, low, high
        ``None`` where there is none; an infinite limit ends in an arrow.
    text
        What stands in the column to the right: the numbers, or why there are none.
    weight
        What the area of the square is in proportion to, as a rule ``n``.
    """

    label: str
    n: Mark | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    text: Mark | None = None
    is_heading: bool = False
    is_total: bool = False
    weight: int = 0


@dataclass(frozen=True, slots=True)
class _Columns:
    labels: float  # where they wrap
    numbers: float  # the right end
    scale: Scale
    texts: float
    texts_width: float


def draw_forest(
    rows: Sequence[ForestRow],
    *,
    axis: str,
    none: float | None,
    columns: tuple[str, str],
    decimal: str = ".",
) -> Drawing:
    """Draw estimates with their intervals, one below the other.

    Parameters
    ----------
    rows
        Rows below a heading are indented, up to the total.
    axis
        Title of the axis.
    none
        Where the dashed line of no effect stands.
    columns
        Titles of the column of numbers and of the column of texts.
    decimal
        Decimal mark of the ticks.

    Raises
    ------
    ValueError
        If there is no row, or an estimate is not finite.

    Examples
    --------
    >>> rows = [
    ...     ForestRow("Women", Mark("w.n", "20"), -6.9, -7.6, -6.2, Mark("w.mean", "−6.9")),
    ...     ForestRow("Men", Mark("m.n", "1"), None, None, None, Mark("m.mean", "n below 2")),
    ... ]
    >>> drawing = draw_forest(rows, axis="Change", none=0, columns=("n", "Mean (95% CI)"))
    >>> [mark.text for mark in drawing.marks]
    ['20', '−6.9', '1', 'n below 2']
    """
    return render(lay_out_forest(rows, axis=axis, none=none, columns=columns, decimal=decimal))


def lay_out_forest(
    rows: Sequence[ForestRow],
    *,
    axis: str,
    none: float | None,
    columns: tuple[str, str],
    decimal: str = ".",
) -> Canvas:
    """Return the canvas of a forest."""
    if not rows:
        raise ValueError("a forest needs one row at least")
    canvas = Canvas()
    at = _columns(canvas, rows, none, columns)
    top = _draw_head(canvas, at, columns)
    line_at = len(canvas.items)  # the dashed line comes below what is drawn from here on
    most = max((row.weight for row in rows if not row.is_total), default=0)
    y, is_below_heading = top, False
    for index, row in enumerate(rows):
        if row.is_total or row.is_heading:
            is_below_heading = False
            y += _BEFORE if index else 0
        indent = _INDENT if is_below_heading else 0.0
        y += _draw_row(canvas, row, at, y, indent, most)
        is_below_heading = is_below_heading or row.is_heading
    if none is not None:
        x = at.scale.at(none)
        after = canvas.items[line_at:]
        del canvas.items[line_at:]
        canvas.line([(x, top - 2), (x, y)], colour=AXIS, width=0.9, is_dashed=True)
        canvas.items += after
    canvas.height = draw_across(canvas, at.scale, y, axis, decimal=decimal) + MARGIN
    return canvas


def _columns(
    canvas: Canvas, rows: Sequence[ForestRow], none: float | None, columns: tuple[str, str]
) -> _Columns:
    """Return where the columns stand; texts wrap earlier before the plot gets too narrow."""
    low, high = _range(rows, none)
    marks = [row.n for row in rows if row.n is not None]
    numbers = max(widest(marks, _NUMBERS), widest([columns[0]], _NUMBERS, bold=True))
    indent = _INDENT if any(row.is_heading for row in rows) else 0.0
    for limit, texts_limit in _LIMITS:
        labels = max(
            widest([row.label for row in rows if bold == _is_bold(row)], limit, bold=bold)
            for bold in (True, False)
        )
        texts = max(
            widest([row.text for row in rows if row.text is not None], texts_limit),
            widest([columns[1]], texts_limit, bold=True),
        )
        end = MARGIN + indent + labels + 12 + numbers
        start = canvas.width - MARGIN - texts
        if start - end - 32 >= _PLOT:
            break
    return _Columns(limit, end, Scale(low, high, end + 16, start - 16), start, texts)


def _is_bold(row: ForestRow) -> bool:
    return row.is_heading or row.is_total


def _range(rows: Sequence[ForestRow], none: float | None) -> tuple[float, float]:
    """Return the ends of the axis: every estimate, and every interval of a usual length."""
    values = [] if none is None else [finite(none, "the value of no effect")]
    halves = sorted(
        (row.high - row.low) / 2
        for row in rows
        if row.estimate is not None and row.low is not None and row.high is not None
        if math.isfinite(row.high - row.low)
    )
    longest = _LONGEST * halves[(len(halves) - 1) // 2] if halves else 0.0
    for row in rows:
        if row.estimate is None:
            continue
        estimate = finite(row.estimate, f'the estimate of "{row.label}"')
        values.append(estimate)
        for limit in (row.low, row.high):
            if limit is not None:
                values.append(min(max(limit, estimate - longest), estimate + longest))
    low, high = span(values or [0.0])
    if none is not None:
        # The line of no effect stands inside the plot, and what crosses it shows that it does.
        beyond = (high - low) / 12
        low, high = min(low, none - beyond), max(high, none + beyond)
    return rounded_out(low, high, 6)


def _draw_head(canvas: Canvas, at: _Columns, columns: tuple[str, str]) -> float:
    """Draw the titles of the columns above a rule, and return where the rows begin."""
    numbers, texts = columns
    widths = (_NUMBERS, at.texts_width)
    heights = [
        text_height(title, width, TEXT, bold=True)
        for title, width in zip(columns, widths, strict=True)
    ]
    foot = MARGIN + max(heights)
    canvas.text(numbers, at.numbers, foot - heights[0], width=_NUMBERS, align="right", bold=True)
    canvas.text(texts, at.texts, foot - heights[1], width=at.texts_width, bold=True)
    if not max(heights):
        return MARGIN
    canvas.line([(MARGIN, foot + 3), (canvas.width - MARGIN, foot + 3)], colour=BLACK)
    return foot + 3 + _BETWEEN + 2


def _draw_row(
    canvas: Canvas, row: ForestRow, at: _Columns, y: float, indent: float, most: int
) -> float:
    """Draw a line and return its height, with the space below it."""
    bold = _is_bold(row)
    heights = [
        LEADING * TEXT,
        canvas.text(row.label, MARGIN + indent, y, width=at.labels, bold=bold),
    ]
    if row.n is not None:
        heights.append(canvas.text(row.n, at.numbers, y, width=_NUMBERS, align="right", bold=False))
    if row.text is not None:
        heights.append(canvas.text(row.text, at.texts, y, width=at.texts_width))
    if row.estimate is not None:
        _draw_estimate(canvas, row, at.scale, y + MIDDLE * TEXT, most)
    return max(heights) + _BETWEEN


def _draw_estimate(canvas: Canvas, row: ForestRow, scale: Scale, y: float, most: int) -> None:
    assert row.estimate is not None
    for limit in (row.low, row.high):
        if limit is not None and math.isnan(limit):
            raise ValueError(f'a limit of "{row.label}" is not a number')
    if row.is_total:
        draw_diamond(canvas, scale, y, row.estimate, row.low, row.high)
        return
    draw_whiskers(canvas, scale, y, row.low, row.high)
    weight = whole(row.weight, f'the weight of "{row.label}"')
    share = weight / most if most else 0.4
    draw_square(canvas, scale.at(row.estimate), y, share)
