"""The classes of a distribution, from ``study.yml`` alone."""

from __future__ import annotations

from fractions import Fraction

from sacroreport.study.kinds import DistributionAnalysis


def classes_of(options: DistributionAnalysis) -> dict[str, Fraction]:
    """Return the middle of each class by its part of an id.

    Examples
    --------
    >>> options = DistributionAnalysis.model_validate(
    ...     {"kind": "distribution", "variable": "x", "from": "-1", "to": "0.5", "width": "0.5"}
    ... )
    >>> list(classes_of(options))
    ['at_m1', 'at_m0_5', 'at_0', 'at_0_5']
    """
    first, last, width = (Fraction(one) for one in (options.from_, options.to, options.width))
    number = int((last - first) / width) + 1
    return {_part(middle): middle for middle in (first + at * width for at in range(number))}


def _part(middle: Fraction) -> str:
    text = f"{float(abs(middle)):.6f}".rstrip("0").rstrip(".").replace(".", "_")
    return f"at_{'m' if middle < 0 else ''}{text}"
