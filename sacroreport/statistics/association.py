"""Two numbers of the same participants: their correlation."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.exact import root_to_float
from sacroreport.statistics.ranks import doubled_midranks

Pairs = Mapping[tuple[Fraction, Fraction], int]
EXACT_SPEARMAN = 8
"""Up to so many pairs the P of Spearman's correlation is exact."""


def correlation(
    pairs: Pairs, level: Fraction, *, by_rank: bool, missing: int = 0
) -> dict[str, Estimate]:
    """Return r with its limits, and t, degrees of freedom and P against no correlation.

    Parameters
    ----------
    by_rank
        Spearman's r, of mid-ranks, instead of Pearson's.

    Notes
    -----
    Pearson: Fisher's z limits and the t test, ``cor.test`` in R. Spearman: limits on the
    z scale with the standard error √((1 + r²/2)/(n − 3)) [1]_; P is exact over all orders up to
    8 pairs, and Student's approximation beyond.

    References
    ----------
    .. [1] Bonett DG, Wright TA. Sample size requirements for estimating Pearson, Kendall
       and Spearman correlations. Psychometrika 2000;65:23-28.

    Examples
    --------
    >>> pairs = {(Fraction(x), Fraction(y)): 1 for x, y in ((1, 2), (2, 1), (3, 4), (4, 3), (5, 6))}
    >>> estimates = correlation(pairs, Fraction(95), by_rank=False)
    >>> [round(float(estimates[key].value), 4) for key in ("r", "low", "high", "p")]
    [0.822, -0.2193, 0.9879, 0.0877]
    >>> float(correlation(pairs, Fraction(95), by_rank=True)["r"].value)
    0.8
    """
    n = sum(pairs.values())
    kind = "Spearman" if by_rank else "Pearson"
    if by_rank:
        pairs = _as_ranks(pairs)
    names = ("r", "low", "high", "statistic", "df", "p")
    xx, yy, xy = _products(pairs, n)
    reason = f"needs 3 complete pairs, found {n}" if n < 3 else ""
    if not reason and 0 in (xx, yy):
        reason = "all values of one variable are equal, so there is no correlation"
    if reason:
        return {key: null(reason, n=n, missing=missing) for key in names}
    sign = -1 if xy < 0 else 1
    r = sign * root_to_float(xy * xy / (xx * yy))
    p = 0.0
    result = {"r": Estimate(value=r, n=n, missing=missing, method=f"{kind} correlation")}
    result |= _limits(r, n, level, by_rank, missing)
    exact = by_rank and n <= EXACT_SPEARMAN
    how = "exact over all orders" if exact else "t approximation" if by_rank else "t test"
    method = f"test of {kind}'s correlation, two-sided, {how}"
    rest = 1 - xy * xy / (xx * yy)
    untied = by_rank and max(pairs.values()) == 1 and len({x for x, _ in pairs}) == n
    if rest == 0 and untied:  # one order in n!, and its reverse
        exact, p = True, float(Fraction(2, math.factorial(n)))
        method = f"test of {kind}'s correlation, two-sided, exact over all orders"
    elif exact:
        p = float(_exact_p(pairs))
    if rest == 0 and not exact:
        why = "the correlation is perfect, so the test is undefined"
        return result | {
            key: null(why, n=n, missing=missing, method=method) for key in ("statistic", "df", "p")
        }
    from sacroreport.statistics.special import stdtr

    t = sign * root_to_float(xy * xy / (xx * yy) * (n - 2) / rest) if rest else 0.0
    if not exact:
        p = 2 * float(stdtr(n - 2, -abs(t)))
    values = {"statistic": t, "df": n - 2, "p": p}
    return result | {
        key: Estimate(value=value, n=n, missing=missing, method=method)
        for key, value in values.items()
    }


def _limits(r: float, n: int, level: Fraction, by_rank: bool, missing: int) -> dict[str, Estimate]:
    name = "Bonett-Wright" if by_rank else "Fisher z"
    method = f"{name} interval, {float(level):g}%"
    reason = "needs 4 complete pairs" if n < 4 else ""
    if abs(r) >= 1:
        reason = "the correlation is perfect, so it has no limits"
    if reason:
        return {key: null(reason, n=n, missing=missing, method=method) for key in ("low", "high")}
    from sacroreport.statistics.special import ndtri

    error = math.sqrt((1 + (r * r / 2 if by_rank else 0)) / (n - 3))
    half = float(ndtri(float((100 + level) / 200))) * error
    return {
        key: Estimate(
            value=math.tanh(math.atanh(r) + sign * half), n=n, missing=missing, method=method
        )
        for key, sign in (("low", -1), ("high", 1))
    }


def _products(pairs: Pairs, n: int) -> tuple[Fraction, Fraction, Fraction]:
    """Return the sums of squares and of products about the means."""
    if n == 0:
        return Fraction(0), Fraction(0), Fraction(0)
    # Each variable on its own scale: r does not know of it.
    across = math.lcm(*(x.denominator for x, _ in pairs))
    up = math.lcm(*(y.denominator for _, y in pairs))
    sums = [0] * 5
    for (x, y), count in pairs.items():
        a, b = int(x * across), int(y * up)
        for index, value in enumerate((a, b, a * a, b * b, a * b)):
            sums[index] += count * value
    sx, sy, sxx, syy, sxy = sums
    return (
        Fraction(n * sxx - sx * sx, n),
        Fraction(n * syy - sy * sy, n),
        Fraction(n * sxy - sx * sy, n),
    )


def _as_ranks(pairs: Pairs) -> Pairs:
    firsts: Counter[Fraction] = Counter()
    seconds: Counter[Fraction] = Counter()
    for (x, y), count in pairs.items():
        firsts[x] += count
        seconds[y] += count
    first_ranks, second_ranks = doubled_midranks(firsts), doubled_midranks(seconds)
    ranks: Counter[tuple[Fraction, Fraction]] = Counter()
    for (x, y), count in pairs.items():
        ranks[Fraction(first_ranks[x]), Fraction(second_ranks[y])] += count
    return dict(ranks)


def _exact_p(pairs: Pairs) -> Fraction:
    """Return P over all orders of the second variable: twice the smaller tail."""
    listed = [pair for pair, count in pairs.items() for _ in range(count)]
    firsts, seconds = [int(x) for x, _ in listed], [int(y) for _, y in listed]
    observed = sum(x * y for x, y in zip(firsts, seconds, strict=True))
    below = above = total = 0
    for order in itertools.permutations(seconds):
        value = sum(x * y for x, y in zip(firsts, order, strict=True))
        below += value <= observed
        above += value >= observed
        total += 1
    return min(Fraction(1), Fraction(2 * min(below, above), total))
