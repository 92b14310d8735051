"""A variable compared between groups."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.kinds.compare.model import adjusted, interaction
from sacroreport.kinds.compare.options import CompareAnalysis, compared_as
from sacroreport.statistics.describe import (
    describe_category,
    describe_flag,
    describe_number,
    known,
)
from sacroreport.statistics.estimate import Estimate, Estimates
from sacroreport.statistics.groups import (
    analysis_of_variance,
    kruskal_wallis,
    mean_difference,
    rank_sum_test,
    standardised_difference,
    t_test_of_groups,
)
from sacroreport.statistics.moments import Weights
from sacroreport.statistics.risk import odds_ratio, risk_difference, standardised_proportions
from sacroreport.statistics.shift import group_shift
from sacroreport.statistics.tables import chi_square, fisher, trend
from sacroreport.study.expression import Value
from sacroreport.study.study import AnalysisOf, Study, VariableOf, code_of

Column = Counter[Value | None]


def compare(analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
    """Describe a variable in each group, estimate differences and test them.

    Differences are the other group minus the reference. Participants without a group or
    a value are left out and counted.
    """
    options = analysis.options
    assert isinstance(options, CompareAnalysis)
    variable = study.variables[options.variable]
    by = study.variables[analysis.by]
    columns = {group.part: Column() for group in analysis.groups}
    parts = {code_of(by, group): group.part for group in analysis.groups}
    total = missing = 0
    for values, count in tally.rows:
        seen = tally.environment(values)
        group, value = seen[analysis.by], seen[options.variable]
        if group is not None:
            columns[parts[group]][value] += count
        if group is None or value is None:
            missing += count
        total += count
    n = total - missing
    result = {
        "n": Estimate(value=n, n=n, missing=missing, method="participants with both"),
        "missing": Estimate(value=missing, n=n, missing=missing, method="participants without"),
    }
    kind = compared_as(options, variable)
    blocks = {
        "number": _numbers, "flag": _flags, "category": _categories,
    }[kind](analysis, variable, columns, missing)  # fmt: skip
    if options.adjust_for and (analysis.wants("adjusted") or analysis.wants("test")):
        blocks |= adjusted(analysis, tally, study)
    if options.interaction is not None and analysis.wants("interaction"):
        blocks |= interaction(analysis, tally, study)
    return result | blocks


def _numbers(
    analysis: AnalysisOf, variable: VariableOf, columns: dict[str, Column], missing: int
) -> dict[str, Estimate]:
    level = Fraction(analysis.options.level)
    groups = [known(column) for column in columns.values()]
    result: dict[str, Estimate] = {}
    for (part, column), group in zip(columns.items(), groups, strict=True):
        if not analysis.wants(part):
            continue
        estimates = describe_number(group, missing=column[None])
        result |= {f"{part}.{key}": estimate for key, estimate in estimates.items()}
    if len(groups) == 2:
        first, second = groups
        blocks: dict[str, Estimates] = {}
        if analysis.wants("difference"):
            blocks["difference"] = mean_difference(
                first, second, level, pooled=analysis.test == "student", missing=missing
            )
        if analysis.wants("shift"):
            blocks["shift"] = group_shift(first, second, level, missing=missing)
        if analysis.wants("effect"):
            blocks["effect"] = standardised_difference(first, second, level, missing=missing)
        for part, block in blocks.items():
            result |= {f"{part}.{key}": estimate for key, estimate in block.items()}
    if analysis.test == "ancova" or not analysis.wants("test"):
        return result
    test = _rank_or_mean_test(analysis.test, groups, missing)
    return result | {f"test.{key}": estimate for key, estimate in test.items()}


def _rank_or_mean_test(test: str, groups: list[dict[Fraction, int]], missing: int) -> Estimates:
    weights: list[Weights] = [*groups]
    match test:
        case "welch" | "student":
            return t_test_of_groups(*weights, pooled=test == "student", missing=missing)
        case "mann_whitney":
            return rank_sum_test(weights[0], weights[1], missing=missing)
        case "anova":
            return analysis_of_variance(weights, missing=missing)
    return kruskal_wallis(weights, missing=missing)


def _flags(
    analysis: AnalysisOf, variable: VariableOf, columns: dict[str, Column], missing: int
) -> dict[str, Estimate]:
    options = analysis.options
    assert isinstance(options, CompareAnalysis)
    level = Fraction(options.level)
    result: dict[str, Estimate] = {}
    counts: list[tuple[int, int]] = []
    for part, column in columns.items():
        if options.event is not None:
            column = Column(
                {None: column[None], True: column[options.event],
                 False: sum(column.values()) - column[None] - column[options.event]}
            )  # fmt: skip
        estimates = describe_flag(column, level, analysis.interval)
        result |= {f"{part}.{key}": estimate for key, estimate in estimates.items()}
        counts.append((column[True], column[True] + column[False]))
    if len(counts) == 2:
        first, second = counts
        blocks: dict[str, Estimates] = {}
        if analysis.wants("risk_difference"):
            blocks["risk_difference"] = risk_difference(first, second, level, missing=missing)
        if analysis.wants("odds_ratio"):
            blocks["odds_ratio"] = odds_ratio(first, second, level, missing=missing)
        for part, block in blocks.items():
            result |= {f"{part}.{key}": estimate for key, estimate in block.items()}
        result["effect.smd"] = standardised_proportions(first, second, missing=missing)
    if not analysis.wants("test"):
        return result
    if analysis.test == "trend":
        test = trend(*zip(*counts, strict=True), missing=missing)
    else:
        test = _table_test(analysis.test, [[k, n - k] for k, n in counts], missing)
    return result | {f"test.{key}": estimate for key, estimate in test.items()}


def _categories(
    analysis: AnalysisOf, variable: VariableOf, columns: dict[str, Column], missing: int
) -> dict[str, Estimate]:
    level = Fraction(analysis.options.level)
    parts = {option.code: option.part for option in variable.levels}
    result: dict[str, Estimate] = {}
    for part, column in columns.items():
        estimates = describe_category(column, parts, level, analysis.interval)
        result |= {f"{part}.{key}": estimate for key, estimate in estimates.items()}
    if not analysis.wants("test"):
        return result
    table = [[column[code] for code in parts] for column in columns.values()]
    if analysis.test == "trend":
        totals = [sum(cells) for cells in zip(*table, strict=True)]
        test: Estimates = trend(table[0], totals, missing=missing)
    elif analysis.test in ("mann_whitney", "kruskal"):
        groups = [
            {Fraction(place): count for place, count in enumerate(row) if count} for row in table
        ]
        test = _rank_or_mean_test(analysis.test, groups, missing)
    else:
        test = _table_test(analysis.test, table, missing)
    return result | {f"test.{key}": estimate for key, estimate in test.items()}


def _table_test(test: str, table: list[list[int]], missing: int) -> dict[str, Estimate]:
    if test == "fisher":
        return fisher(table, missing=missing)
    return chi_square(table, yates=test == "chi_square_yates", missing=missing)
