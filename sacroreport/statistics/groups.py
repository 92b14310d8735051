"""A number in two or more groups."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.exact import root_to_float
from sacroreport.statistics.moments import Weights, mean, size, variance
from sacroreport.statistics.paired import LARGEST_T, TOO_FAR, noncentrality
from sacroreport.statistics.ranks import doubled_midranks, rank_sum


def enough(groups: Sequence[Weights], least: int) -> str:
    """Say why groups are too small; empty when they are not."""
    smallest = min(size(group) for group in groups)
    return "" if smallest >= least else f"needs {least} in each group, found {smallest}"


def _several(groups: Sequence[Weights]) -> str:
    return "" if len(groups) > 1 else f"needs 2 groups with values, found {len(groups)}"


def mean_difference(
    first: Weights, second: Weights, level: Fraction, *, pooled: bool, missing: int = 0
) -> dict[str, Estimate]:
    """Return the difference of two means, first minus second, with its t limits.

    Parameters
    ----------
    pooled
        Whether one variance is assumed (Student), or two (Welch).

    Examples
    --------
    >>> first, second = {Fraction(3): 1, Fraction(5): 2}, {Fraction(1): 2, Fraction(4): 2}
    >>> estimates = mean_difference(first, second, Fraction(95), pooled=False)
    >>> estimates["mean"].value, round(estimates["low"].value, 3), round(estimates["high"].value, 3)
    (Fraction(11, 6), -0.979, 4.645)
    """
    n = size(first) + size(second)
    kind = "Student" if pooled else "Welch"
    method = f"{kind} t interval of the difference of means, {float(level):g}%"
    if reason := enough((first, second), 1):
        return {key: null(reason, n=n, missing=missing) for key in ("mean", "low", "high")}
    difference = mean(first) - mean(second)
    result = {
        "mean": Estimate(
            value=difference, n=n, missing=missing, method="difference of means, exact"
        )
    }
    error, df, reason = _standard_error(first, second, pooled)
    if reason:
        return result | {
            key: null(reason, n=n, missing=missing, method=method) for key in ("low", "high")
        }
    from sacroreport.statistics.special import stdtrit

    half = float(stdtrit(df, float((100 + level) / 200))) * error
    for key, sign in (("low", -1), ("high", 1)):
        value = float(difference) + sign * half
        result[key] = Estimate(value=value, n=n, missing=missing, method=method)
    return result


def t_test_of_groups(
    first: Weights, second: Weights, *, pooled: bool, missing: int = 0
) -> dict[str, Estimate]:
    """Return t, degrees of freedom and two-sided P of two groups.

    ``t.test(first, second, var.equal = pooled)`` in R; without pooling the degrees of
    freedom are Welch's [1]_.

    References
    ----------
    .. [1] Welch BL. The generalization of "Student's" problem when several different
       population variances are involved. Biometrika 1947;34:28-35.

    Examples
    --------
    >>> first, second = {Fraction(3): 1, Fraction(5): 2}, {Fraction(1): 2, Fraction(4): 2}
    >>> estimates = t_test_of_groups(first, second, pooled=False)
    >>> [round(float(estimates[key].value), 4) for key in ("statistic", "df", "p")]
    [1.6775, 4.9838, 0.1545]
    """
    n = size(first) + size(second)
    method = f"{'Student' if pooled else 'Welch'} t test, two-sided"
    error, df, reason = _standard_error(first, second, pooled)
    if reason:
        return {
            key: null(reason, n=n, missing=missing, method=method)
            for key in ("statistic", "df", "p")
        }
    from sacroreport.statistics.special import stdtr

    t = float(mean(first) - mean(second)) / error
    p = 2 * float(stdtr(df, -abs(t)))
    return {
        "statistic": Estimate(value=t, n=n, missing=missing, method=method),
        "df": Estimate(value=int(df) if pooled else df, n=n, missing=missing, method=method),
        "p": Estimate(value=p, n=n, missing=missing, method=method),
    }


def _standard_error(first: Weights, second: Weights, pooled: bool) -> tuple[float, float, str]:
    if reason := enough((first, second), 2):
        return 0.0, 0.0, reason
    m, n = size(first), size(second)
    first_variance, second_variance = variance(first), variance(second)
    if first_variance == second_variance == 0:
        return 0.0, 0.0, "all values of each group are equal, so the test is undefined"
    if pooled:
        common = ((m - 1) * first_variance + (n - 1) * second_variance) / (m + n - 2)
        return root_to_float(common * (Fraction(1, m) + Fraction(1, n))), float(m + n - 2), ""
    a, b = first_variance / m, second_variance / n
    df = (a + b) ** 2 / (a * a / (m - 1) + b * b / (n - 1))
    return root_to_float(a + b), float(df), ""


def rank_sum_test(first: Weights, second: Weights, *, missing: int = 0) -> dict[str, Estimate]:
    """Return U and two-sided P of the Mann-Whitney test, exact under ties up to 100."""
    n = size(first) + size(second)
    if reason := enough((first, second), 1):
        return {key: null(reason, n=n, missing=missing) for key in ("statistic", "p")}
    test = rank_sum(first, second)
    how = "exact under ties" if test.is_exact else "normal, corrected for ties and continuity"
    method = f"Mann-Whitney test, two-sided, {how}"
    return {
        "statistic": Estimate(value=test.statistic, n=n, missing=missing, method=method),
        "p": Estimate(value=float(test.p), n=n, missing=missing, method=method),
    }


def standardised_difference(
    first: Weights, second: Weights, level: Fraction, *, missing: int = 0
) -> dict[str, Estimate]:
    """Return the standardised differences of two groups: d with limits, g, and smd.

    d is over the pooled SD, its limits from the noncentral t distribution; g is d times
    Hedges' exact factor; smd is over the root of the mean of both variances, as tables
    of balance have it.

    Examples
    --------
    >>> first, second = {Fraction(3): 1, Fraction(5): 2}, {Fraction(1): 2, Fraction(4): 2}
    >>> estimates = standardised_difference(first, second, Fraction(95))
    >>> [round(float(estimates[key].value), 3) for key in ("d", "g", "smd")]
    [1.2, 1.009, 1.246]
    """
    n = size(first) + size(second)
    names = ("d", "d_low", "d_high", "g", "smd")
    error, df, reason = _standard_error(first, second, True)
    if reason:
        reason = reason.replace("the test", "the effect")
        return {key: null(reason, n=n, missing=missing) for key in names}
    difference = mean(first) - mean(second)
    m, k = size(first), size(second)
    root = math.sqrt(m * k / (m + k))
    t = float(difference) / error
    d = t / root
    tail = float((100 - level) / 200)
    factor = math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)
    limits = f"noncentral t interval, {float(level):g}%"
    too_far = abs(t) > LARGEST_T
    tails = [
        0.0 if too_far else noncentrality(t, int(df), probability) / root
        for probability in (1 - tail, tail)
    ]
    values = {
        "d": (d, "difference of means / pooled SD"),
        "d_low": (tails[0], limits),
        "d_high": (tails[1], limits),
        "g": (d * factor, "d times the exact Hedges factor"),
        "smd": (
            float(difference) / root_to_float((variance(first) + variance(second)) / 2),
            "difference of means / root of the mean variance",
        ),
    }
    estimates = {
        key: Estimate(value=value, n=n, missing=missing, method=method)
        for key, (value, method) in values.items()
    }
    if too_far:
        estimates |= {key: null(TOO_FAR, n=n, missing=missing) for key in ("d_low", "d_high")}
    return estimates


def analysis_of_variance(groups: Sequence[Weights], *, missing: int = 0) -> dict[str, Estimate]:
    """Return F, both degrees of freedom and P of the one-way analysis of variance.

    ``anova(lm(value ~ group))`` in R; F is exact.

    Examples
    --------
    >>> groups = [{Fraction(1): 1, Fraction(2): 1}, {Fraction(3): 2, Fraction(4): 1}]
    >>> estimates = analysis_of_variance(groups)
    >>> estimates["statistic"].value, estimates["df"].value, estimates["df2"].value
    (Fraction(363, 35), 1, 3)
    """
    groups = [group for group in groups if group]  # one that nobody has says nothing
    n, k = sum(size(group) for group in groups), len(groups)
    method = "one-way analysis of variance"
    reason = _several(groups) or ("" if n > k else f"needs more than {k} participants, found {n}")
    within = Fraction(0)
    if not reason:
        within = sum(
            (variance(group) * (size(group) - 1) for group in groups if size(group) > 1),
            Fraction(0),
        )
        if within == 0:
            reason = "all values of each group are equal, so the test is undefined"
    if reason:
        return {
            key: null(reason, n=n, missing=missing, method=method)
            for key in ("statistic", "df", "df2", "p")
        }
    from sacroreport.statistics.special import fdtrc

    grand = sum((mean(group) * size(group) for group in groups), Fraction(0)) / n
    between = sum((size(group) * (mean(group) - grand) ** 2 for group in groups), Fraction(0))
    statistic = (between / (k - 1)) / (within / (n - k))
    p = float(fdtrc(k - 1, n - k, float(statistic)))
    return {
        "statistic": Estimate(value=statistic, n=n, missing=missing, method=method),
        "df": Estimate(value=k - 1, n=n, missing=missing, method=method),
        "df2": Estimate(value=n - k, n=n, missing=missing, method=method),
        "p": Estimate(value=p, n=n, missing=missing, method=method),
    }


def kruskal_wallis(groups: Sequence[Weights], *, missing: int = 0) -> dict[str, Estimate]:
    """Return H corrected for ties, degrees of freedom and chi-square P.

    ``kruskal.test`` in R; H is exact, its distribution an approximation.

    Examples
    --------
    >>> groups = [{Fraction(1): 1, Fraction(2): 1}, {Fraction(2): 1, Fraction(4): 1}]
    >>> kruskal_wallis(groups)["statistic"].value
    Fraction(3, 2)
    """
    groups = [group for group in groups if group]  # one that nobody has says nothing
    n, k = sum(size(group) for group in groups), len(groups)
    method = "Kruskal-Wallis test, corrected for ties, chi-square distribution"
    together: dict[Fraction, int] = {}
    for group in groups:
        for value, count in group.items():
            together[value] = together.get(value, 0) + count
    reason = _several(groups)
    if not reason and len(together) < 2:
        reason = "all values are equal, so the test is undefined"
    if reason:
        return {
            key: null(reason, n=n, missing=missing, method=method)
            for key in ("statistic", "df", "p")
        }
    from sacroreport.statistics.special import chdtrc

    ranks = doubled_midranks(together)
    spread = Fraction(0)
    for group in groups:
        total = Fraction(sum(ranks[value] * count for value, count in group.items()), 2)
        spread += total * total / size(group)
    tied = Fraction(sum(count**3 - count for count in together.values()), n**3 - n)
    statistic = (Fraction(12, n * (n + 1)) * spread - 3 * (n + 1)) / (1 - tied)
    return {
        "statistic": Estimate(value=statistic, n=n, missing=missing, method=method),
        "df": Estimate(value=k - 1, n=n, missing=missing, method=method),
        "p": Estimate(
            value=float(chdtrc(k - 1, float(statistic))), n=n, missing=missing, method=method
        ),
    }
