"""Before and after: one line for each pair of values, as wide as it has participants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sacroreport.writing.draw.axis import (
    Scale,
    draw_axis_title,
    draw_upright,
    rounded_out,
    span,
    ticks,
    upright_width,
)
from sacroreport.writing.draw.canvas import (
    BLACK,
    MARGIN,
    TEXT,
    WHITE,
    Align,
    Canvas,
    text_height,
    widest,
)
from sacroreport.writing.draw.model import Drawing, Mark, finite, whole
from sacroreport.writing.draw.render import render
from sacroreport.writing.draw.sizes import RADIUS, Sizes, draw_key

_HEIGHT = 215.0
_SUMMARY = 104.0  # widest text beside a mean
_LABEL = 150.0  # widest text below a position
_MOST = 6  # ticks


def draw_pairs(
    pairs: Sequence[tuple[float, float, int]],
    *,
    labels: tuple[str, str],
    axis: str,
    limits: tuple[float, float] | None,
    summary: tuple[Mark, Mark] | None,
    means: tuple[float, float] | None,
    key: str = "n",
    decimal: str = ".",
) -> Drawing:
    """Draw the values of the same participants before and after.

    Parameters
    ----------
    pairs
        Value before, value after, and how many participants have this pair.
    labels
        What stands below the two positions.
    axis
        Title of the axis, with the unit.
    limits
        Ends of the axis, such as those of the instrument; they give way to a value
        outside them, since no participant may fall off the picture.
    summary
        Texts beside the two means.
    means
        The two means, drawn as a thick line.
    key
        What the legend of widths counts.
    decimal
        Decimal mark of the ticks.

    Raises
    ------
    ValueError
        If no participant has a pair, or a number is not finite.

    Examples
    --------
    >>> drawing = draw_pairs(
    ...     [(9, 2, 3), (8, 3, 1)],
    ...     labels=("Before", "After"),
    ...     axis="Pain (0 to 10)",
    ...     limits=(0, 10),
    ...     summary=(Mark("vas.before.mean", "Mean 8.8"), Mark("vas.after.mean", "Mean 2.2")),
    ...     means=(8.75, 2.25),
    ... )
    >>> [mark.text for mark in drawing.marks]
    ['Mean 8.8', 'Mean 2.2']
    """
    return render(
        lay_out_pairs(
            pairs,
            labels=labels,
            axis=axis,
            limits=limits,
            summary=summary,
            means=means,
            key=key,
            decimal=decimal,
        )
    )


def lay_out_pairs(
    pairs: Sequence[tuple[float, float, int]],
    *,
    labels: tuple[str, str],
    axis: str,
    limits: tuple[float, float] | None,
    summary: tuple[Mark, Mark] | None,
    means: tuple[float, float] | None,
    key: str = "n",
    decimal: str = ".",
) -> Canvas:
    """Return the canvas of values before and after."""
    counts = _counted(pairs)
    ends = tuple(finite(mean, "a mean") for mean in means or ())
    low, high = _limits([value for pair in counts for value in pair] + list(ends), limits)
    canvas = Canvas()
    top = draw_axis_title(canvas, axis, MARGIN) + RADIUS
    scale = Scale(low, high, top + _HEIGHT, top)
    axis_ticks = ticks(low, high, _MOST, decimal)
    spine = MARGIN + upright_width(axis_ticks)
    draw_upright(canvas, scale, spine, axis_ticks)
    xs = _positions(canvas, labels, summary, spine)
    sizes = _draw_pairs(canvas, counts, xs, scale)
    if ends:
        _draw_means(canvas, xs, (scale.at(ends[0]), scale.at(ends[1])))
    if summary:
        _draw_summary(canvas, summary, xs, ends, scale)
    below = scale.start + RADIUS + 5
    foot = below
    rooms = (xs[0] - MARGIN, canvas.width - MARGIN - xs[1])
    for label, x, room in zip(labels, xs, rooms, strict=True):
        width = min(2 * room, xs[1] - xs[0] - 12)
        foot = max(foot, below + canvas.text(label, x, below, width=width, align="center"))
    canvas.height = draw_key(canvas, key, sizes, foot, spine) + MARGIN
    return canvas


def _positions(
    canvas: Canvas,
    labels: tuple[str, str],
    summary: tuple[Mark, Mark] | None,
    spine: float,
) -> tuple[float, float]:
    """Return where the two positions stand, with room for texts beside and labels below them."""
    beside = [widest([mark], _SUMMARY) + 6 if mark.text else 0.0 for mark in summary or ()]
    before, after = beside or (0.0, 0.0)
    halves = [widest([label], _LABEL) / 2 for label in labels]
    left = max(spine + 14 + before + RADIUS, MARGIN + halves[0])
    right = canvas.width - MARGIN - max(after + RADIUS, halves[1])
    return left, right


def _draw_summary(
    canvas: Canvas,
    summary: tuple[Mark, Mark],
    xs: tuple[float, float],
    means: tuple[float, ...],
    scale: Scale,
) -> None:
    """Put the texts beside the means, in the middle of the axis where there are none."""
    middle = (scale.start + scale.end) / 2
    ys = [scale.at(mean) for mean in means] or [middle, middle]
    aligns: tuple[Align, Align] = ("right", "left")
    for mark, x, y, align in zip(summary, xs, ys, aligns, strict=True):
        height = text_height(mark, _SUMMARY)
        top = min(max(y - height / 2, scale.end - TEXT), scale.start + TEXT - height)
        away = RADIUS + 6 if align == "left" else -RADIUS - 6
        canvas.text(mark, x + away, top, width=_SUMMARY, align=align)


def _counted(pairs: Sequence[tuple[float, float, int]]) -> Counter[tuple[float, float]]:
    counts: Counter[tuple[float, float]] = Counter()
    for before, after, count in pairs:
        if whole(count, "the count of a pair"):
            counts[finite(before, "a value before"), finite(after, "a value after")] += int(count)
    if not counts:
        raise ValueError("there is no pair of values to draw")
    return counts


def _limits(values: Sequence[float], limits: tuple[float, float] | None) -> tuple[float, float]:
    if limits is None:
        return rounded_out(*span(values), _MOST)
    low, high = (finite(limit, "a limit") for limit in limits)
    if low >= high:
        raise ValueError(f"the limits {limits[0]} and {limits[1]} are not in order")
    if low <= min(values) and max(values) <= high:
        return low, high
    return rounded_out(min(low, *values), max(high, *values), _MOST)


def _draw_pairs(
    canvas: Canvas, counts: Counter[tuple[float, float]], xs: tuple[float, float], scale: Scale
) -> Sizes:
    """Draw the fullest lines and points first, so that none hides a smaller one."""
    sides: tuple[Counter[float], Counter[float]] = (Counter(), Counter())
    for pair, count in counts.items():
        for value, points in zip(pair, sides, strict=True):
            points[value] += count
    sizes = Sizes(max(counts.values()), max(count for side in sides for count in side.values()))
    for (before, after), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        ends = [(xs[0], scale.at(before)), (xs[1], scale.at(after))]
        sizes.draw_line(canvas, ends, count)
    for x, points in zip(xs, sides, strict=True):
        for value, count in sorted(points.items(), key=lambda item: (-item[1], item[0])):
            sizes.draw_point(canvas, x, scale.at(value), count)
    return sizes


def _draw_means(canvas: Canvas, xs: tuple[float, float], ys: tuple[float, float]) -> None:
    """Draw a black line with diamonds, narrow enough to hide no line of many below it."""
    ends = list(zip(xs, ys, strict=True))
    canvas.line(ends, colour=WHITE, width=3.2)
    canvas.line(ends, colour=BLACK, width=2.2)
    for x, y in ends:
        for half, fill in ((6.4, WHITE), (5.2, BLACK)):
            diamond = [(x - half, y), (x, y - half), (x + half, y), (x, y + half)]
            canvas.form(diamond, fill=fill)
