"""Two flags or categories of the same participants, computed."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.kinds.paired.options import PairedAnalysis
from sacroreport.kinds.parts.pairs import pair_counts
from sacroreport.statistics.describe import describe_category, describe_flag
from sacroreport.statistics.estimate import Estimates
from sacroreport.statistics.margins import stuart_maxwell
from sacroreport.statistics.risk import paired_difference, sign_test
from sacroreport.study.expression import Value
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
    order: list[Value] = [option.code for option in levels] or [False, True]
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
    result = pair_counts(n, missing)
    parts = {option.code: option.part for option in levels}
    for name, column in columns.items():
        column[None] = missing
        estimates = (
            describe_category(column, parts, level, analysis.interval)
            if levels
            else describe_flag(column, level, analysis.interval)
        )
        result |= {f"{name}.{key}": estimate for key, estimate in estimates.items()}
    counts = {"decreased": moves[-1], "unchanged": moves[0], "increased": moves[1]}
    if study.variables[options.before].options.type == "category":
        counts = {"unchanged": moves[0], "changed": n - moves[0]}
    for name, count in counts.items():
        flags: dict[Value | None, int] = {True: count, False: n - count, None: missing}
        estimates = describe_flag(flags, level, analysis.interval)
        result |= {f"{name}.{key}": estimate for key, estimate in estimates.items()}
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
