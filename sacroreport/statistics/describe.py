"""Descriptions of one column: a number, a flag, a category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from sacroreport.data.numbers import Scaled
from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.exact import Number
from sacroreport.statistics.moments import Weights, mean, quantile, size, standard_deviation
from sacroreport.statistics.proportion import clopper_pearson, upper_one_sided, wilson
from sacroreport.study.expression import Value

QUARTERS = (("q1", Fraction(1, 4)), ("median", Fraction(1, 2)), ("q3", Fraction(3, 4)))
NO_VALUES = "no participant has a value"
LIMITS = {"clopper_pearson": clopper_pearson, "wilson": wilson}
LIMIT_NAMES = {"clopper_pearson": "exact (Clopper-Pearson)", "wilson": "Wilson score"}


def known(column: Mapping[Value | None, int]) -> dict[Fraction, int]:
    """Return the numbers of a column with their counts, missing values left out."""
    result: Counter[Fraction] = Counter()
    for value, count in column.items():
        if isinstance(value, Fraction):
            result[value] += count
    return dict(result)


def denominators(n: int, missing: int) -> dict[str, Estimate]:
    """Return ``n`` and ``missing``."""
    return {
        "n": Estimate(value=n, n=n, missing=missing, method="count"),
        "missing": Estimate(value=missing, n=n, missing=missing, method="count"),
    }


def describe_number(
    weights: Weights, *, missing: int = 0, denominator: bool = True
) -> dict[str, Estimate]:
    """Describe a number: mean, SD (n − 1), quartiles of type 7, smallest, largest.

    Parameters
    ----------
    weights
        Distinct values with their counts.
    missing
        Participants without a value.
    denominator
        Whether to return ``n`` and ``missing`` as well.

    Examples
    --------
    >>> estimates = describe_number({Fraction(8): 2, Fraction(10): 1}, missing=1)
    >>> estimates["mean"].value, estimates["sd"].value, estimates["missing"].value
    (Fraction(26, 3), Root(square=Fraction(4, 3)), 1)
    >>> describe_number({})["mean"].reason
    'no participant has a value'
    """
    n = size(weights)
    result = denominators(n, missing) if denominator else {}
    weights = Scaled.of(weights)  # sorted once for all

    def estimate(value: Callable[[], Number], method: str, least: int = 1) -> Estimate:
        if n < least:
            reason = NO_VALUES if n == 0 else f"needs {least} participants, found {n}"
            return null(reason, n=n, missing=missing, method=method)
        return Estimate(value=value(), n=n, missing=missing, method=method)

    result["mean"] = estimate(lambda: mean(weights), "arithmetic mean, exact")
    result["sd"] = estimate(
        lambda: standard_deviation(weights), "sample standard deviation (n - 1), exact", 2
    )
    for name, probability in QUARTERS:
        result[name] = estimate(
            partial(quantile, weights, probability), "quantile of type 7, exact"
        )
    result["min"] = estimate(lambda: next(iter(weights)), "smallest value")
    result["max"] = estimate(
        lambda: Fraction(int(weights.whole[-1]), weights.scale), "largest value"
    )
    return result


def proportion(
    count: int, n: int, *, missing: int, level: Fraction, interval: str
) -> dict[str, Estimate]:
    """Return count, percentage and its limits.

    Examples
    --------
    >>> estimates = proportion(7, 28, missing=0, level=Fraction(95), interval="clopper_pearson")
    >>> (
    ...     estimates["percent"].value,
    ...     round(estimates["low"].value, 2),
    ...     round(estimates["high"].value, 2),
    ... )
    (Fraction(25, 1), 10.69, 44.87)
    """
    result = {"count": Estimate(value=count, n=n, missing=missing, method="count")}
    method = f"{LIMIT_NAMES[interval]} {_plain(level)}% interval"
    if n == 0:
        for name in ("percent", "low", "high"):
            result[name] = null(NO_VALUES, n=n, missing=missing, method=method)
        return result
    low, high = LIMITS[interval](count, n, level)
    result["percent"] = Estimate(
        value=Fraction(100 * count, n), n=n, missing=missing, method="count / n, exact"
    )
    result["low"] = Estimate(value=low, n=n, missing=missing, method=method)
    result["high"] = Estimate(value=high, n=n, missing=missing, method=method)
    return result


def describe_flag(
    column: Mapping[Value | None, int], level: Fraction, interval: str
) -> dict[str, Estimate]:
    """Describe yes or no: how many are yes, out of those known."""
    missing = column.get(None, 0)
    n = sum(column.values()) - missing
    estimates = proportion(column.get(True, 0), n, missing=missing, level=level, interval=interval)
    return {**denominators(n, missing), **estimates}


def describe_category(
    column: Mapping[Value | None, int], parts: Mapping[str, str], level: Fraction, interval: str
) -> dict[str, Estimate]:
    """Describe a category; ``parts`` maps each code to its part of the id."""
    missing = column.get(None, 0)
    n = sum(column.values()) - missing
    result = denominators(n, missing)
    for code, part in parts.items():
        estimates = proportion(
            column.get(code, 0), n, missing=missing, level=level, interval=interval
        )
        result |= {f"{part}.{key}": estimate for key, estimate in estimates.items()}
    return result


def describe_multi(
    column: Mapping[Value | None, int], parts: Mapping[str, str], level: Fraction, interval: str
) -> dict[str, Estimate]:
    """Describe a variable with any number of codes: each code out of all participants known.

    The percentages need not sum to 100.
    """
    missing = column.get(None, 0)
    n = sum(column.values()) - missing
    result = denominators(n, missing)
    for code, part in parts.items():
        count = sum(
            number
            for codes, number in column.items()
            if isinstance(codes, frozenset) and code in codes
        )
        estimates = proportion(count, n, missing=missing, level=level, interval=interval)
        result |= {f"{part}.{key}": estimate for key, estimate in estimates.items()}
    return result


def one_sided(estimates: Mapping[str, Estimate], level: Fraction) -> Estimate:
    """Return the one-sided upper limit that goes with a described flag of count 0."""
    count, n, missing = estimates["count"].value, estimates["n"].n, estimates["n"].missing
    method = f"exact one-sided upper {_plain(level)}% limit"
    if n == 0:
        return null(NO_VALUES, n=n, missing=missing, method=method)
    if count != 0:
        return null("only for a count of 0", n=n, missing=missing, method=method)
    return Estimate(value=upper_one_sided(n, level), n=n, missing=missing, method=method)


def _plain(level: Fraction) -> str:
    return f"{float(level):g}"
