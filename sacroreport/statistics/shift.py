"""Hodges-Lehmann shifts: how far one distribution lies from another, by their medians.

The averages or differences are never listed participant by participant: distinct values
with their counts are enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.moments import Weights, size
from sacroreport.statistics.ranks import (
    EXACT_PAIRS,
    EXACT_SIGNED,
    rank_sum_quantile,
    signed_rank_quantile,
)

MOST = 2000
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
    averages: Counter[Fraction] = Counter()
    values = sorted(change)
    for index, first in enumerate(values):
        averages[first] += change[first] * (change[first] + 1) // 2
        for second in values[index + 1 :]:
            averages[(first + second) / 2] += change[first] * change[second]
    rank = max(1, signed_rank_quantile(n, (100 - level) / 200))
    how = "exact" if n <= EXACT_SIGNED else "normal"
    return _shift(averages, rank, n, missing, "Walsh averages", f"{how} signed-rank", level)


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
    differences: Counter[Fraction] = Counter()
    for one, count in first.items():
        for other, times in second.items():
            differences[one - other] += count * times
    rank = max(1, rank_sum_quantile(m, n, (100 - level) / 200))
    how = "exact" if m * n <= EXACT_PAIRS else "normal"
    return _shift(differences, rank, m + n, missing, "differences", f"{how} rank-sum", level)


def _impossible(n: int, distinct: int) -> str:
    if n < 2:
        return f"needs 2 complete pairs, found {n}"
    if distinct > MOST:
        return f"more than {MOST} distinct values"
    return ""


def _shift(
    counted: Mapping[Fraction, int],
    rank: int,
    n: int,
    missing: int,
    what: str,
    quantile: str,
    level: Fraction,
) -> dict[str, Estimate]:
    total = sum(counted.values())
    wanted = {(total - 1) // 2, total // 2, rank - 1, total - rank}
    found, reached = {}, 0
    for value in sorted(counted):
        reached += counted[value]
        for place in [one for one in wanted if one < reached]:
            found[place] = value
            wanted.remove(place)
    method = f"Hodges-Lehmann, median of the {what}, exact"
    limits = f"{what} at {quantile} quantiles, {float(level):g}%"
    center = (found[(total - 1) // 2] + found[total // 2]) / 2
    return {
        "estimate": Estimate(value=center, n=n, missing=missing, method=method),
        "low": Estimate(value=found[rank - 1], n=n, missing=missing, method=limits),
        "high": Estimate(value=found[total - rank], n=n, missing=missing, method=limits),
    }
