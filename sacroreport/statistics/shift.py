"""Hodges-Lehmann shifts: how far one distribution lies from another, by their medians.

The averages or differences are never listed: one at a place is found by counting, for a
bound, how many pairs stay below it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.moments import Weights, size
from sacroreport.statistics.ranks import (
    EXACT_PAIRS,
    EXACT_SIGNED,
    rank_sum_quantile,
    signed_rank_quantile,
)

NAMES = ("estimate", "low", "high")


def paired_shift(change: Weights, level: Fraction, *, missing: int = 0) -> dict[str, Estimate]:
    """Return the Hodges-Lehmann shift of a change: the median of its Walsh averages [1]_.

    Zeros take part, as any other change does. The limits are Walsh averages too, at the
    quantiles of the signed-rank distribution without ties, which is what R takes
    for data without ties and zeros (``wilcox.test(conf.int = TRUE)``).

    References
    ----------
    .. [1] Hodges JL, Lehmann EL. Estimates of location based on rank tests. Ann Math
       Stat 1963;34:598-611.

    Examples
    --------
    >>> estimates = paired_shift(
    ...     {Fraction(value): 1 for value in (1, 2, 4, 8, 9, 11)}, Fraction(95)
    ... )
    >>> [estimates[key].value for key in ("estimate", "low", "high")]
    [Fraction(6, 1), Fraction(1, 1), Fraction(11, 1)]
    """
    n = size(change)
    if n < 2:
        why = f"needs 2 complete pairs, found {n}"
        return {key: null(why, n=n, missing=missing) for key in NAMES}
    scale = math.lcm(*(value.denominator for value in change))
    values, reached = _ordered(change, scale)
    own = 2 * values

    def up_to(bound: int) -> int:
        """Count the pairs, each participant with themselves too, with at most this sum."""
        all_pairs = _pairs(values, reached, bound - values, reached)
        return (all_pairs + _count(own, reached, bound)) // 2

    rank = signed_rank_quantile(n, (100 - level) / 200)
    how = "exact" if n <= EXACT_SIGNED else "normal"
    sums = Sums(up_to, int(own[0]), int(own[-1]), n * (n + 1) // 2, 2 * scale)
    return _shift(sums, rank, n, missing, "Walsh averages", f"{how} signed-rank", level)


def group_shift(
    first: Weights, second: Weights, level: Fraction, *, missing: int = 0
) -> dict[str, Estimate]:
    """Return the Hodges-Lehmann shift of one group against another.

    The median of all differences between a value of the first and one of the second
    group; its limits are such differences, at the quantiles of the rank-sum distribution
    without ties.

    Examples
    --------
    >>> estimates = group_shift(
    ...     {Fraction(value): 1 for value in (5, 7, 9, 12)},
    ...     {Fraction(value): 1 for value in (1, 2, 4, 6)},
    ...     Fraction(95),
    ... )
    >>> [estimates[key].value for key in ("estimate", "low", "high")]
    [Fraction(5, 1), Fraction(-1, 1), Fraction(11, 1)]
    """
    m, n = size(first), size(second)
    if 0 in (m, n):
        return {key: null("a group is empty", n=m + n, missing=missing) for key in NAMES}
    scale = math.lcm(*(value.denominator for value in (*first, *second)))
    ones, reached = _ordered(first, scale)
    others, above = _ordered(second, scale)

    def up_to(bound: int) -> int:
        """Count the pairs of one from each group that differ by at most this."""
        return _pairs(ones, reached, bound + others, above)

    rank = rank_sum_quantile(m, n, (100 - level) / 200)
    how = "exact" if m * n <= EXACT_PAIRS else "normal"
    sums = Sums(up_to, int(ones[0] - others[-1]), int(ones[-1] - others[0]), m * n, scale)
    return _shift(sums, rank, m + n, missing, "differences", f"{how} rank-sum", level)


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums or differences of all pairs, in whole numbers, without listing them.

    Attributes
    ----------
    up_to
        How many there are up to a bound.
    smallest, largest, total
        The first and the last of them, and how many there are.
    scale
        What they are to be divided by.
    """

    up_to: Callable[[int], int]
    smallest: int
    largest: int
    total: int
    scale: int

    def at(self, place: int) -> Fraction:
        """Return the one at a place in ascending order, counted from 0."""
        low, high = self.smallest, self.largest
        while low < high:
            middle = (low + high) // 2
            if self.up_to(middle) > place:
                high = middle
            else:
                low = middle + 1
        return Fraction(low, self.scale)


def _ordered(weights: Weights, scale: int) -> tuple[Any, Any]:
    """Return values in ascending order as whole numbers, and how many there are up to each."""
    import numpy as np

    values = sorted(weights)
    whole = [int(value * scale) for value in values]
    # Python's own numbers where a machine word is too small
    kind = np.int64 if max(map(abs, whole)) < 2**60 else object
    return np.array(whole, dtype=kind), np.cumsum([weights[value] for value in values])


def _count(values: Any, reached: Any, bound: int) -> int:
    """Count the participants with at most a value."""
    import numpy as np

    place = int(np.searchsorted(values, bound, side="right"))
    return int(reached[place - 1]) if place else 0


def _pairs(values: Any, reached: Any, bounds: Any, others: Any) -> int:
    """Count the pairs: for each bound, those with at most that value, as often as it is there."""
    import numpy as np

    places = np.searchsorted(values, bounds, side="right")
    below = np.concatenate([[0], reached])[places]
    return int(np.dot(below, np.diff(others, prepend=0)))


def _shift(
    sums: Sums, rank: int, n: int, missing: int, what: str, quantile: str, level: Fraction
) -> dict[str, Estimate]:
    total = sums.total
    method = f"Hodges-Lehmann, median of the {what}, exact"
    limits = f"{what} at {quantile} quantiles, {float(level):g}%"
    center = (sums.at((total - 1) // 2) + sums.at(total // 2)) / 2
    estimates = {"estimate": Estimate(value=center, n=n, missing=missing, method=method)}
    if rank == 0:  # even the whole range covers less
        why = f"so few participants cannot give {float(level):g}% limits of a shift"
        return estimates | {
            key: null(why, n=n, missing=missing, method=limits) for key in ("low", "high")
        }
    estimates["low"] = Estimate(value=sums.at(rank - 1), n=n, missing=missing, method=limits)
    estimates["high"] = Estimate(value=sums.at(total - rank), n=n, missing=missing, method=limits)
    return estimates
