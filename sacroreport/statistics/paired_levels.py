"""Two flags or ordered categories of the same participants."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.statistics.describe import describe_category, describe_flag
from sacroreport.statistics.estimate import Estimate, Estimates
from sacroreport.statistics.risk import paired_difference, sign_test
from sacroreport.study.expression import Value
from sacroreport.study.kinds import PairedAnalysis
from sacroreport.study.study import AnalysisOf, Study


def paired_levels(analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
    """Compare before with after: who decreased, who increased, and the sign test.

    Levels are in the order of ``study.yml``; of a flag, no comes before yes.
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
    for name, move in (("decreased", -1), ("unchanged", 0), ("increased", 1)):
        flags: dict[Value | None, int] = {True: moves[move], False: n - moves[move], None: missing}
        made = describe_flag(flags, level, analysis.interval)
        result |= {f"{name}.{key}": estimate for key, estimate in made.items()}
    if not levels:
        counts = (cells[True, True], cells[True, False], cells[False, True], cells[False, False])
        difference = paired_difference(counts, level, missing=missing)
        result |= {f"risk_difference.{key}": estimate for key, estimate in difference.items()}
    if analysis.test:
        result["test.p"] = sign_test(moves[-1], moves[1], n=n, missing=missing)
    return result
