"""Limits of a proportion."""

from __future__ import annotations

import math
from fractions import Fraction


def clopper_pearson(count: int, n: int, level: Fraction) -> tuple[float, float]:
    """Return the exact binomial limits of a proportion, in percent.

    Parameters
    ----------
    count, n
        Participants with the property, and all of them.
    level
        Coverage in percent; each tail has half of the rest, also when the count is 0
        or n and one limit lies on the border.

    Raises
    ------
    ValueError
        If n is 0.

    Notes
    -----
    Quantiles of beta distributions [1]_; equal to ``binom.test(count, n)$conf.int``
    in R.

    References
    ----------
    .. [1] Clopper CJ, Pearson ES. The use of confidence or fiducial limits
       illustrated in the case of the binomial. Biometrika 1934;26:404-413.

    Examples
    --------
    >>> low, high = clopper_pearson(0, 28, Fraction(95))
    >>> low, round(high, 3)
    (0.0, 12.344)
    """
    from sacroreport.statistics.special import betaincinv

    _check(count, n)
    tail = float((100 - level) / 200)
    low = 0.0 if count == 0 else float(betaincinv(count, n - count + 1, tail))
    high = 1.0 if count == n else float(betaincinv(count + 1, n - count, 1 - tail))
    return 100 * low, 100 * high


def wilson(count: int, n: int, level: Fraction) -> tuple[float, float]:
    """Return the Wilson score limits of a proportion, in percent.

    Equal to ``prop.test(count, n, correct = FALSE)$conf.int`` in R [1]_.

    References
    ----------
    .. [1] Wilson EB. Probable inference, the law of succession, and statistical
       inference. J Am Stat Assoc 1927;22:209-212.

    Examples
    --------
    >>> [round(limit, 2) for limit in wilson(24, 28, Fraction(95))]
    [68.51, 94.3]
    """
    from sacroreport.statistics.special import ndtri

    _check(count, n)
    z2 = float(ndtri(float((100 + level) / 200))) ** 2
    center = (count + z2 / 2) / (n + z2)
    half = math.sqrt(z2 * (count * (n - count) / n + z2 / 4)) / (n + z2)
    low = 0.0 if count == 0 else center - half
    high = 1.0 if count == n else center + half
    return 100 * low, 100 * high


def upper_one_sided(n: int, level: Fraction) -> float:
    """Return the one-sided upper limit in percent when nothing was counted among n.

    The whole of 100 − ``level`` lies in the upper tail: 100 (1 − α^(1/n)); the rule of
    three is its approximation.

    Examples
    --------
    >>> round(upper_one_sided(28, Fraction(95)), 2)
    10.15
    """
    _check(0, n)
    return -100 * math.expm1(math.log(float((100 - level) / 100)) / n)


def _check(count: int, n: int) -> None:
    if n < 1 or not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is no proportion")
