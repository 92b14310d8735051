"""Rank tests, exact under ties: their conditional distributions as one large integer each.

A distribution of rank sums is a polynomial whose coefficients count arrangements. It is
kept as an integer with one field of bits per coefficient, so that adding a participant is
a shift and an addition. Mid-ranks are doubled, which makes them whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sacroreport.statistics.moments import Weights

EXACT_SIGNED = 200
"""Up to so many changes that are not 0 the signed-rank P is exact."""
EXACT_RANK_SUM = 100
"""Up to so many participants in both groups the rank-sum P is exact."""


EXACT_PAIRS = 20_000
"""Up to so many pairs of participants the quantiles of the rank sum are exact."""


@dataclass(frozen=True, slots=True)
class RankTest:
    """A rank test.

    Attributes
    ----------
    statistic
        V of the signed-rank test, U of the rank-sum test.
    p
        Two-sided P: exact as a fraction, otherwise a float.
    is_exact
        Whether the conditional distribution was used, or the normal one.
    n
        Values that were ranked.
    """

    statistic: Fraction
    p: Fraction | float
    is_exact: bool
    n: int


def doubled_midranks(weights: Mapping[Fraction, int]) -> dict[Fraction, int]:
    """Return twice the mid-rank of each distinct value.

    Examples
    --------
    >>> doubled_midranks({Fraction(5): 1, Fraction(2): 2})
    {Fraction(2, 1): 3, Fraction(5, 1): 6}
    """
    ranks, before = {}, 0
    for value in sorted(weights):
        ranks[value] = 2 * before + weights[value] + 1
        before += weights[value]
    return ranks


def signed_rank(
    change: Weights, *, zeros: str = "drop", exact_up_to: int = EXACT_SIGNED
) -> RankTest | None:
    """Return the Wilcoxon signed-rank test of a change, or ``None`` if all are 0.

    Parameters
    ----------
    change
        Changes with their counts.
    zeros
        ``drop`` leaves zeros out before ranking [1]_, ``pratt`` after it [2]_.
    exact_up_to
        Largest number of changes that are not 0 for which P is exact; beyond it P is
        normal with corrections for ties and continuity, as R's
        ``wilcox.test(exact = FALSE)``.

    Notes
    -----
    The exact P is conditional on the mid-ranks: each of the 2^n patterns of signs is
    equally likely. Two-sided is twice the smaller tail.

    References
    ----------
    .. [1] Wilcoxon F. Individual comparisons by ranking methods. Biometrics Bull
       1945;1:80-83.
    .. [2] Pratt JW. Remarks on zeros and ties in the Wilcoxon signed rank procedures.
       J Am Stat Assoc 1959;54:655-667.

    Examples
    --------
    >>> changes = {
    ...     Fraction(1): 2,
    ...     Fraction(2): 1,
    ...     Fraction(3): 1,
    ...     Fraction(4): 1,
    ...     Fraction(-1): 1,
    ...     Fraction(0): 1,
    ... }
    >>> test = signed_rank(changes)
    >>> test.statistic, test.p, test.n
    (Fraction(19, 1), Fraction(1, 8), 6)
    """
    sizes: dict[Fraction, int] = {}
    for value, count in change.items():
        if value != 0 or zeros == "pratt":
            sizes[abs(value)] = sizes.get(abs(value), 0) + count
    ranks = doubled_midranks(sizes)
    sizes.pop(Fraction(0), None)
    n = sum(sizes.values())
    if n == 0:
        return None
    doubled = sum(ranks[value] * count for value, count in change.items() if value > 0)
    statistic = Fraction(doubled, 2)
    if n > exact_up_to:
        center = Fraction(sum(ranks[value] * count for value, count in sizes.items()), 4)
        spread = Fraction(sum(ranks[value] ** 2 * count for value, count in sizes.items()), 16)
        return RankTest(statistic, _normal(statistic - center, spread), False, n)
    width = n + 1
    ways = 1
    for value, count in sizes.items():
        for _ in range(count):
            ways += ways << (width * ranks[value])
    lower = _at_most(ways, doubled, width)
    upper = 2**n - _at_most(ways, doubled - 1, width)
    return RankTest(statistic, min(Fraction(1), Fraction(2 * min(lower, upper), 2**n)), True, n)


def rank_sum(first: Weights, second: Weights, *, exact_up_to: int = EXACT_RANK_SUM) -> RankTest:
    """Return the Mann-Whitney test of two groups, neither of them empty.

    Parameters
    ----------
    first, second
        Values of each group with their counts. U counts the pairs in which the value of
        the first group is larger, ties as a half: ``wilcox.test(first, second)`` in R.
    exact_up_to
        Largest number of participants for which P is exact; beyond it P is normal with
        corrections for ties and continuity.

    Notes
    -----
    The exact P is conditional on the mid-ranks: each choice of participants for the first
    group is equally likely [1]_. Two-sided is twice the smaller tail.

    References
    ----------
    .. [1] Streitberg B, Röhmel J. Exact distributions for permutation and rank tests.
       Stat Softw Newsl 1986;12:10-17.

    Examples
    --------
    >>> test = rank_sum({Fraction(1): 1, Fraction(2): 1}, {Fraction(2): 1, Fraction(3): 2})
    >>> test.statistic, test.p
    (Fraction(1, 2), Fraction(2, 5))
    """
    together: dict[Fraction, int] = dict(first)
    for value, count in second.items():
        together[value] = together.get(value, 0) + count
    ranks = doubled_midranks(together)
    m, n = sum(first.values()), sum(second.values())
    total = m + n
    doubled = sum(ranks[value] * count for value, count in first.items())
    statistic = Fraction(doubled - m * (m + 1), 2)
    if total > exact_up_to:
        tied = sum(count**3 - count for count in together.values())
        spread = Fraction(m * n, 12) * (total + 1 - Fraction(tied, total * (total - 1)))
        return RankTest(statistic, _normal(statistic - Fraction(m * n, 2), spread), False, total)
    if m > n:  # the smaller group has the shorter way; its tails are the other's
        doubled, m = sum(ranks[value] * count for value, count in second.items()), n
    width = math.comb(total, m).bit_length() + 1
    ways = [1] + [0] * m
    for value, count in together.items():
        shift = width * ranks[value]
        for _ in range(count):
            for size in range(m, 0, -1):
                if ways[size - 1]:
                    ways[size] += ways[size - 1] << shift
    arrangements = math.comb(total, m)
    lower = _at_most(ways[m], doubled, width)
    upper = arrangements - _at_most(ways[m], doubled - 1, width)
    p = min(Fraction(1), Fraction(2 * min(lower, upper), arrangements))
    return RankTest(statistic, p, True, total)


def _at_most(ways: int, rank: int, width: int) -> int:
    """Add up the coefficients up to a rank; the digits of a number to the base 2^width."""
    if rank < 0:
        return 0
    kept = ways & ((1 << (width * (rank + 1))) - 1)
    return kept % ((1 << width) - 1)


def _normal(distance: Fraction, spread: Fraction) -> float:
    """Return the two-sided normal P of a distance, corrected for continuity."""
    from sacroreport.statistics.special import ndtr

    if spread == 0:
        return 1.0
    corrected = abs(distance) - Fraction(1, 2) if distance else Fraction(0)
    return min(1.0, 2 * float(ndtr(-float(corrected) / math.sqrt(float(spread)))))


def signed_rank_quantile(n: int, tail: Fraction) -> int:
    """Return the smallest v with P(V ≤ v) ≥ tail for n untied changes; ``qsignrank`` in R.

    Exact up to 200 changes, normal beyond.

    Examples
    --------
    >>> signed_rank_quantile(10, Fraction(25, 1000))
    9
    """
    if n > EXACT_SIGNED:
        center, spread = n * (n + 1) / 4, n * (n + 1) * (2 * n + 1) / 24
        return max(0, math.floor(center + _z(tail) * math.sqrt(spread)))
    half = n * (n + 1) // 4
    ways = [1] + [0] * half  # the lower half is enough: no tail is more than a half
    for rank in range(1, min(n, half) + 1):
        for value in range(half, rank - 1, -1):
            ways[value] += ways[value - rank]
    return _quantile(ways, tail * 2**n)


def rank_sum_quantile(m: int, n: int, tail: Fraction) -> int:
    """Return the smallest u with P(U ≤ u) ≥ tail for untied groups; ``qwilcox`` in R.

    The counts are the coefficients of a Gaussian binomial. Exact up to 20,000 pairs of
    participants, normal beyond.

    Examples
    --------
    >>> rank_sum_quantile(5, 6, Fraction(25, 1000))
    4
    """
    if m * n > EXACT_PAIRS:
        return max(0, math.floor(m * n / 2 + _z(tail) * math.sqrt(m * n * (m + n + 1) / 12)))
    m, n = min(m, n), max(m, n)
    half = m * n // 2
    ways = [1] + [0] * half
    for step in range(1, m + 1):
        for value in range(half, n + step - 1, -1):
            ways[value] -= ways[value - n - step]
        for value in range(step, half + 1):
            ways[value] += ways[value - step]
    return _quantile(ways, tail * math.comb(m + n, m))


def _z(tail: Fraction) -> float:
    from sacroreport.statistics.special import ndtri

    return float(ndtri(float(tail)))


def _quantile(ways: list[int], wanted: Fraction) -> int:
    reached = 0
    for value, count in enumerate(ways):
        reached += count
        if reached >= wanted:
            return value
    return len(ways) - 1
