"""Mean, variance and quantiles of counted values, in exact arithmetic."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from sacroreport.data.numbers import Scaled
from sacroreport.statistics.exact import Root

Weights = Mapping[Fraction, int]
"""Distinct values with how many participants have each."""


def size(weights: Weights) -> int:
    """Return the number of participants."""
    return int(weights.counts.sum()) if isinstance(weights, Scaled) else sum(weights.values())


def mean(weights: Weights) -> Fraction:
    """Return the arithmetic mean.

    Raises
    ------
    ValueError
        If there is no value.

    Examples
    --------
    >>> mean({Fraction("8.9"): 2, Fraction(7): 1})
    Fraction(124, 15)
    """
    n = size(weights)
    if n == 0:
        raise ValueError("the mean of no values is undefined")
    scaled = Scaled.of(weights)
    return Fraction(scaled.total(1), scaled.scale * n)


def variance(weights: Weights) -> Fraction:
    """Return the sample variance, divided by n - 1.

    Notes
    -----
    ``var(x)`` in R. In exact arithmetic the textbook formula
    (Σx² − (Σx)²/n) / (n − 1) loses nothing.

    Raises
    ------
    ValueError
        If there are fewer than two participants.

    Examples
    --------
    >>> variance({Fraction(1): 1, Fraction(2): 1, Fraction(4): 1})
    Fraction(7, 3)
    """
    n = size(weights)
    if n < 2:
        raise ValueError("the variance of fewer than two values is undefined")
    scaled = Scaled.of(weights)
    # About a whole number near the mean: the same variance, of smaller numbers.
    center = int(scaled.whole[len(scaled) // 2])
    total, squares = scaled.total(1, center), scaled.total(2, center)
    return Fraction(n * squares - total * total, n * (n - 1) * scaled.scale**2)


def standard_deviation(weights: Weights) -> Root:
    """Return the sample standard deviation as an exact root; ``sd(x)`` in R.

    Examples
    --------
    >>> standard_deviation({Fraction(0): 1, Fraction(2): 1})
    Root(square=Fraction(2, 1))
    """
    return Root(variance(weights))


def quantile(weights: Weights, probability: Fraction) -> Fraction:
    """Return a quantile of type 7, the default of R and numpy.

    With the values sorted as x₀ … xₙ₋₁ and h = (n − 1)p, the quantile lies the part
    h − ⌊h⌋ of the way from x at ⌊h⌋ to the next value [1]_.

    References
    ----------
    .. [1] Hyndman RJ, Fan Y. Sample quantiles in statistical packages. Am Stat
       1996;50:361-365.

    Examples
    --------
    >>> quantile({Fraction(1): 1, Fraction(2): 1, Fraction(4): 1, Fraction(8): 1}, Fraction(1, 4))
    Fraction(7, 4)
    """
    n = size(weights)
    if n == 0:
        raise ValueError("a quantile of no values is undefined")
    position = (n - 1) * probability
    below = math.floor(position)
    scaled = Scaled.of(weights)
    ranks = (below, min(below + 1, n - 1))
    first, second = (
        int(scaled.whole[place])
        for place in scaled.counts.cumsum().searchsorted(ranks, side="right")
    )
    return (first + (position - below) * (second - first)) / scaled.scale
