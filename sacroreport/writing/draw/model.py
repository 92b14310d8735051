"""What every drawing takes and gives: texts that know their result, and finished pictures."""

from __future__ import annotations

import math
from dataclasses import dataclass


class DrawingError(ValueError):
    """A text that cannot be drawn as it is written, or that finds no room."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A text that is drawn, and the result that its numbers come from.

    Attributes
    ----------
    id
        The id of the result; empty for a text without a number of the data.
    text
        The text as it must be drawn, already formatted.
    """

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture in two formats.

    Attributes
    ----------
    svg
        Text as paths; no dates, no random ids, nothing outside the file.
    png
        The same picture at 300 dots per inch.
    marks
        Every mark that was put on the canvas, in reading order.
    """

    svg: bytes
    png: bytes
    marks: tuple[Mark, ...]


def finite(value: float, what: str) -> float:
    """Return a number that can be drawn.

    Raises
    ------
    ValueError
        If it is infinite or not a number.

    Examples
    --------
    >>> finite(3, "a mean")
    3.0
    >>> finite(float("nan"), "a mean")
    Traceback (most recent call last):
    ...
    ValueError: a mean must be a finite number, not nan
    """
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{what} must be a finite number, not {value}")
    return number


def whole(value: int, what: str) -> int:
    """Return a count.

    Raises
    ------
    ValueError
        If it is negative or no whole number.

    Examples
    --------
    >>> whole(-1, "the count of a bar")
    Traceback (most recent call last):
    ...
    ValueError: the count of a bar must be a whole number from 0, not -1
    """
    if value < 0 or value != int(value):
        raise ValueError(f"{what} must be a whole number from 0, not {value}")
    return int(value)
