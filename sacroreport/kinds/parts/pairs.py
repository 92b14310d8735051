"""Pairs of numbers of the same participants."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.kinds.kind import Pair
from sacroreport.statistics.estimate import Estimate


def complete_pairs(tally: Tally, before: str, after: str) -> tuple[dict[Pair, int], int]:
    """Return the distinct complete pairs with their counts, and how many are incomplete."""
    pairs: Counter[Pair] = Counter()
    missing = 0
    for values, count in tally.rows:
        seen = tally.environment(values)
        first, second = seen[before], seen[after]
        if isinstance(first, Fraction) and isinstance(second, Fraction):
            pairs[first, second] += count
        else:
            missing += count
    return dict(pairs), missing


def pair_counts(n: int, missing: int) -> dict[str, Estimate]:
    """Return how many participants have both values, and how many have not."""
    return {
        "n": Estimate(value=n, n=n, missing=missing, method="complete pairs"),
        "missing": Estimate(value=missing, n=n, missing=missing, method="incomplete pairs"),
    }
