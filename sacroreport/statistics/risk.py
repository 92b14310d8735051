"""Two proportions: their difference, their odds ratio, and pairs of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.proportion import wilson

NAMES = ("estimate", "low", "high")


def risk_difference(
    first: tuple[int, int], second: tuple[int, int], level: Fraction, *, missing: int = 0
) -> dict[str, Estimate]:
    """Return the difference of two proportions in percentage points, first minus second.

    Parameters
    ----------
    first, second
        Count and denominator of each group.

    Notes
    -----
    The limits are Newcombe's hybrid score limits, method 10 [1]_, put together from the
    Wilson limits of both proportions.

    References
    ----------
    .. [1] Newcombe RG. Interval estimation for the difference between independent
       proportions. Stat Med 1998;17:873-890.

    Examples
    --------
    >>> estimates = risk_difference((2, 14), (7, 14), Fraction(95))
    >>> [round(float(estimates[key].value), 1) for key in ("estimate", "low", "high")]
    [-35.7, -61.1, -1.1]
    """
    n = first[1] + second[1]
    method = f"Newcombe hybrid score interval (method 10), {float(level):g}%"
    if 0 in (first[1], second[1]):
        return {key: null("a group is empty", n=n, missing=missing, method=method) for key in NAMES}
    percent, other_percent = (Fraction(100 * count, size) for count, size in (first, second))
    low, high = wilson(*first, level)
    lower, upper = wilson(*second, level)
    difference = percent - other_percent
    below = math.hypot(float(percent) - low, upper - float(other_percent))
    above = math.hypot(high - float(percent), float(other_percent) - lower)
    return {
        "estimate": Estimate(
            value=difference, n=n, missing=missing, method="difference of percentages, exact"
        ),
        "low": Estimate(value=float(difference) - below, n=n, missing=missing, method=method),
        "high": Estimate(value=float(difference) + above, n=n, missing=missing, method=method),
    }


def paired_difference(
    cells: tuple[int, int, int, int], level: Fraction, *, missing: int = 0
) -> dict[str, Estimate]:
    """Return the change of a proportion in the same participants, in percentage points.

    Parameters
    ----------
    cells
        Participants with yes and yes, yes and no, no and yes, no and no (before, after).

    Notes
    -----
    Newcombe's hybrid score limits for pairs, method 10 [1]_.

    References
    ----------
    .. [1] Newcombe RG. Improved confidence intervals for the difference between binomial
       proportions based on paired data. Stat Med 1998;17:2635-2650.

    Examples
    --------
    >>> estimates = paired_difference((10, 12, 3, 5), Fraction(95))
    >>> (
    ...     estimates["estimate"].value,
    ...     round(estimates["low"].value, 1),
    ...     round(estimates["high"].value, 1),
    ... )
    (Fraction(-30, 1), -50.3, -5.1)
    """
    a, b, c, d = cells
    n = sum(cells)
    method = f"Newcombe hybrid score interval of pairs (method 10), {float(level):g}%"
    if n == 0:
        return {key: null("no complete pair", n=n, missing=missing, method=method) for key in NAMES}
    after, before = (a + c) / n, (a + b) / n
    low, high = (limit / 100 for limit in wilson(a + c, n, level))
    lower, upper = (limit / 100 for limit in wilson(a + b, n, level))
    root = math.sqrt((a + b) * (c + d) * (a + c) * (b + d))
    product = Fraction(a * d - b * c)
    if product > 0:
        product = max(product - Fraction(n, 2), Fraction(0))
    phi = float(product) / root if root else 0.0
    below = (after - low) ** 2 + (upper - before) ** 2
    below -= 2 * phi * (after - low) * (upper - before)
    above = (before - lower) ** 2 + (high - after) ** 2
    above -= 2 * phi * (before - lower) * (high - after)
    difference = Fraction(100 * (c - b), n)
    limits = {
        "low": float(difference) - 100 * math.sqrt(max(below, 0)),
        "high": float(difference) + 100 * math.sqrt(max(above, 0)),
    }
    return {
        "estimate": Estimate(
            value=difference, n=n, missing=missing, method="change of the percentage, exact"
        )
    } | {
        key: Estimate(value=value, n=n, missing=missing, method=method)
        for key, value in limits.items()
    }


def sign_test(decreased: int, increased: int, *, n: int, missing: int = 0) -> Estimate:
    """Return the two-sided P of an exact sign test; for two levels it is McNemar's.

    Participants who did not change say nothing; if nobody did, P is 1 [1]_.

    References
    ----------
    .. [1] McNemar Q. Note on the sampling error of the difference between correlated
       proportions or percentages. Psychometrika 1947;12:153-157.

    Examples
    --------
    >>> sign_test(12, 3, n=30).value, sign_test(0, 0, n=30).value
    (0.03515625, 1.0)
    """
    if n == 0:
        return null("no complete pair", n=n, missing=missing)
    changed = decreased + increased
    tail = sum(math.comb(changed, k) for k in range(min(decreased, increased) + 1))
    p = min(Fraction(1), Fraction(2 * tail, 2**changed))
    method = "exact sign test (McNemar), two-sided"
    if not changed:
        method += ": no participant changed"
    return Estimate(value=float(p), n=n, missing=missing, method=method)


def odds_ratio(
    first: tuple[int, int], second: tuple[int, int], level: Fraction, *, missing: int = 0
) -> dict[str, Estimate]:
    """Return the conditional odds ratio of two groups with its exact limits.

    The maximum of the conditional likelihood, as ``fisher.test`` in R gives it, and the
    odds ratios under which the count observed, or a more extreme one, has half of what
    ``level`` leaves out. A ratio without bound is null.

    Examples
    --------
    >>> estimates = odds_ratio((8, 10), (1, 6), Fraction(95))
    >>> [round(estimates[key].value, 2) for key in ("estimate", "low", "high")]
    [15.47, 1.01, 1059.64]
    """
    (count, size), (other, others) = first, second
    n, total = size + others, count + other
    method = "conditional maximum likelihood"
    limits = f"exact conditional limits, {float(level):g}%"
    lowest, highest = max(0, total - others), min(size, total)
    if 0 in (size, others) or lowest == highest:
        reason = "all participants are alike in one of the two, so there is no odds ratio"
        return {key: null(reason, n=n, missing=missing, method=method) for key in NAMES}
    support = range(lowest, highest + 1)
    weights = [
        math.lgamma(size + 1) - math.lgamma(k + 1) - math.lgamma(size - k + 1)
        + math.lgamma(others + 1) - math.lgamma(total - k + 1) - math.lgamma(others - total + k + 1)
        for k in support
    ]  # fmt: skip

    def shares(log_ratio: float) -> list[float]:
        logs = [w + k * log_ratio for w, k in zip(weights, support, strict=True)]
        top = max(logs)
        parts = [math.exp(log - top) for log in logs]
        whole = math.fsum(parts)
        return [part / whole for part in parts]

    def average(log_ratio: float) -> float:
        return math.fsum(k * p for k, p in zip(support, shares(log_ratio), strict=True)) - count

    tail = float((100 - level) / 200)

    def at_least(log_ratio: float) -> float:
        return math.fsum(shares(log_ratio)[count - lowest :]) - tail

    def at_most(log_ratio: float) -> float:
        return tail - math.fsum(shares(log_ratio)[: count - lowest + 1])

    unbounded = "without bound: nobody in one of the cells"

    def estimate_of(value: float | None, how: str) -> Estimate:
        if value is None:
            return null(unbounded, n=n, missing=missing, method=how)
        return Estimate(value=value, n=n, missing=missing, method=how)

    at_low, at_high = count == lowest, count == highest
    estimate = 0.0 if at_low else None if at_high else math.exp(_root(average))
    return {
        "estimate": estimate_of(estimate, method),
        "low": estimate_of(0.0 if at_low else math.exp(_root(at_least)), limits),
        "high": estimate_of(None if at_high else math.exp(_root(at_most)), limits),
    }


def _root(rising: Callable[[float], float]) -> float:
    """Return where a rising function is 0, by bisection."""
    low, high = -1.0, 1.0
    while rising(low) > 0:
        low *= 2
    while rising(high) < 0:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def standardised_proportions(
    first: tuple[int, int], second: tuple[int, int], *, missing: int = 0
) -> Estimate:
    """Return the standardised difference of two proportions, first minus second.

    Examples
    --------
    >>> round(standardised_proportions((2, 14), (7, 14)).value, 3)
    -0.828
    """
    n = first[1] + second[1]
    method = "difference of proportions / root of the mean variance"
    if 0 in (first[1], second[1]):
        return null("a group is empty", n=n, missing=missing, method=method)
    share, other_share = Fraction(*first), Fraction(*second)
    spread = (share * (1 - share) + other_share * (1 - other_share)) / 2
    if spread == 0:
        return null("nobody differs within the groups", n=n, missing=missing, method=method)
    value = float(share - other_share) / math.sqrt(float(spread))
    return Estimate(value=value, n=n, missing=missing, method=method)
