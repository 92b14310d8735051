"""The flow of participants: who entered each step, who was left out after it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sacroreport.writing.draw.canvas import (
    AXIS,
    BLACK,
    MARGIN,
    PALE,
    SMALL,
    WHITE,
    Canvas,
    text_height,
    widest,
)
from sacroreport.writing.draw.model import Drawing, DrawingError, Mark
from sacroreport.writing.draw.render import render

_PAD = 6.0  # between a box and its text
_GAP = 18.0  # between a step and the next one
_AROUND = 11.0  # above and below a side box
_APART = 14.0  # between two branches
_HEAD = 5.0  # of an arrow
_NARROWEST = 56.0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Those who were left out for one reason."""

    label: str
    count: Mark


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the flow.

    Attributes
    ----------
    left_out
        Those who did not reach the next step, by reason.
    branches
        The parallel branches that the last step of a column splits into.
    """

    label: str
    count: Mark
    left_out: tuple[LeftOut, ...] = ()
    branches: tuple[tuple[Step, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the boxes of one column of steps stand."""

    steps: Sequence[Step]
    left: float
    width: float  # of the boxes of steps
    trunk: float
    side: float  # left of the boxes beside
    side_width: float
    is_main: bool


def draw_flow(steps: Sequence[Step], *, decimal: str = ".") -> Drawing:
    """Draw the flow of participants from top to bottom.

    Parameters
    ----------
    steps
        From the first step to the last, which alone may have branches.
    decimal
        Taken for uniformity with the other drawings; a flow has no axis.

    Raises
    ------
    ValueError
        If there is no step, or a step with branches is followed by another.
    DrawingError
        If a text cannot be drawn, or the branches are too many for the width.

    Examples
    --------
    >>> screened = Step(
    ...     "Screened",
    ...     Mark("flow.screened", "n = 41"),
    ...     (LeftOut("Declined", Mark("flow.declined", "n = 13")),),
    ... )
    >>> drawing = draw_flow([screened, Step("Analysed", Mark("flow.analysed", "n = 28"))])
    >>> [mark.text for mark in drawing.marks]
    ['n = 41', 'n = 13', 'n = 28']
    """
    del decimal
    return render(lay_out_flow(steps))


def lay_out_flow(steps: Sequence[Step]) -> Canvas:
    """Return the canvas of a flow."""
    _check(steps, "a flow")
    canvas = Canvas()
    canvas.height = _place(canvas, [_main_column(canvas, steps)], MARGIN) + MARGIN
    return canvas


def _check(steps: Sequence[Step], what: str) -> None:
    if not steps:
        raise ValueError(f"{what} needs one step at least")
    for step in steps[:-1]:
        if step.branches:
            raise ValueError(f'only a last step may have branches, and "{step.label}" is not')
    for branch in steps[-1].branches:
        _check(branch, "a branch of a flow")


def _main_column(canvas: Canvas, steps: Sequence[Step]) -> _Column:
    """Return the column of the first steps: in the middle where they split, else to the left."""
    inner = canvas.width - 2 * MARGIN
    if steps[-1].branches:
        width, left = 220.0, (canvas.width - 220) / 2
        trunk = canvas.width / 2
        side = trunk + 24
    else:
        width, left = 200.0, MARGIN
        trunk = left + width / 2
        side = left + width + 18
    return _Column(steps, left, width, trunk, side, MARGIN + inner - side, True)


def _branch_column(steps: Sequence[Step], left: float, width: float) -> _Column:
    """Return the column of a branch: beside it is no room, so those left out stand below."""
    if width < _NARROWEST:
        raise DrawingError("a flow with so many parallel branches does not fit the page")
    trunk = left + 10
    return _Column(steps, left, width, trunk, trunk + 14, width - 24, False)


def _place(canvas: Canvas, columns: Sequence[_Column], top: float) -> float:
    """Draw columns side by side, each step in line with those beside it; return the end."""
    end = top
    for index in range(max(len(column.steps) for column in columns)):
        row = [(column, column.steps[index]) for column in columns if index < len(column.steps)]
        foot = top + max(_step_height(column, step) for column, step in row)
        for column, step in row:
            _draw_step(canvas, column, step, top, foot)
        beside = max(_side_height(column, step) for column, step in row)
        below = foot + max(_GAP, beside + 2 * _AROUND if beside else 0)
        for column, step in row:
            if index + 1 < len(column.steps):
                _arrow(canvas, (column.trunk, foot), (column.trunk, below))
            reached = _draw_left_out(canvas, column, step, foot)
            if step.branches:
                reached = _split(canvas, column, step, foot, below)
            end = max(end, reached)
        top = below
    return end


def _step_height(column: _Column, step: Step) -> float:
    inner = column.width - 2 * _PAD
    return 2 * _PAD + text_height(step.label, inner) + text_height(step.count, inner)


def _draw_step(canvas: Canvas, column: _Column, step: Step, top: float, foot: float) -> None:
    canvas.box(column.left, top, column.width, foot - top, fill=WHITE, edge=BLACK)
    inner, middle = column.width - 2 * _PAD, column.left + column.width / 2
    y = top + (foot - top - _step_height(column, step)) / 2 + _PAD
    y += canvas.text(step.label, middle, y, width=inner, align="center")
    canvas.text(step.count, middle, y, width=inner, align="center")


def _side_parts(column: _Column, step: Step) -> tuple[float, float]:
    """Return the widths of the reasons and of their counts, which stand in a column."""
    inner = column.side_width - 2 * _PAD
    counts = widest([left_out.count for left_out in step.left_out], inner * 0.45, SMALL)
    reasons = widest([left_out.label for left_out in step.left_out], inner - counts - 10, SMALL)
    return reasons, counts


def _reason_height(left_out: LeftOut, reasons: float, counts: float) -> float:
    return (
        max(text_height(left_out.label, reasons, SMALL), text_height(left_out.count, counts, SMALL))
        + 2
    )


def _side_height(column: _Column, step: Step) -> float:
    if not step.left_out:
        return 0.0
    parts = _side_parts(column, step)
    return 2 * _PAD - 2 + sum(_reason_height(left_out, *parts) for left_out in step.left_out)


def _draw_left_out(canvas: Canvas, column: _Column, step: Step, foot: float) -> float:
    """Draw the box beside, with its arrow from the trunk, and return its end."""
    if not step.left_out:
        return foot
    reasons, counts = _side_parts(column, step)
    top, height = foot + _AROUND, _side_height(column, step)
    width = reasons + counts + 10 + 2 * _PAD
    if step is column.steps[-1] and not step.branches:
        canvas.line([(column.trunk, foot), (column.trunk, top + height / 2)], colour=BLACK)
    _arrow(canvas, (column.trunk, top + height / 2), (column.side, top + height / 2))
    canvas.box(column.side, top, width, height, fill=PALE, edge=AXIS)
    y = top + _PAD
    for left_out in step.left_out:
        canvas.text(left_out.label, column.side + _PAD, y, width=reasons, size=SMALL)
        right = column.side + width - _PAD
        canvas.text(left_out.count, right, y, width=counts, align="right", size=SMALL)
        y += _reason_height(left_out, reasons, counts)
    return top + height


def _split(canvas: Canvas, column: _Column, step: Step, foot: float, below: float) -> float:
    """Draw the branches of a last step and return their end."""
    count = len(step.branches)
    left, room = (
        (MARGIN, canvas.width - 2 * MARGIN) if column.is_main else (column.left, column.width)
    )
    width = (room - _APART * (count - 1)) / count
    branches = [
        _branch_column(branch, left + index * (width + _APART), width)
        for index, branch in enumerate(step.branches)
    ]
    middles = [branch.left + branch.width / 2 for branch in branches]
    start = column.trunk if step.left_out else column.left + column.width / 2
    bar = below if step.left_out else foot + _GAP / 2
    top = bar + _GAP
    canvas.line([(start, foot), (start, bar)], colour=BLACK)
    canvas.line([(min(start, *middles), bar), (max(start, *middles), bar)], colour=BLACK)
    for middle in middles:
        _arrow(canvas, (middle, bar), (middle, top))
    return _place(canvas, branches, top)


def _arrow(canvas: Canvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw an arrow that goes down or to the right."""
    (x, y), half = end, _HEAD * 0.42
    if start[0] == x:
        canvas.line([start, (x, y - _HEAD)], colour=BLACK)
        head = [(x, y), (x - half, y - _HEAD), (x + half, y - _HEAD)]
    else:
        canvas.line([start, (x - _HEAD, y)], colour=BLACK)
        head = [(x, y), (x - _HEAD, y - half), (x - _HEAD, y + half)]
    canvas.form(head, fill=BLACK)
