"""Numbers as they were recorded: whole numbers over one scale.

A decimal is a whole number over a power of ten, so a column of decimals is a column of
whole numbers with one scale for all. They are exact, and a machine adds, sorts and compares
them as fast as it can; a fraction is only made where somebody asks for one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from sacroreport.data.columns import Array

SAFE = 1 << 62
"""Whole numbers below this fit a machine word, their sums and differences of two too."""
HALF = 31
MOST_DIGITS = 18
PART = 1 << 17


def whole_array(whole: Sequence[int]) -> Array:
    """Return whole numbers as machine words, or as Python's own where one does not fit."""
    import numpy as np

    fits = all(-SAFE < number < SAFE for number in whole)
    return np.array(whole, dtype=np.int64 if fits else object)


def rescaled(whole: Array, factor: int) -> Array:
    """Return whole numbers times a factor, none of it lost."""
    if factor == 1 or not len(whole):
        return whole
    largest = max(abs(int(whole.max())), abs(int(whole.min())))
    return (whole if largest * factor < SAFE else whole.astype(object)) * factor


class Numbers(Sequence[Fraction]):
    """Distinct numbers in ascending order.

    Attributes
    ----------
    scale
        What the whole numbers are to be divided by.
    whole
        The whole numbers.

    Examples
    --------
    >>> Numbers(10, whole_array([5, 89]))[1]
    Fraction(89, 10)
    """

    __slots__ = ("scale", "whole")

    def __init__(self, scale: int, whole: Array) -> None:
        self.scale = scale
        self.whole = whole

    def __len__(self) -> int:
        return len(self.whole)

    @overload
    def __getitem__(self, index: int) -> Fraction: ...
    @overload
    def __getitem__(self, index: slice) -> Numbers: ...
    def __getitem__(self, index: int | slice) -> Fraction | Numbers:
        if isinstance(index, slice):
            return Numbers(self.scale, self.whole[index])
        return Fraction(int(self.whole[index]), self.scale)

    def __iter__(self) -> Iterator[Fraction]:
        return (Fraction(number, self.scale) for number in self.whole.tolist())


class Scaled(Mapping[Fraction, int]):
    """Distinct numbers in ascending order, with how many participants have each.

    Attributes
    ----------
    scale, whole
        As in :class:`Numbers`.
    counts
        Participants with each number.

    Examples
    --------
    >>> weights = Scaled.of({Fraction("8.9"): 2, Fraction(7): 1})
    >>> weights.scale, weights.whole.tolist(), weights.counts.tolist(), weights[Fraction(7)]
    (10, [70, 89], [1, 2], 1)
    """

    __slots__ = ("counts", "scale", "whole")

    def __init__(self, scale: int, whole: Array, counts: Array) -> None:
        self.scale = scale
        self.whole = whole
        self.counts = counts

    @classmethod
    def of(cls, weights: Mapping[Fraction, int]) -> Scaled:
        """Return counted numbers in this form."""
        import numpy as np

        if isinstance(weights, Scaled):
            return weights
        scale = math.lcm(*(value.denominator for value in weights))
        pairs = sorted(
            (value.numerator * (scale // value.denominator), count)
            for value, count in weights.items()
        )
        counts = np.array([count for _, count in pairs], dtype=np.int64)
        return cls(scale, whole_array([whole for whole, _ in pairs]), counts)

    def __len__(self) -> int:
        return len(self.whole)

    def __iter__(self) -> Iterator[Fraction]:
        return iter(Numbers(self.scale, self.whole))

    def __getitem__(self, value: Fraction) -> int:
        whole = value * self.scale
        at = int(self.whole.searchsorted(int(whole))) if whole.denominator == 1 else len(self)
        if at == len(self) or self.whole[at] != whole:
            raise KeyError(value)
        return int(self.counts[at])

    def total(self, power: int, center: int = 0) -> int:
        """Return the sum of a power of the whole numbers about a center.

        Added up in machine words, in two halves, where each of the powers fits one.
        """
        import numpy as np

        if not len(self):
            return 0
        parts: Any = self.whole - center
        largest = max(abs(int(parts[0])), abs(int(parts[-1]))) ** power
        if largest < SAFE and int(self.counts.sum()) < 1 << HALF:
            powers = (parts**power).astype(np.int64)
            low = int((powers & ((1 << HALF) - 1)) @ self.counts)
            return (int((powers >> HALF) @ self.counts) << HALF) + low
        return sum(
            count * whole**power
            for whole, count in zip(parts.tolist(), self.counts.tolist(), strict=True)
        )


def parse_decimals(texts: Array, mark: str) -> tuple[Array, Array, Array]:
    """Read plain decimals in bulk: a sign or none, digits, a mark and digits or none.

    Parameters
    ----------
    texts
        UTF-8 in a numpy array of bytes.

    Returns
    -------
    whole, decimals, is_plain
        The digits as a whole number, how many of them follow the mark, and whether the
        text is so plain; where not, the strict parser has to look.

    Examples
    --------
    >>> import numpy as np
    >>> whole, decimals, is_plain = parse_decimals(np.array([b"-8.90", b"11", b".5", b"6 mL"]), ".")
    >>> whole[is_plain].tolist(), decimals[is_plain].tolist(), is_plain.tolist()
    ([-890, 11], [2, 0], [True, True, False, False])
    """
    import numpy as np

    n, width = len(texts), texts.dtype.itemsize
    whole, decimals = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    is_plain = np.zeros(n, dtype=bool)
    for start in range(0, n, PART):  # what is needed on the way stays small
        part = np.ascontiguousarray(texts[start : start + PART])
        cells = part.view(np.uint8).reshape(len(part), width)
        window = slice(start, start + len(part))
        whole[window], decimals[window], is_plain[window] = _parse(cells, ord(mark))
    return whole, decimals, is_plain


def _parse(cells: Array, mark: int) -> tuple[Array, Array, Array]:
    import numpy as np

    n, width = cells.shape
    whole, digits, decimals = (np.zeros(n, dtype=np.int64) for _ in range(3))
    seen, odd = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for place in range(width):
        byte = cells[:, place].copy()
        digit = byte - np.uint8(48)  # wraps around below "0"
        is_digit = digit < 10
        is_mark = (byte == mark) & ~seen & (digits > 0)
        allowed = is_digit | is_mark | (byte == 0)
        if place == 0:
            allowed |= byte == ord("-")
        odd |= ~allowed
        whole = np.where(is_digit, whole * 10 + digit, whole)  # overflows only beyond 18 digits
        digits += is_digit
        decimals += is_digit & seen
        seen |= is_mark
    is_plain = ~odd & (digits > 0) & (digits <= MOST_DIGITS) & (~seen | (decimals > 0))
    if width:
        whole = np.where(cells[:, 0] == ord("-"), -whole, whole)
    return whole, decimals, is_plain
