"""Numbers that stay exact: integers, fractions, and roots of fractions.

A standard deviation is kept as the root of a rational, so that rounding it can compare
squares and a tie is a true tie.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Root:
    """The non-negative square root of a non-negative fraction.

    Examples
    --------
    >>> float(Root(Fraction(2)))
    1.4142135623730951
    """

    square: Fraction

    def __float__(self) -> float:
        return root_to_float(self.square)


Number = int | Fraction | Root | float


def root_to_float(square: Fraction) -> float:
    """Return the root of a fraction, correctly rounded to a float.

    Works in integers: the fraction is scaled so that its integer root has far more
    bits than a float keeps.

    Examples
    --------
    >>> root_to_float(Fraction(9, 4)), root_to_float(Fraction(0))
    (1.5, 0.0)
    """
    if square == 0:
        return 0.0
    bits = square.denominator.bit_length() - square.numerator.bit_length()
    shift = max(0, 70 + bits // 2)
    scaled = (square.numerator << (2 * shift)) // square.denominator
    return float(Fraction(math.isqrt(scaled), 1 << shift))


def to_fraction(value: int | Fraction | float) -> Fraction:
    """Return a number as a fraction, a float at its shortest decimal form.

    Examples
    --------
    >>> to_fraction(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def exact_text(value: Number | None) -> str | None:
    """Return the exact form of a number, or ``None`` for floats, roots and null.

    Examples
    --------
    >>> exact_text(Fraction(437, 196)), exact_text(7), exact_text(0.5)
    ('437/196', '7', None)
    """
    return str(value) if isinstance(value, int | Fraction) else None
