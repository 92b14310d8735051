"""Numeric axes: round limits, round ticks, and their texts."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sacroreport.writing.draw.canvas import AXIS, MARGIN, SMALL, TEXT, Canvas
from sacroreport.writing.draw.fonts import LEADING, MIDDLE, text_width

TICK = 3.0
_GAP = 8.0  # between the labels of two ticks
_NEAR = Fraction(1, 10**9)  # of a step: 0.1 + 0.2 is 0.3


@dataclass(frozen=True, slots=True)
class Scale:
    """Places numbers between two points of the canvas.

    Examples
    --------
    >>> Scale(0, 100, 50, 250).at(25)
    100.0
    """

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return where a number is."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def step_between(low: float, high: float, most: int, *, is_whole: bool = False) -> Fraction:
    """Return the smallest step of 1, 2 or 5 times a power of ten with few enough ticks.

    Examples
    --------
    >>> step_between(0, 10, 6), step_between(0, 100, 6), step_between(-0.3, 0.4, 5)
    (Fraction(2, 1), Fraction(20, 1), Fraction(1, 5))
    >>> step_between(0, 2, 6, is_whole=True)
    Fraction(1, 1)
    """
    power = math.floor(math.log10((high - low) / most))
    while True:
        for factor in (1, 2, 5):
            step = factor * Fraction(10) ** power
            if is_whole and step < 1:
                continue
            first, last = _multiples(low, high, step)
            if last - first < most:
                return step
        power += 1


def _multiples(low: float, high: float, step: Fraction) -> tuple[int, int]:
    return (
        math.ceil(Fraction(low) / step - _NEAR),
        math.floor(Fraction(high) / step + _NEAR),
    )


def number_text(value: Fraction, step: Fraction, decimal: str) -> str:
    """Write the number at a tick, with as many decimals as its step has.

    Examples
    --------
    >>> (
    ...     number_text(Fraction(-3, 2), Fraction(1, 2), ","),
    ...     number_text(Fraction(0), Fraction(1, 5), "."),
    ... )
    ('−1,5', '0.0')
    """
    places = 0
    while (step * 10**places).denominator != 1:
        places += 1
    units = abs(value) * 10**places
    digits = str(int(units)).rjust(places + 1, "0")
    sign = "−" if value < 0 else ""
    return sign + (f"{digits[:-places]}{decimal}{digits[-places:]}" if places else digits)


def ticks(
    low: float, high: float, most: int, decimal: str = ".", *, is_whole: bool = False
) -> list[tuple[float, str]]:
    """Return the ticks between two limits, each with its text.

    Examples
    --------
    >>> ticks(-1, 1, 5)
    [(-1.0, '−1.0'), (-0.5, '−0.5'), (0.0, '0.0'), (0.5, '0.5'), (1.0, '1.0')]
    """
    step = step_between(low, high, most, is_whole=is_whole)
    first, last = _multiples(low, high, step)
    return [
        (float(index * step), number_text(index * step, step, decimal))
        for index in range(first, last + 1)
    ]


def span(values: Iterable[float]) -> tuple[float, float]:
    """Return the least and the greatest number, apart even where all are equal.

    Examples
    --------
    >>> span([3, 9, 5]), span([8, 8]), span([0])
    ((3, 9), (4.0, 12.0), (-1, 1))
    """
    known = list(values)
    low, high = min(known), max(known)
    if low < high:
        return low, high
    apart = abs(low) / 2 or 1
    return low - apart, high + apart


def rounded_out(low: float, high: float, most: int) -> tuple[float, float]:
    """Return limits at ticks that enclose two numbers.

    Examples
    --------
    >>> rounded_out(1.2, 8.9, 6)
    (0.0, 10.0)
    """
    step = step_between(low, high, most)
    first = math.floor(Fraction(low) / step + _NEAR)
    last = math.ceil(Fraction(high) / step - _NEAR)
    return float(first * step), float(last * step)


def across_ticks(scale: Scale, decimal: str, *, is_whole: bool = False) -> list[tuple[float, str]]:
    """Return as many ticks as a horizontal axis has room for, up to eight."""
    most = 8
    while True:
        axis_ticks = ticks(scale.low, scale.high, most, decimal, is_whole=is_whole)
        widths = [text_width(text, SMALL) + _GAP for _, text in axis_ticks]
        places = [scale.at(value) for value, _ in axis_ticks]
        fits = all(
            right - left >= (width + next_width) / 2
            for left, right, width, next_width in zip(
                places, places[1:], widths, widths[1:], strict=False
            )
        )
        if fits or most == 1:
            return axis_ticks
        most -= 1


def draw_across(
    canvas: Canvas,
    scale: Scale,
    y: float,
    title: str,
    *,
    decimal: str,
    is_whole: bool = False,
    left: float = MARGIN,
    right: float | None = None,
) -> float:
    """Draw a horizontal axis at ``y`` and return where its title ends.

    The title is centred below the axis and may be as wide as the canvas is, within
    ``left`` and ``right``.
    """
    canvas.line([(scale.start, y), (scale.end, y)])
    for value, text in across_ticks(scale, decimal, is_whole=is_whole):
        x = scale.at(value)
        canvas.line([(x, y), (x, y + TICK)])
        canvas.text(text, x, y + TICK + 1.5, align="center", size=SMALL)
    top = y + TICK + 1.5 + LEADING * SMALL + 3
    middle = (scale.start + scale.end) / 2
    end = canvas.width - MARGIN if right is None else right
    room = 2 * min(middle - left, end - middle)
    return top + canvas.text(title, middle, top, width=room, align="center")


def upright_width(axis_ticks: list[tuple[float, str]]) -> float:
    """Return the room that the labels and ticks of a vertical axis take."""
    return max(text_width(text, SMALL) for _, text in axis_ticks) + TICK + 3


def draw_upright(
    canvas: Canvas, scale: Scale, x: float, axis_ticks: list[tuple[float, str]]
) -> None:
    """Draw a vertical axis at ``x`` with its ticks."""
    canvas.line([(x, scale.start), (x, scale.end)])
    for value, text in reversed(axis_ticks):
        y = scale.at(value)
        canvas.line([(x - TICK, y), (x, y)], colour=AXIS)
        canvas.text(text, x - TICK - 3, y - MIDDLE * SMALL, align="right", size=SMALL)


def draw_axis_title(canvas: Canvas, title: str, top: float) -> float:
    """Put the title of a vertical axis above it, where it reads across; return its end."""
    height = canvas.text(title, MARGIN, top, width=canvas.width - 2 * MARGIN, size=TEXT)
    return top + (height + 8 if height else 4)
