"""How far the means of groups lie apart, beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.exact import Number
from sacroreport.statistics.moments import Weights, mean, size, variance

LEAST_GROUPS, LEAST_IN_GROUP = 5, 10
"""Below so many groups, or so many in one of them, Q and I² are not given."""


def heterogeneity(groups: Sequence[Weights], *, missing: int = 0) -> dict[str, Estimate]:
    """Return Cochran's Q of the means of groups with df, P and I² in percent.

    Q weights each mean by n / variance; I² is the part of Q beyond its degrees of
    freedom [1]_.

    References
    ----------
    .. [1] Higgins JPT, Thompson SG. Quantifying heterogeneity in a meta-analysis. Stat
       Med 2002;21:1539-1558.

    Examples
    --------
    >>> groups = [{Fraction(shift): 5, Fraction(shift + 1): 5} for shift in (0, 0, 1, 1, 2)]
    >>> estimates = heterogeneity(groups)
    >>> estimates["statistic"].value, estimates["df"].value, estimates["i2"].value
    (Fraction(504, 5), 4, Fraction(6050, 63))
    """
    n = sum(size(group) for group in groups)
    method = "Cochran's Q, means weighted by n / variance"
    smallest = min(size(group) for group in groups)
    reason = ""
    if len(groups) < LEAST_GROUPS or smallest < LEAST_IN_GROUP:
        reason = (
            f"needs {LEAST_GROUPS} groups of {LEAST_IN_GROUP}, found {len(groups)} with "
            f"{smallest} in the smallest"
        )
    elif any(variance(group) == 0 for group in groups):
        reason = "all values of a group are equal, so its mean has no weight"
    if reason:
        names = ("statistic", "df", "p", "i2")
        return {key: null(reason, n=n, missing=missing, method=method) for key in names}
    from sacroreport.statistics.special import chdtrc

    weighted = [(size(group) / variance(group), mean(group)) for group in groups]
    center = sum((w * m for w, m in weighted), Fraction(0)) / sum(w for w, _ in weighted)
    q = sum((w * (m - center) ** 2 for w, m in weighted), Fraction(0))
    df = len(groups) - 1
    share = max(Fraction(0), 100 * (q - df) / q) if q else Fraction(0)
    values: dict[str, Number] = {
        "statistic": q, "df": df, "p": float(chdtrc(df, float(q))), "i2": share,
    }  # fmt: skip
    return {
        key: Estimate(value=value, n=n, missing=missing, method=method)
        for key, value in values.items()
    }
