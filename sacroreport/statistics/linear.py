"""Linear models by least squares, in exact arithmetic."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Row = tuple[tuple[Fraction, ...], Fraction, int]
"""Predictors, response, and how many participants have both."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model.

    Attributes
    ----------
    coefficients
        One for each predictor.
    inverse
        The inverse of X'X; times the residual variance it is the covariance.
    residual
        Sum of the squared residuals.
    n
        Participants.
    """

    coefficients: tuple[Fraction, ...]
    inverse: tuple[tuple[Fraction, ...], ...]
    residual: Fraction
    n: int

    @property
    def df(self) -> int:
        """Residual degrees of freedom."""
        return self.n - len(self.coefficients)

    def contrast(self, weights: Sequence[Fraction]) -> Fraction:
        """Return a weighted sum of the coefficients."""
        return sum((w * b for w, b in zip(weights, self.coefficients, strict=True)), Fraction(0))

    def variance(self, weights: Sequence[Fraction]) -> Fraction:
        """Return the variance of a contrast; it needs a residual degree of freedom."""
        spread = sum(
            (
                w * v * c
                for w, row in zip(weights, self.inverse, strict=True)
                if w
                for v, c in zip(weights, row, strict=True)
            ),
            Fraction(0),
        )
        return spread * self.residual / self.df


def least_squares(rows: Iterable[Row]) -> Fit | None:
    """Fit a linear model; ``lm`` in R.

    The normal equations are solved in fractions, so that no predictor is too large or too
    close to another one for the digits of a float.

    Parameters
    ----------
    rows
        Predictors (an intercept is one of them, a column of 1), response and count.

    Returns
    -------
    fit
        ``None`` where one predictor follows from the others.

    Examples
    --------
    >>> rows = [((Fraction(1), Fraction(x)), Fraction(y), 1) for x, y in ((0, 1), (1, 3), (2, 4))]
    >>> fit = least_squares(rows)
    >>> fit.coefficients, fit.residual, fit.df
    ((Fraction(7, 6), Fraction(3, 2)), Fraction(1, 6), 1)
    """
    counted = list(rows)
    if not counted:
        return None
    # Whole numbers are several times faster to add up than fractions.
    columns = [list(column) for column in zip(*(row[0] for row in counted), strict=True)]
    columns.append([row[1] for row in counted])
    scales = [math.lcm(*(value.denominator for value in column)) for column in columns]
    whole = [
        [value.numerator * (scale // value.denominator) for value in column]
        for column, scale in zip(columns, scales, strict=True)
    ]
    times = [row[2] for row in counted]
    size = len(columns) - 1
    products = [
        [
            Fraction(
                sum(a * b * count for a, b, count in zip(whole[i], whole[j], times, strict=True)),
                scales[i] * scales[j],
            )
            for j in range(size + 1)
        ]
        for i in range(size + 1)
    ]
    turned = inverse([row[:size] for row in products[:size]])
    if turned is None:
        return None
    moments = [products[i][size] for i in range(size)]
    coefficients = tuple(
        sum((a * b for a, b in zip(row, moments, strict=True)), Fraction(0)) for row in turned
    )
    explained = sum((b * m for b, m in zip(coefficients, moments, strict=True)), Fraction(0))
    return Fit(coefficients, turned, products[size][size] - explained, sum(times))


def inverse(matrix: Sequence[Sequence[Fraction]]) -> tuple[tuple[Fraction, ...], ...] | None:
    """Invert a square matrix by elimination; ``None`` for one that has no inverse.

    Examples
    --------
    >>> inverse([[Fraction(2), Fraction(0)], [Fraction(1), Fraction(1)]])
    ((Fraction(1, 2), Fraction(0, 1)), (Fraction(-1, 2), Fraction(1, 1)))
    """
    size = len(matrix)
    work = [[*row, *(Fraction(int(i == j)) for j in range(size))] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = next((row for row in range(column, size) if work[row][column]), None)
        if pivot is None:
            return None
        work[column], work[pivot] = work[pivot], work[column]
        factor = work[column][column]
        work[column] = [value / factor for value in work[column]]
        for row in range(size):
            if row != column and (factor := work[row][column]):
                work[row] = [a - factor * b for a, b in zip(work[row], work[column], strict=True)]
    return tuple(tuple(row[size:]) for row in work)


def compare_fits(smaller: Fit, larger: Fit) -> tuple[Fraction, int, int]:
    """Return F and its degrees of freedom for the predictors that one model has more.

    ``anova(smaller, larger)`` in R.

    Raises
    ------
    ZeroDivisionError
        If the larger model leaves no residual.
    """
    more = len(larger.coefficients) - len(smaller.coefficients)
    gained = (smaller.residual - larger.residual) / more
    return gained / (larger.residual / larger.df), more, larger.df
