"""The one rounding function: exact values, a written tie rule, real signs."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Literal

from sacroreport.statistics.exact import Number, Root, to_fraction

Ties = Literal["half_even", "half_up"]


def rounded(value: Number, decimals: int, ties: Ties) -> int:
    """Return a number rounded to some decimals, in units of its last decimal.

    Parameters
    ----------
    value
        The number. A root is compared by its square, a float is taken at its shortest
        decimal form, so that a tie is a true tie.
    decimals
        Decimals to keep.
    ties
        ``half_up`` rounds a tie away from zero, ``half_even`` to the even digit.

    Examples
    --------
    >>> [rounded(Fraction(x), 1, "half_even") for x in ("8.05", "8.35", "8.65", "8.95")]
    [80, 84, 86, 90]
    >>> rounded(Root(Fraction("6.25")), 0, "half_up"), rounded(-0.5, 0, "half_up")
    (3, -1)
    """
    if isinstance(value, Root):
        square = value.square * 100**decimals
        below = math.isqrt(math.floor(square))
        half = (below + Fraction(1, 2)) ** 2
        return _decide(below, square, half, ties)
    scaled = to_fraction(value) * 10**decimals
    magnitude = abs(scaled)
    below = math.floor(magnitude)
    result = _decide(below, magnitude, below + Fraction(1, 2), ties)
    return -result if scaled < 0 else result


def _decide(below: int, exact: Fraction, half: Fraction, ties: Ties) -> int:
    up = exact > half or (exact == half and (ties == "half_up" or below % 2 == 1))
    return below + up


def digits(units: int, decimals: int) -> tuple[str, str]:
    """Return the digits of ``abs(units)`` before and after the decimal mark.

    Examples
    --------
    >>> digits(-63, 1), digits(5, 3), digits(12, 0)
    (('6', '3'), ('0', '005'), ('12', ''))
    """
    text = str(abs(units)).zfill(decimals + 1)
    return (text, "") if decimals == 0 else (text[:-decimals], text[-decimals:])
