"""Two flags or categories of the same participants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.statistics.describe import describe_category, describe_flag
from sacroreport.statistics.estimate import Estimate, Estimates, null
from sacroreport.statistics.exact import Number
from sacroreport.statistics.linear import inverse
from sacroreport.statistics.risk import paired_difference, sign_test
from sacroreport.study.expression import Value
from sacroreport.study.kinds import PairedAnalysis
from sacroreport.study.study import AnalysisOf, Study


def paired_levels(analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
    """Compare before with after: who changed, and a test.

    Levels are in the order of ``study.yml``; of a flag, no comes before yes. Unordered
    categories are changed or unchanged, anything else decreases or increases.
    """
    options = analysis.options
    assert isinstance(options, PairedAnalysis)
    level = Fraction(options.level)
    levels = study.variables[options.before].levels
    order: list[Value] = [one.code for one in levels] or [False, True]
    columns: dict[str, Counter[Value | None]] = {"before": Counter(), "after": Counter()}
    moves: Counter[int] = Counter()
    cells: Counter[tuple[Value, Value]] = Counter()
    missing = 0
    for values, count in tally.rows:
        seen = tally.environment(values)
        first, second = seen[options.before], seen[options.after]
        if first is None or second is None:
            missing += count
            continue
        columns["before"][first] += count
        columns["after"][second] += count
        cells[first, second] += count
        move = order.index(second) - order.index(first)
        moves[(move > 0) - (move < 0)] += count
    n = sum(moves.values())
    result = {
        "n": Estimate(value=n, n=n, missing=missing, method="complete pairs"),
        "missing": Estimate(value=missing, n=n, missing=missing, method="incomplete pairs"),
    }
    parts = {one.code: one.part for one in levels}
    for name, column in columns.items():
        column[None] = missing
        made = (
            describe_category(column, parts, level, analysis.interval)
            if levels
            else describe_flag(column, level, analysis.interval)
        )
        result |= {f"{name}.{key}": estimate for key, estimate in made.items()}
    counts = {"decreased": moves[-1], "unchanged": moves[0], "increased": moves[1]}
    if study.variables[options.before].options.type == "category":
        counts = {"unchanged": moves[0], "changed": n - moves[0]}
    for name, count in counts.items():
        flags: dict[Value | None, int] = {True: count, False: n - count, None: missing}
        made = describe_flag(flags, level, analysis.interval)
        result |= {f"{name}.{key}": estimate for key, estimate in made.items()}
    if not levels:
        four = (cells[True, True], cells[True, False], cells[False, True], cells[False, False])
        difference = paired_difference(four, level, missing=missing)
        result |= {f"risk_difference.{key}": estimate for key, estimate in difference.items()}
    if analysis.test == "stuart_maxwell":
        table = [[cells[first, second] for second in order] for first in order]
        test = stuart_maxwell(table, missing=missing)
        result |= {f"test.{key}": estimate for key, estimate in test.items()}
    elif analysis.test:
        result["test.p"] = sign_test(moves[-1], moves[1], n=n, missing=missing)
    return result


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
    >>> made = stuart_maxwell([[35, 5, 0], [15, 20, 5], [10, 5, 5]])
    >>> made["statistic"].value, made["df"].value, round(made["p"].value, 6)
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
    from scipy.special import chdtrc

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
