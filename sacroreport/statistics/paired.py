"""Changes within participants: limits of their mean, tests, standardised effects."""

from __future__ import annotations

import math
from fractions import Fraction

from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.exact import root_to_float
from sacroreport.statistics.moments import Weights, mean, size, variance
from sacroreport.statistics.ranks import signed_rank

LARGEST_T = 10_000
"""Beyond it the noncentral t distribution cannot be computed in a useful time."""
TOO_FAR = f"t is beyond {LARGEST_T:,}, too far for noncentral limits"


def mean_limits(weights: Weights, level: Fraction, *, missing: int = 0) -> dict[str, Estimate]:
    """Return the t limits of a mean: mean ± t(n − 1) · SD / √n.

    Equal to ``t.test(x)$conf.int`` in R.

    Examples
    --------
    >>> estimates = mean_limits(
    ...     {Fraction(-22): 1, Fraction(-14): 1, Fraction(-19): 1}, Fraction(95)
    ... )
    >>> round(estimates["low"].value, 2), round(estimates["high"].value, 2)
    (-28.37, -8.29)
    """
    n = size(weights)
    method = f"t interval of the mean, {float(level):g}%"
    if n < 2:
        why = f"needs 2 complete pairs, found {n}"
        return {key: null(why, n=n, missing=missing, method=method) for key in ("low", "high")}
    from sacroreport.statistics.special import stdtrit

    center = float(mean(weights))
    quantile = float(stdtrit(n - 1, float((100 + level) / 200)))
    half = quantile * root_to_float(variance(weights) / n)
    return {
        "low": Estimate(value=center - half, n=n, missing=missing, method=method),
        "high": Estimate(value=center + half, n=n, missing=missing, method=method),
    }


def t_test(change: Weights, *, missing: int = 0) -> dict[str, Estimate]:
    """Return t, degrees of freedom and two-sided P of the paired t test.

    t is the mean change over its standard error, so it has the sign of the change.
    Equal to ``t.test(after, before, paired = TRUE)`` in R.

    Examples
    --------
    >>> estimates = t_test({Fraction(-22): 1, Fraction(-14): 1, Fraction(-19): 1})
    >>> (
    ...     round(estimates["statistic"].value, 4),
    ...     estimates["df"].value,
    ...     round(estimates["p"].value, 5),
    ... )
    (-7.8571, 2, 0.01582)
    >>> t_test({Fraction(3): 5})["p"].reason
    'all changes are equal, so the test is undefined'
    """
    n = size(change)
    method = "paired t test, two-sided"
    t, why = t_statistic(change)
    if t is None:
        return {
            key: null(why, n=n, missing=missing, method=method) for key in ("statistic", "df", "p")
        }
    from sacroreport.statistics.special import stdtr

    p = 2 * float(stdtr(n - 1, -abs(t)))
    return {
        "statistic": Estimate(value=t, n=n, missing=missing, method=method),
        "df": Estimate(value=n - 1, n=n, missing=missing, method=method),
        "p": Estimate(value=p, n=n, missing=missing, method=method),
    }


def wilcoxon(change: Weights, zeros: str = "drop", *, missing: int = 0) -> dict[str, Estimate]:
    """Return V and two-sided P of the signed-rank test, exact under ties up to 200 changes.

    V is the sum of the ranks of the positive changes, as in R.

    Examples
    --------
    >>> estimates = wilcoxon({Fraction(-22): 1, Fraction(-14): 1, Fraction(3): 2})
    >>> estimates["statistic"].value, estimates["p"].value
    (Fraction(3, 1), 0.625)
    """
    n = size(change)
    test = signed_rank(change, zeros=zeros)
    rule = "zeros dropped" if zeros == "drop" else "zeros ranked (Pratt)"
    method = f"Wilcoxon signed-rank test, two-sided, {rule}"
    if test is None:
        why = "no change differs from 0" if n else "no complete pair"
        return {key: null(why, n=n, missing=missing, method=method) for key in ("statistic", "p")}
    how = "exact under ties" if test.is_exact else "normal, corrected for ties and continuity"
    method += f", {how}"
    return {
        "statistic": Estimate(value=test.statistic, n=n, missing=missing, method=method),
        "p": Estimate(value=float(test.p), n=n, missing=missing, method=method),
    }


def t_statistic(change: Weights) -> tuple[float | None, str]:
    """Return t of the mean change, or ``None`` and the reason why there is none."""
    n = size(change)
    if n < 2:
        return None, f"needs 2 complete pairs, found {n}"
    spread = variance(change)
    if spread == 0:
        return None, "all changes are equal, so the test is undefined"
    center = mean(change)
    return math.copysign(root_to_float(center * center * n / spread), center), ""


def standardised_change(
    change: Weights, level: Fraction, *, missing: int = 0
) -> dict[str, Estimate]:
    """Return the standardised mean change: dz with its limits, and gz.

    dz is the mean change divided by the SD of the changes. Its limits come from the
    noncentral t distribution [1]_; gz is dz times the exact small-sample factor
    J = Γ(m/2) / (√(m/2) Γ((m − 1)/2)) with m = n − 1 [2]_.

    References
    ----------
    .. [1] Cumming G, Finch S. A primer on the understanding, use, and calculation of
       confidence intervals that are based on central and noncentral distributions.
       Educ Psychol Meas 2001;61:532-574.
    .. [2] Hedges LV. Distribution theory for Glass's estimator of effect size and
       related estimators. J Educ Stat 1981;6:107-128.

    Examples
    --------
    >>> estimates = standardised_change(
    ...     {Fraction(-22): 1, Fraction(-14): 1, Fraction(-19): 1, Fraction(-20): 1}, Fraction(95)
    ... )
    >>> round(estimates["dz"].value, 3), round(estimates["gz"].value, 3)
    (-5.509, -3.986)
    """
    n = size(change)
    method = "mean change / SD of the changes"
    names = ("dz", "dz_low", "dz_high", "gz")
    t, why = t_statistic(change)
    if t is None:
        why = why.replace("the test", "the effect")
        return {key: null(why, n=n, missing=missing, method=method) for key in names}
    dz = t / math.sqrt(n)
    too_far = abs(t) > LARGEST_T
    tail = float((100 - level) / 200)
    m = n - 1
    limits = [
        0.0 if too_far else noncentrality(t, m, probability) / math.sqrt(n)
        for probability in (1 - tail, tail)
    ]
    values: dict[str, tuple[float, str]] = {
        "dz": (dz, method),
        "dz_low": (limits[0], f"noncentral t interval, {float(level):g}%"),
        "dz_high": (limits[1], f"noncentral t interval, {float(level):g}%"),
    }
    result = {
        key: Estimate(value=value, n=n, missing=missing, method=how)
        for key, (value, how) in values.items()
    }
    if too_far:
        for key in ("dz_low", "dz_high"):
            result[key] = null(TOO_FAR, n=n, missing=missing, method=values[key][1])
    if m < 2:
        result["gz"] = null(
            "the small-sample factor needs 3 complete pairs", n=n, missing=missing, method=method
        )
    else:
        factor = math.exp(math.lgamma(m / 2) - math.lgamma((m - 1) / 2)) / math.sqrt(m / 2)
        result["gz"] = Estimate(
            value=dz * factor, n=n, missing=missing, method="dz times the exact Hedges factor"
        )
    return result


def noncentrality(t: float, df: int, probability: float) -> float:
    """Return the noncentrality under which ``t`` has a given probability below it.

    Starts from scipy's inverse, which stops early, and improves it by secant steps.

    Examples
    --------
    >>> round(noncentrality(-11.768640027610122, 27, 0.975), 6)
    -15.421918
    """
    from sacroreport.statistics.special import nctdtr, nctdtrinc

    if t < 0:  # by symmetry; the library is at its best for positive t
        return -noncentrality(-t, df, 1 - probability)
    first = float(nctdtrinc(df, probability, t))
    second = first + 1e-5 * max(1.0, abs(first))
    miss_first = float(nctdtr(df, first, t)) - probability
    for _ in range(8):
        miss_second = float(nctdtr(df, second, t)) - probability
        if miss_second == miss_first:
            break
        step = miss_second * (second - first) / (miss_second - miss_first)
        first, miss_first, second = second, miss_second, second - step
        if abs(step) <= 1e-13 * max(1.0, abs(second)):
            break
    return second
