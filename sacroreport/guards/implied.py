"""The P values that a printed test statistic leaves possible."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from sacroreport.guards.shown import Printed, Shown

T_TESTS = frozenset({"t", "welch", "student", "pearson"})
CHI_SQUARE = frozenset({"chi_square", "chi_square_yates", "trend", "kruskal", "stuart_maxwell"})
F_TESTS = frozenset({"anova", "ancova"})
SLACK = 1e-9
"""Relative error that a distribution function may make."""

Tail = Callable[..., float]


def implied_p(printed: Printed, prefix: str, statistic: Shown) -> tuple[float, float] | None:
    """Return the smallest and largest P of a statistic that is printed so.

    The statistic may be anything that is printed so, and so may fractional degrees of
    freedom. Those that are not printed are taken as they are. ``None`` where P does not
    follow from the two, as in a test by ranks.
    """
    kind = _kind(printed, prefix)
    if not kind:
        return None
    df = _degrees(printed, f"{prefix}.df")
    df2 = _degrees(printed, f"{prefix}.df2") if kind == "F" else (1.0, 1.0)
    if df is None or df2 is None:
        return None
    number = statistic.number
    sizes = sorted(abs(float(one)) for one in (number.low, number.high))
    smallest = 0.0 if number.low <= 0 <= number.high else sizes[0]
    tail = _tail(kind)
    ends = [tail(size, *at) for size in (smallest, sizes[1]) for at in _corners(kind, df, df2)]
    return min(ends) * (1 - SLACK), max(ends) * (1 + SLACK)


def _kind(printed: Printed, prefix: str) -> str:
    name, _, part = prefix.rpartition(".")
    analysis = printed.study.analyses.get(name)
    if analysis is None:
        return ""
    if part == "interaction":
        return "F"
    if part == "heterogeneity":
        return "chi-square"
    if part != "test":
        return ""
    if analysis.test in T_TESTS:
        return "t"
    if analysis.test in F_TESTS:
        return "F"
    return "chi-square" if analysis.test in CHI_SQUARE else ""


def _degrees(printed: Printed, id_: str) -> tuple[float, float] | None:
    """Return between what degrees of freedom lie; whole ones are exact."""
    result, shown = printed.results.get(id_), printed.first(id_)
    if result is None or result.value is None:
        return None
    if shown is None:
        return float(result.value), float(result.value)
    number = shown.number
    # Where a style rounds fractional ones to none, a whole number may be a rounded one.
    if not number.decimals and printed.values.style.digits.df:
        return float(number.value), float(number.value)
    return max(float(number.low), float(Fraction(1, 1000))), float(number.high)


def _corners(
    kind: str, df: tuple[float, float], df2: tuple[float, float]
) -> list[tuple[float, ...]]:
    if kind == "F":
        return [(first, second) for first in df for second in df2]
    return [(one,) for one in df]


def _tail(kind: str) -> Tail:
    """Return P as a function of a statistic and its degrees of freedom."""
    # Nobody waits for SciPy whose documents print no such test.
    from sacroreport.statistics.special import chdtrc, fdtrc, stdtr

    if kind == "t":
        return lambda size, df: 2 * float(stdtr(df, -size))
    if kind == "F":
        return lambda size, df, df2: float(fdtrc(df, df2, size))
    return lambda size, df: float(chdtrc(df, size))
