"""Hodges-Lehmann shifts: how far one distribution lies from another, by their medians.

The averages or differences are never listed participant by participant: distinct values
with their counts are enough.
"""

from __future__ import annotations

import math
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

MOST = 3000
"""Distinct values beyond which the pairs of them are too many."""
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
    >>> made = paired_shift({Fraction(value): 1 for value in (1, 2, 4, 8, 9, 11)}, Fraction(95))
    >>> [made[key].value for key in ("estimate", "low", "high")]
    [Fraction(6, 1), Fraction(1, 1), Fraction(11, 1)]
    """
    n = size(change)
    if reason := _impossible(n, len(change)):
        return {key: null(reason, n=n, missing=missing) for key in NAMES}
    scale = math.lcm(*(value.denominator for value in change))
    values = sorted(change)
    whole, counts = [int(value * scale) for value in values], [change[value] for value in values]
    twice = _pair_sums(whole, counts)
    rank = signed_rank_quantile(n, (100 - level) / 200)
    how = "exact" if n <= EXACT_SIGNED else "normal"
    return _shift(twice, 2 * scale, rank, n, missing, "Walsh averages", f"{how} signed-rank", level)


def group_shift(
    first: Weights, second: Weights, level: Fraction, *, missing: int = 0
) -> dict[str, Estimate]:
    """Return the Hodges-Lehmann shift of one group against another.

    The median of all differences between a value of the first and one of the second
    group; its limits are such differences, at the quantiles of the rank-sum distribution
    without ties.

    Examples
    --------
    >>> made = group_shift(
    ...     {Fraction(value): 1 for value in (5, 7, 9, 12)},
    ...     {Fraction(value): 1 for value in (1, 2, 4, 6)},
    ...     Fraction(95),
    ... )
    >>> [made[key].value for key in ("estimate", "low", "high")]
    [Fraction(5, 1), Fraction(-1, 1), Fraction(11, 1)]
    """
    m, n = size(first), size(second)
    reason = "a group is empty" if 0 in (m, n) else _impossible(2, max(len(first), len(second)))
    if reason:
        return {key: null(reason, n=m + n, missing=missing) for key in NAMES}
    scale = math.lcm(*(value.denominator for value in (*first, *second)))
    differences = _pair_differences(first, second, scale)
    rank = rank_sum_quantile(m, n, (100 - level) / 200)
    how = "exact" if m * n <= EXACT_PAIRS else "normal"
    return _shift(differences, scale, rank, m + n, missing, "differences", f"{how} rank-sum", level)


def _impossible(n: int, distinct: int) -> str:
    if n < 2:
        return f"needs 2 complete pairs, found {n}"
    if distinct > MOST:
        return f"more than {MOST} distinct values"
    return ""


Sorted = tuple[Any, Any]
"""Arrays: whole numbers in ascending order, and how many there are up to each."""


def _pair_sums(values: list[int], counts: list[int]) -> Sorted:
    """Return the sums of all pairs of participants, each with themselves included."""
    import numpy as np

    numbers, weights = _array(values), np.array(counts, dtype=np.int64)
    rows, columns = np.triu_indices(len(values))
    times = weights[rows] * weights[columns]
    own = rows == columns
    times[own] = weights * (weights + 1) // 2
    return _in_order(numbers[rows] + numbers[columns], times)


def _pair_differences(first: Weights, second: Weights, scale: int) -> Sorted:
    import numpy as np

    one, two = (_array([int(value * scale) for value in group]) for group in (first, second))
    times = np.outer(list(first.values()), list(second.values()))
    return _in_order(np.subtract.outer(one, two).ravel(), times.ravel())


def _array(values: list[int]) -> Any:
    """Return whole numbers as an array: of Python's own where a machine word is too small."""
    import numpy as np

    return np.array(values, dtype=np.int64 if max(map(abs, values)) < 2**61 else object)


def _in_order(values: Any, times: Any) -> Sorted:
    import numpy as np

    order = np.argsort(values, kind="stable")
    return values[order], np.cumsum(times[order])


def _shift(
    counted: Sorted,
    scale: int,
    rank: int,
    n: int,
    missing: int,
    what: str,
    quantile: str,
    level: Fraction,
) -> dict[str, Estimate]:
    import numpy as np

    values, reached = counted
    total = int(reached[-1])

    def at(place: int) -> Fraction:
        return Fraction(int(values[int(np.searchsorted(reached, place, side="right"))]), scale)

    method = f"Hodges-Lehmann, median of the {what}, exact"
    limits = f"{what} at {quantile} quantiles, {float(level):g}%"
    center = (at((total - 1) // 2) + at(total // 2)) / 2
    made = {"estimate": Estimate(value=center, n=n, missing=missing, method=method)}
    if rank == 0:  # even the whole range covers less
        why = f"so few participants cannot give {float(level):g}% limits of a shift"
        return made | {
            key: null(why, n=n, missing=missing, method=limits) for key in ("low", "high")
        }
    made["low"] = Estimate(value=at(rank - 1), n=n, missing=missing, method=limits)
    made["high"] = Estimate(value=at(total - rank), n=n, missing=missing, method=limits)
    return made
