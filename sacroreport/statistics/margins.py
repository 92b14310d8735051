"""Tests of the margins of a square table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.exact import Number
from sacroreport.statistics.linear import inverse


def stuart_maxwell(table: Sequence[Sequence[int]], *, missing: int = 0) -> dict[str, Estimate]:
    """Return chi-square, degrees of freedom and P of the Stuart-Maxwell test.

    Whether the levels are as frequent before as after [1]_. A level that nobody left or
    entered says nothing and is left out, with its degree of freedom.

    Parameters
    ----------
    table
        Participants by level before (rows) and after (columns).

    References
    ----------
    .. [1] Maxwell AE. Comparing the classification of subjects by two independent judges.
       Br J Psychiatry 1970;116:651-655.

    Examples
    --------
    >>> estimates = stuart_maxwell([[35, 5, 0], [15, 20, 5], [10, 5, 5]])
    >>> estimates["statistic"].value, estimates["df"].value, round(estimates["p"].value, 6)
    (Fraction(14, 1), 2, 0.000912)
    """
    n = sum(map(sum, table))
    method = "Stuart-Maxwell test of the margins, chi-square distribution"
    levels = range(len(table))
    before = [sum(row) for row in table]
    after = [sum(row[level] for row in table) for level in levels]
    moved = [level for level in levels if before[level] + after[level] > 2 * table[level][level]]
    kept = moved[1:]  # the margins have one sum, so one level follows from the others
    reason = "" if kept else "no participant changed, so the test is undefined"
    spread = [
        [
            Fraction(before[i] + after[i] - 2 * table[i][i])
            if i == j
            else Fraction(-table[i][j] - table[j][i])
            for j in kept
        ]
        for i in kept
    ]
    turned = inverse(spread)
    if turned is None and not reason:
        reason = "the changes are within parts of the levels that nobody crosses"
    if reason or turned is None:
        names = ("statistic", "df", "p")
        return {key: null(reason, n=n, missing=missing, method=method) for key in names}
    from sacroreport.statistics.special import chdtrc

    gaps = [before[level] - after[level] for level in kept]
    statistic = sum(
        (
            a * b * c
            for a, row in zip(gaps, turned, strict=True)
            for b, c in zip(gaps, row, strict=True)
        ),
        Fraction(0),
    )
    values: dict[str, Number] = {
        "statistic": statistic, "df": len(kept), "p": float(chdtrc(len(kept), float(statistic))),
    }  # fmt: skip
    return {
        key: Estimate(value=value, n=n, missing=missing, method=method)
        for key, value in values.items()
    }
