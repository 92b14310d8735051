"""Tests of contingency tables, exact where that can be had."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from sacroreport.statistics.estimate import Estimate, null

Table = Sequence[Sequence[int]]
"""Rows of counts."""
MOST_STEPS = 300_000
"""Partial tables looked at, up to which Fisher's P of a large table is computed exactly."""
MOST_PARTICIPANTS = 2_000
"""Participants up to which that is tried at all."""
MARGIN = 1e-7
"""By how much a bound must miss to decide: floats only prune, they never decide a tie."""


def without_empty(table: Table) -> list[list[int]]:
    """Return a table without its empty rows and columns, which tests do not see."""
    rows = [list(row) for row in table if any(row)]
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    return [list(row) for row in zip(*columns, strict=True)]


def fisher(table: Table, *, missing: int = 0) -> dict[str, Estimate]:
    """Return the P of Fisher's exact test of a table of any size.

    The probability of all tables with the same margins that are not more likely than
    the one observed, added up in whole numbers: no simulation, no seed, and no tolerance
    for ties, which are true ties. Where more than ``MOST_STEPS`` partial tables would
    have to be looked at, Pearson's chi-square takes its place, and ``method`` says so.

    Examples
    --------
    >>> fisher([[2, 12], [7, 7]])["p"].method
    "Fisher's exact test, two-sided"
    >>> round(fisher([[2, 12], [7, 7]])["p"].value, 6)
    0.103188
    """
    n = sum(map(sum, table))
    kept = without_empty(table)
    method = "Fisher's exact test, two-sided"
    if len(kept) < 2 or len(kept[0]) < 2:
        reason = "all participants are alike in one of the two, so the test is undefined"
        return {"p": null(reason, n=n, missing=missing, method=method)}
    p = fisher_exact(kept)
    if p is not None:
        return {"p": Estimate(value=float(p), n=n, missing=missing, method=method)}
    approximate = chi_square(kept, missing=missing)["p"]
    method = f"Pearson chi-square test in place of Fisher's exact one (over {MOST_STEPS:,} tables)"
    return {"p": Estimate(value=approximate.value, n=n, missing=missing, method=method)}


def fisher_exact(table: Table, most: int = MOST_STEPS) -> Fraction | None:
    """Return the exact P, or ``None`` when that would take too long.

    The columns are filled one after the other. Partial tables that leave the same room in
    the rows and have the same product of factorials are one.

    Examples
    --------
    >>> fisher_exact([[3, 1], [1, 3]])
    Fraction(17, 35)
    """
    if len(table) == len(table[0]) == 2:
        return _two_by_two(table)
    if sum(map(sum, table)) > MOST_PARTICIPANTS:
        return None
    if len(table) > len(table[0]):
        table = list(zip(*table, strict=True))
    rows = [sum(row) for row in table]
    columns = sorted((sum(column) for column in zip(*table, strict=True)), reverse=True)
    factorials = [1]
    for number in range(1, sum(rows) + 1):
        factorials.append(factorials[-1] * number)
    observed = math.prod(factorials[count] for row in table for count in row)
    limit, whole = math.log(observed), math.prod(factorials[count] for count in (*rows, *columns))
    orders, steps, placed = 0, 0, 0  # orders of the participants that give such a table
    partial: dict[tuple[int, ...], Counter[int]] = {tuple(sorted(rows)): Counter({1: 1})}
    for index, total in enumerate(columns):
        later = columns[index + 1 :]
        following: dict[tuple[int, ...], Counter[int]] = {}
        bounds: dict[tuple[int, ...], tuple[float, float]] = {}
        for room, products in partial.items():
            fillings = _fillings(room, total, factorials, most - steps)
            if fillings is None:
                return None
            known = _Products(products, factorials[placed])
            for left, factor, ways in fillings:
                if left not in bounds:
                    bounds[left] = _bounds(left, later)
                low, high = bounds[left]
                free = limit - math.log(factor)
                # Before `first` every way to go on is more likely than the table observed, from
                # `last` on none is; between the two it depends on how it goes on.
                first = known.below(free - high - MARGIN)
                last = known.below(free - low + MARGIN) if later else first
                into = following.setdefault(left, Counter())
                for product, count in known.between(first, last):
                    into[product * factor] += count * ways
                if not later:  # with no way to go on, equal is decided in whole numbers
                    while first < len(known) and known.product(first) * factor < observed:
                        first += 1
                    last = first
                if settled := known.from_on(last):  # all ways to go on, added up in closed form
                    on = math.prod(factorials[count] for count in (*left, *later))
                    numerator = whole * settled * ways * factorials[sum(left)]
                    orders += numerator // (known.multiple * factor * on)  # a whole number
                steps += ways + len(products)
                if steps > most:
                    return None
        partial, placed = following, placed + total
    return min(Fraction(orders, factorials[sum(rows)]), Fraction(1))


class _Products:
    """Products of factorials with how many partial tables have each, the smallest first.

    Parameters
    ----------
    multiple
        A common multiple of them: the factorial of how many participants are in the tables.
    """

    def __init__(self, products: Mapping[int, int], multiple: int) -> None:
        self.multiple = multiple
        self._known = sorted(products.items())
        self._logarithms = [math.log(product) for product, _ in self._known]
        shares = (count * (multiple // product) for product, count in self._known)
        self._shares = [0, *accumulate(shares)]

    def __len__(self) -> int:
        return len(self._known)

    def below(self, logarithm: float) -> int:
        """Return how many products have a smaller logarithm."""
        return bisect_left(self._logarithms, logarithm)

    def between(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return products with their counts."""
        return self._known[first:last]

    def product(self, index: int) -> int:
        """Return one product."""
        return self._known[index][0]

    def from_on(self, first: int) -> int:
        """Return the sum of count / product from one on, times the common multiple."""
        return self._shares[-1] - self._shares[first]


def _two_by_two(table: Table) -> Fraction:
    """Return P by the recurrence of hypergeometric weights, in whole numbers."""
    (a, b), (c, d) = table
    first, second, total = a + b, c + d, a + c
    lowest, highest = max(0, total - second), min(first, total)

    def weights() -> Iterator[int]:
        weight = math.comb(first, lowest) * math.comb(second, total - lowest)
        for k in range(lowest, highest + 1):
            yield weight
            weight = weight * (first - k) * (total - k) // ((k + 1) * (second - total + k + 1))

    observed = next(weight for k, weight in enumerate(weights(), lowest) if k == a)
    likely = whole = 0
    for weight in weights():
        whole += weight
        likely += weight if weight <= observed else 0
    return Fraction(likely, whole)


def _bounds(room: tuple[int, ...], columns: Sequence[int]) -> tuple[float, float]:
    """Return between which logarithms the product of the factorials to come lies.

    The logarithm of the gamma function is convex: a row or column of given sum is lowest
    where its cells are equal and highest where all is in one of them.
    """
    if not columns:
        return 0.0, 0.0
    low = max(
        sum(len(columns) * math.lgamma(total / len(columns) + 1) for total in room),
        sum(len(room) * math.lgamma(total / len(room) + 1) for total in columns),
    )
    high = min(
        sum(math.lgamma(total + 1) for total in room),
        sum(math.lgamma(total + 1) for total in columns),
    )
    return low, high


def _fillings(
    room: tuple[int, ...], total: int, factorials: list[int], most: int
) -> list[tuple[tuple[int, ...], int, int]] | None:
    """Return every way to fill a column: room left, product of factorials, ways.

    ``None`` as soon as there are more than ``most``.
    """
    fillings: Counter[tuple[tuple[int, ...], int]] = Counter()
    filled = 0

    def fill(index: int, left: int, done: tuple[int, ...], product: int) -> None:
        nonlocal filled
        filled += 1
        if filled > most:
            return
        if index == len(room) - 1:
            if left <= room[index]:
                rest = tuple(sorted((*done, room[index] - left)))
                fillings[rest, product * factorials[left]] += 1
            return
        later = sum(room[index + 1 :])
        for count in range(max(0, left - later), min(left, room[index]) + 1):
            fill(index + 1, left - count, (*done, room[index] - count), product * factorials[count])

    fill(0, total, (), 1)
    if filled > most:
        return None
    return [(left, product, ways) for (left, product), ways in fillings.items()]


def chi_square(table: Table, *, yates: bool = False, missing: int = 0) -> dict[str, Estimate]:
    """Return Pearson's chi-square, its degrees of freedom and P.

    Parameters
    ----------
    yates
        Whether to correct a table of two by two for continuity, as R does unasked.

    Examples
    --------
    >>> estimates = chi_square([[2, 12], [7, 7]])
    >>> estimates["statistic"].value, round(estimates["p"].value, 6)
    (Fraction(700, 171), 0.043047)
    """
    n = sum(map(sum, table))
    kept = without_empty(table)
    suffix = ", continuity corrected" if yates else ""
    method = f"Pearson chi-square test{suffix}"
    names = ("statistic", "df", "p")
    if len(kept) < 2 or len(kept[0]) < 2:
        reason = "all participants are alike in one of the two, so the test is undefined"
        return {key: null(reason, n=n, missing=missing, method=method) for key in names}
    from sacroreport.statistics.special import chdtrc

    rows = [sum(row) for row in kept]
    columns = [sum(column) for column in zip(*kept, strict=True)]
    cells = [
        (Fraction(rows[i] * columns[j], n), Fraction(kept[i][j]))
        for i in range(len(rows))
        for j in range(len(columns))
    ]
    correction = Fraction(0)
    if yates:
        correction = min(
            Fraction(1, 2), *(abs(observed - expected) for expected, observed in cells)
        )
    statistic = sum(
        ((abs(observed - expected) - correction) ** 2 / expected for expected, observed in cells),
        Fraction(0),
    )
    df = (len(rows) - 1) * (len(columns) - 1)
    return {
        "statistic": Estimate(value=statistic, n=n, missing=missing, method=method),
        "df": Estimate(value=df, n=n, missing=missing, method=method),
        "p": Estimate(
            value=float(chdtrc(df, float(statistic))), n=n, missing=missing, method=method
        ),
    }


def trend(events: Sequence[int], totals: Sequence[int], *, missing: int = 0) -> dict[str, Estimate]:
    """Return the Cochran-Armitage test of a trend in proportions, scores 1 to k.

    ``prop.trend.test(events, totals)`` in R [1]_.

    References
    ----------
    .. [1] Armitage P. Tests for linear trends in proportions and frequencies.
       Biometrics 1955;11:375-386.

    Examples
    --------
    >>> estimates = trend([3, 5, 9], [20, 20, 20])
    >>> estimates["statistic"].value, round(estimates["p"].value, 6)
    (Fraction(3240, 731), 0.035265)
    """
    n, count = sum(totals), sum(events)
    method = "Cochran-Armitage test of trend, scores 1 to k"
    scores = range(1, len(totals) + 1)
    center = Fraction(sum(s * t for s, t in zip(scores, totals, strict=True)), n) if n else 0
    spread = sum((t * (s - center) ** 2 for s, t in zip(scores, totals, strict=True)), Fraction(0))
    if count in (0, n) or spread == 0:
        reason = "all participants are alike in one of the two, so the test is undefined"
        return {
            key: null(reason, n=n, missing=missing, method=method)
            for key in ("statistic", "df", "p")
        }
    from sacroreport.statistics.special import chdtrc

    share = Fraction(count, n)
    slope = sum(
        ((s - center) * (e - t * share) for s, e, t in zip(scores, events, totals, strict=True)),
        Fraction(0),
    )
    statistic = slope * slope / (share * (1 - share) * spread)
    return {
        "statistic": Estimate(value=statistic, n=n, missing=missing, method=method),
        "df": Estimate(value=1, n=n, missing=missing, method=method),
        "p": Estimate(
            value=float(chdtrc(1, float(statistic))), n=n, missing=missing, method=method
        ),
    }
