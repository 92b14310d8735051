"""Two numbers of the same participants, computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction

from sacroreport.data.tally import Tally, Values
from sacroreport.kinds.kind import Pair
from sacroreport.kinds.paired.options import PairedAnalysis
from sacroreport.kinds.parts.pairs import complete_pairs, pair_counts
from sacroreport.statistics.describe import describe_flag, describe_number
from sacroreport.statistics.estimate import Estimates, null
from sacroreport.statistics.paired import mean_limits, standardised_change, t_test, wilcoxon
from sacroreport.statistics.shift import paired_shift
from sacroreport.study.expression import Value
from sacroreport.study.options import NumberVariable
from sacroreport.study.study import AnalysisOf, ResponderOf, Study


def paired_numbers(analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
    """Compare before with after, over the participants who have both.

    Change is after minus before. Improvement is the change with the sign that the
    variable's ``better`` gives it; without a direction it is null.
    """
    options = analysis.options
    assert isinstance(options, PairedAnalysis)
    level = Fraction(options.level)
    variable = study.variables[options.before].options
    assert isinstance(variable, NumberVariable)
    pairs, missing = complete_pairs(tally, options.before, options.after)
    n = sum(pairs.values())
    result = pair_counts(n, missing)
    change = _margin(pairs, lambda pair: pair[1] - pair[0])
    sign = {"lower": -1, "higher": 1, None: 0}[variable.better]
    margins: dict[str, Callable[[Pair], Fraction]] = {
        "before": lambda pair: pair[0],
        "after": lambda pair: pair[1],
        "change": lambda pair: pair[1] - pair[0],
        "improvement": lambda pair: sign * (pair[1] - pair[0]),
    }
    blocks: dict[str, Estimates] = {}
    for part, of in margins.items():
        if analysis.wants(part):
            weights = _margin(pairs, of)
            estimates = describe_number(weights, missing=missing, denominator=False)
            if part in ("change", "improvement"):
                estimates |= mean_limits(weights, level, missing=missing)
            blocks[part] = estimates
    if not sign and "improvement" in blocks:
        why = "the direction of improvement is not declared: add `better:` to both variables"
        nothing = null(why, n=n, missing=missing)
        blocks["improvement"] = dict.fromkeys(blocks["improvement"], nothing)
    tests: dict[str, Callable[[], Estimates]] = {
        "t": lambda: t_test(change, missing=missing),
        "wilcoxon": lambda: wilcoxon(change, options.zeros or "drop", missing=missing),
    }
    if analysis.test:
        own = tests.pop(analysis.test)
        (other,) = tests.values()
        if analysis.wants("test"):
            blocks["test"] = own()
        if analysis.wants("companion"):
            companion = other()
            blocks["companion"] = {key: companion[key] for key in ("statistic", "p")}
    if analysis.wants("shift"):
        blocks["shift"] = paired_shift(change, level, missing=missing)
    if analysis.wants("effect"):
        blocks["effect"] = standardised_change(change, level, missing=missing)
    for name, responder in analysis.responders.items():
        if not analysis.wants("responders"):
            break
        column = _judge(tally, options, responder, sign)
        blocks[f"responders.{name}"] = describe_flag(column, level, analysis.interval)
    for part, block in blocks.items():
        result |= {f"{part}.{key}": estimate for key, estimate in block.items()}
    return result


def _margin(pairs: Mapping[Pair, int], of: Callable[[Pair], Fraction]) -> dict[Fraction, int]:
    """Count the values that a function of the pairs takes."""
    result: Counter[Fraction] = Counter()
    for pair, count in pairs.items():
        result[of(pair)] += count
    return dict(result)


def _judge(
    tally: Tally, options: PairedAnalysis, responder: ResponderOf, sign: int
) -> dict[Value | None, int]:
    """Return how many participants respond, do not, or are unknown, under a criterion.

    Without both measurements a participant is unknown, whatever the condition looks at.
    """
    result: Counter[Value | None] = Counter()
    for values, count in tally.rows:
        seen = _with_change(tally, values, options, sign)
        verdict = None if seen["change"] is None else responder.when(seen)
        if verdict is None and responder.options.missing == "nonresponder":
            verdict = False
        result[verdict] += count
    return dict(result)


def _with_change(
    tally: Tally, values: Values, options: PairedAnalysis, sign: int
) -> dict[str, Value | None]:
    seen = tally.environment(values)
    before, after = seen[options.before], seen[options.after]
    change = improvement = None
    if isinstance(before, Fraction) and isinstance(after, Fraction):
        change = after - before
        improvement = sign * change if sign else None
    return {
        **seen, "before": before, "after": after, "change": change, "improvement": improvement,
    }  # fmt: skip
