"""A distribution: a bar with its count at every value that was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sacroreport.writing.draw.axis import (
    Scale,
    draw_across,
    draw_axis_title,
    draw_upright,
    ticks,
    upright_width,
)
from sacroreport.writing.draw.canvas import (
    AXIS,
    BLACK,
    BLUE,
    MARGIN,
    SMALL,
    WHITE,
    Canvas,
)
from sacroreport.writing.draw.fonts import LEADING, checked, text_width
from sacroreport.writing.draw.model import Drawing, DrawingError, Mark, finite, whole
from sacroreport.writing.draw.render import render

_HEIGHT = 170.0
_ABOVE = 2.0  # between a bar and its count
_FEWEST = 9  # bars that the axis has room for, so that a single one is no slab
_MOST = 5  # ticks of counts


@dataclass(frozen=True, slots=True)
class _Solid:
    """What a count may not cover."""

    x: float
    width: float
    height: float
    foot: float


@dataclass(frozen=True, slots=True)
class _Label:
    """The count of a bar, in points above the foot of the bars."""

    mark: Mark
    x: float
    foot: float
    width: float
    height: float
    bar: float
    is_turned: bool


def draw_distribution(
    bars: Sequence[tuple[float, int, Mark]],
    *,
    axis: str,
    count_axis: str,
    width: float = 1.0,
    highlight: float | None = None,
    decimal: str = ".",
) -> Drawing:
    """Draw how many participants have each value.

    Parameters
    ----------
    bars
        Value, count, and the text above the bar; no text is drawn above a count of 0.
    axis, count_axis
        Titles of the axes.
    width
        How much of the axis one bar stands for.
    highlight
        Where a dashed vertical line stands, such as no change.
    decimal
        Decimal mark of the ticks.

    Raises
    ------
    ValueError
        If there is no bar, two bars are at one value, or a number is not finite.

    Examples
    --------
    >>> bars = [(-2, 3, Mark("a", "3")), (-1, 0, Mark("b", "0")), (0, 1, Mark("c", "1"))]
    >>> drawing = draw_distribution(bars, axis="Change", count_axis="Participants", highlight=0)
    >>> [mark.text for mark in drawing.marks]
    ['3', '1']
    """
    return render(
        lay_out_distribution(
            bars,
            axis=axis,
            count_axis=count_axis,
            width=width,
            highlight=highlight,
            decimal=decimal,
        )
    )


def lay_out_distribution(
    bars: Sequence[tuple[float, int, Mark]],
    *,
    axis: str,
    count_axis: str,
    width: float = 1.0,
    highlight: float | None = None,
    decimal: str = ".",
) -> Canvas:
    """Return the canvas of a distribution."""
    known = _checked(bars, width)
    canvas = Canvas()
    most = max(1, *(count for _, count, _ in known))
    most_ticks = ticks(0, most, _MOST, is_whole=True)
    if most_ticks[-1][0] < most:  # the axis ends at a tick, above the tallest bar
        step = most_ticks[1][0]
        most_ticks = ticks(0, most_ticks[-1][0] + step, _MOST + 1, is_whole=True)
    spine = MARGIN + upright_width(most_ticks)
    low, high = _range([value for value, _, _ in known], width, highlight)
    across = Scale(low, high, spine + 6, canvas.width - MARGIN - 6)
    heights = Scale(0, most_ticks[-1][0], 0, _HEIGHT)
    bar = 0.88 * (across.at(width) - across.at(0))
    labels = _placed(known, across, heights, bar)
    highest = max((label.foot + label.height for label in labels), default=0.0)
    title_end = draw_axis_title(canvas, count_axis, MARGIN)
    foot = title_end + max(_HEIGHT, highest) + 6
    if highlight is not None:
        x = across.at(highlight)
        canvas.line([(x, title_end), (x, foot)], colour=BLACK, width=1.0, is_dashed=True)
    draw_upright(canvas, Scale(0, most_ticks[-1][0], foot, foot - _HEIGHT), spine, most_ticks)
    for value, count, _ in known:
        if count:
            tall = heights.at(count)
            canvas.box(across.at(value) - bar / 2, foot - tall, bar, tall, fill=BLUE)
    for label in labels:
        _draw_label(canvas, label, foot)
    is_whole = all(float(value).is_integer() for value, _, _ in known)
    # Both axes share the corner, so that the bars stand on a line.
    canvas.line([(spine, foot), (across.start, foot)])
    canvas.line([(across.end, foot), (canvas.width - MARGIN, foot)])
    end = draw_across(canvas, across, foot, axis, decimal=decimal, is_whole=is_whole)
    canvas.height = end + MARGIN
    return canvas


def _checked(
    bars: Sequence[tuple[float, int, Mark]], width: float
) -> list[tuple[float, int, Mark]]:
    if not bars:
        raise ValueError("a distribution needs one bar at least")
    if finite(width, "the width of a bar") <= 0:
        raise ValueError(f"the width of a bar must be above 0, not {width}")
    known = sorted(
        ((finite(value, "a value"), whole(count, "a count"), mark) for value, count, mark in bars),
        key=lambda bar: bar[0],
    )
    for (value, _, _), (next_value, _, _) in pairwise(known):
        if next_value - value < width * (1 - 1e-9):
            raise ValueError(
                f"the bars at {value:g} and {next_value:g} overlap at a width of {width:g}"
            )
    return known


def _range(values: Sequence[float], width: float, highlight: float | None) -> tuple[float, float]:
    within = [*values, *([] if highlight is None else [finite(highlight, "the highlight")])]
    low, high = min(within) - width / 2, max(within) + width / 2
    missing = max(0.0, _FEWEST * width - (high - low)) / 2
    return low - missing, high + missing


def _placed(
    bars: Sequence[tuple[float, int, Mark]], across: Scale, heights: Scale, bar: float
) -> list[_Label]:
    """Place the counts above their bars, level if they fit so, else turned."""
    solids = [
        _Solid(across.at(value), bar, heights.at(count), 0.0) for value, count, _ in bars if count
    ]
    layouts: list[tuple[int, int, list[_Label]]] = []
    for is_turned in (False, True):
        labels: list[_Label] = []
        for value, count, mark in bars:
            if count and mark.text:
                tall = heights.at(count)
                labels.append(_label(mark, across.at(value), tall, is_turned, solids, labels))
        ends = (across.start - 6, across.end + 6)
        bad = sum(_is_bad(label, labels, ends) for label in labels)
        raised = sum(label.foot > label.bar + _ABOVE for label in labels)
        layouts.append((bad, raised, labels))
    bad, _, labels = min(layouts, key=lambda layout: layout[:2])
    if bad:
        raise DrawingError(
            f"the counts above {len(bars)} bars find no room: draw fewer and wider bars"
        )
    return labels


def _label(
    mark: Mark,
    x: float,
    tall: float,
    is_turned: bool,
    solids: Sequence[_Solid],
    labels: Sequence[_Label],
) -> _Label:
    """Raise a count until it covers neither a bar nor another count."""
    long, line = text_width(checked(mark.text), SMALL) + 2, LEADING * SMALL
    width, height = (line, long) if is_turned else (long, line)
    foot = tall + _ABOVE
    obstacles = [
        *solids,
        *(_Solid(label.x, label.width, label.height, label.foot) for label in labels),
    ]
    near = [
        obstacle
        for obstacle in obstacles
        if abs(obstacle.x - x) < (obstacle.width + width) / 2 - 0.01
    ]
    for obstacle in sorted(near, key=lambda obstacle: obstacle.foot + obstacle.height):
        top = obstacle.foot + obstacle.height
        if foot < top and obstacle.foot < foot + height:
            foot = top + _ABOVE * (obstacle.foot == 0)
    return _Label(mark, x, foot, width, height, tall, is_turned)


def _is_bad(label: _Label, labels: Sequence[_Label], ends: tuple[float, float]) -> bool:
    """Whether a count leaves the plot, or the line down to its bar crosses another count."""
    if label.x - label.width / 2 < ends[0] or label.x + label.width / 2 > ends[1]:
        return True
    return any(
        other is not label
        and abs(other.x - label.x) < other.width / 2
        and label.bar < other.foot < label.foot
        for other in labels
    )


def _draw_label(canvas: Canvas, label: _Label, foot: float) -> None:
    """Draw a count on white, so that the line at ``highlight`` does not strike it out."""
    y = foot - label.foot
    left = label.x - label.width / 2
    canvas.box(left, y - label.height - 2, label.width, label.height + 2, fill=WHITE)
    if label.foot > label.bar + _ABOVE:
        canvas.line([(label.x, foot - label.bar), (label.x, y)], colour=AXIS, width=0.5)
    if label.is_turned:
        canvas.turned_text(label.mark, label.x, y - 1)
    else:
        canvas.text(label.mark, label.x, y - label.height, align="center", size=SMALL)
