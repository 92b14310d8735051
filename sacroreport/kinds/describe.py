"""``kind: describe``: one variable, of all participants, of some, or by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from typing_extensions import override

from sacroreport.data.tally import Tally, reason_of
from sacroreport.kinds.kind import ComputedKind
from sacroreport.kinds.parts.blocks import DENOMINATORS, PEOPLE, described_blocks, subject_of
from sacroreport.kinds.parts.code import Code, level_of_code, number, proportion
from sacroreport.kinds.parts.relations import partition_of_levels
from sacroreport.project.positions import Path
from sacroreport.statistics.estimate import Estimate, Estimates
from sacroreport.study.blocks import Block, Statistic
from sacroreport.study.ids import UNEXPLAINED, Role
from sacroreport.study.kind import Example, Use
from sacroreport.study.options import VARIABLES, AnalysisOptions, Name
from sacroreport.study.study import AnalysisOf, Study, VariableOf


class DescribeAnalysis(AnalysisOptions):
    """Describe one variable, in a part of the participants (``where``) or by group."""

    kind: Literal["describe"]
    variable: Name
    by: Name | None = None


class Describe(ComputedKind):
    """The description of a variable follows its type."""

    name = "describe"
    options = DescribeAnalysis
    examples = (
        Example("a number", "women: {kind: describe, variable: pain, where: \"sex == 'f'\"}"),
        Example("a category", "sexes: {kind: describe, variable: sex, where: pain > 3}"),
        Example("a flag", "cures: {kind: describe, variable: cured, where: pain > 3}"),
        Example(
            "a number with reasons for missing values",
            "reached: {kind: describe, variable: walked}",
        ),
        Example("by group", "pain_by_arm: {kind: describe, variable: pain, by: arm}"),
    )

    @override
    def uses(self, options: AnalysisOptions) -> Mapping[Path, Use]:
        return {("variable",): Use(self.described(options), frozenset(VARIABLES) - {"text"})}

    @override
    def described(self, options: AnalysisOptions) -> str:
        assert isinstance(options, DescribeAnalysis)
        return options.variable

    @override
    def blocks(
        self, analysis: AnalysisOf, path: str, label: str, variables: Mapping[str, VariableOf]
    ) -> Iterator[Block]:
        variable = variables[analysis.described]
        about = subject_of(analysis, label, variable)
        of_all = analysis.where is None and not analysis.groups
        if variable.options.type == "date":
            yield Block(path=path, about=about, statistics=DENOMINATORS, describes=(variable.name,))
        elif variable.options.type != "text":  # never analysed
            whole = partition_of_levels(analysis.label, path, variable, of_all=of_all)
            for index, block in enumerate(
                described_blocks(path, about, variable, analysis.interval)
            ):
                relations = whole if index == 0 else ()
                yield replace(block, describes=(variable.name,), relations=relations)
        if variable.reasons:
            reasons = {**variable.reason_labels, UNEXPLAINED: "no reason recorded"}
            for part, reason in reasons.items():
                meaning = f"participants without a value, {reason},"
                yield Block(
                    path=f"{path}.reasons.{part}",
                    about=about,
                    statistics=(Statistic("count", Role.COUNT, meaning, PEOPLE),),
                    describes=(variable.name,),
                    level=f"reasons.{part}",
                )

    @override
    def compute(self, analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
        """Describe the variable of an analysis.

        Missing values are left out of every statistic and counted in ``missing``.
        """
        from sacroreport.statistics.describe import describe_number

        variable = study.variables[analysis.described]
        if variable.options.type == "number" and (numbers := tally.weights(variable.name)):
            described: Estimates = describe_number(numbers[0], missing=numbers[1])
        else:
            described = _described(analysis, variable, tally)
        return {**described, **_reasons(variable, tally)}

    @override
    def code(
        self, analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str
    ) -> Code | None:
        from sacroreport.statistics.describe import known

        variable, level = study.variables[analysis.described], level_of_code(analysis)
        column = tally.column(variable.name)
        match variable.options.type:
            case "number":
                return number(known(column), ending)
            case "flag":
                return proportion(column, True, ending, level, analysis.interval)
            case "category" | "ordered":
                part, _, statistic = ending.rpartition(".")
                codes = {level.part: level.code for level in variable.levels}
                if part in codes:
                    return proportion(column, codes[part], statistic, level, analysis.interval)
        return None


def _described(analysis: AnalysisOf, variable: VariableOf, tally: Tally) -> Estimates:
    from sacroreport.statistics import describe

    column, level = tally.column(variable.name), Fraction(analysis.options.level)
    missing = column.get(None, 0)
    parts = {level.code: level.part for level in variable.levels}
    match variable.options.type:
        case "number":
            return describe.describe_number(describe.known(column), missing=missing)
        case "flag":
            return describe.describe_flag(column, level, analysis.interval)
        case "category" | "ordered":
            return describe.describe_category(column, parts, level, analysis.interval)
        case "multi":
            return describe.describe_multi(column, parts, level, analysis.interval)
        case "date":
            return describe.denominators(sum(column.values()) - missing, missing)
    return {}


def _reasons(variable: VariableOf, tally: Tally) -> dict[str, Estimate]:
    """Count the reasons of missing values, where the tally has them."""
    if reason_of(variable.name) not in tally.names:
        return {}
    reasons = tally.column(reason_of(variable.name))
    missing = sum(reasons.values()) - reasons[None]
    n = reasons[None]
    return {
        f"reasons.{part}.count": Estimate(
            value=reasons[part], n=n, missing=missing, method="participants without a value"
        )
        for part in (*variable.reason_labels, UNEXPLAINED)
    }


KIND = Describe()
