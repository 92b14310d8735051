"""``kind: variation``: how a number varies between groups, such as centers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from typing_extensions import override

from sacroreport.data.tally import Tally
from sacroreport.kinds.kind import ComputedKind
from sacroreport.kinds.parts.blocks import IN_GROUPS, number_block, subject_of
from sacroreport.kinds.parts.code import Code, number
from sacroreport.project.positions import Path
from sacroreport.statistics.estimate import Estimate, Estimates
from sacroreport.study.blocks import Block, Statistic
from sacroreport.study.ids import Formula, Role
from sacroreport.study.kind import Example, Use
from sacroreport.study.options import AnalysisOptions, Name
from sacroreport.study.study import AnalysisOf, Study, VariableOf, code_of

OF_MEANS = Formula("of the means of the groups")
MEANS = (
    Statistic("min", Role.MEAN, "smallest of the means", formula=OF_MEANS),
    Statistic("max", Role.MEAN, "largest of the means", formula=OF_MEANS),
)
HETEROGENEITY = (
    Statistic(
        "statistic", Role.STATISTIC, "Cochran's Q", "",
        formula=Formula("Σ w (mean − weighted mean)², w = n / variance", "Higgins 2002"),
    ),
    Statistic("df", Role.DF, "degrees of freedom of Q", "", formula=Formula("groups − 1")),
    Statistic("p", Role.P, "P of Cochran's Q", "", formula=Formula("chi-square")),
    Statistic(
        "i2", Role.PERCENT, "I², variation beyond chance", "%",
        formula=Formula("100 · (Q − df) / Q, at least 0", "Higgins 2002"),
    ),
)  # fmt: skip


class VariationAnalysis(AnalysisOptions):
    """Describe how a number varies between groups, such as centers.

    Each group is described, with the smallest and the largest of their means. Cochran's Q
    and I² are given for at least 5 groups of at least 10: in fewer they mislead.
    """

    kind: Literal["variation"]
    variable: Name
    by: Name


class Variation(ComputedKind):
    """Each group is described; then the smallest and the largest mean, Cochran's Q and I²."""

    name = "variation"
    options = VariationAnalysis
    is_split = False
    remarks = MappingProxyType({"heterogeneity": "heterogeneity"})
    examples = (Example("a number", "stages: {kind: variation, variable: pain, by: stage}"),)

    @override
    def uses(self, options: AnalysisOptions) -> Mapping[Path, Use]:
        assert isinstance(options, VariationAnalysis)
        return {("variable",): Use(options.variable, frozenset({"number"}))}

    @override
    def blocks(
        self, analysis: AnalysisOf, path: str, label: str, variables: Mapping[str, VariableOf]
    ) -> Iterator[Block]:
        options = analysis.options
        assert isinstance(options, VariationAnalysis)
        about = subject_of(analysis, label, variables[options.variable])
        yield Block(path=path, about=about, statistics=IN_GROUPS)
        for group in analysis.groups:
            inner = replace(about, of=f"{label}, {group.label}")
            block = number_block(f"{path}.{group.part}", inner)
            yield replace(block, group=group.part, describes=(options.variable,))
        yield Block(path=f"{path}.means", about=about, statistics=MEANS)
        yield Block(path=f"{path}.heterogeneity", about=about, statistics=HETEROGENEITY)

    @override
    def compute(self, analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
        from sacroreport.statistics.describe import describe_number, known
        from sacroreport.statistics.estimate import null
        from sacroreport.statistics.heterogeneity import heterogeneity
        from sacroreport.statistics.moments import mean, size

        options, by = analysis.options, study.variables[analysis.by]
        assert isinstance(options, VariationAnalysis)
        columns = {
            group.part: tally.part(analysis.by, code_of(by, group)).column(options.variable)
            for group in analysis.groups
        }
        groups = {part: known(column) for part, column in columns.items()}
        n = sum(size(group) for group in groups.values())
        missing = tally.n - n
        estimates = {
            "n": Estimate(value=n, n=n, missing=missing, method="participants with both"),
            "missing": Estimate(value=missing, n=n, missing=missing, method="participants without"),
        }
        for part, column in columns.items():
            described = describe_number(groups[part], missing=column[None])
            estimates |= {f"{part}.{key}": estimate for key, estimate in described.items()}
        means = [mean(group) for group in groups.values() if group]
        for key, choose in (("min", min), ("max", max)):
            estimates[f"means.{key}"] = (
                Estimate(value=choose(means), n=n, missing=missing, method="means of the groups")
                if means
                else null("no participant has a value", n=n, missing=missing)
            )
        spread = heterogeneity([*groups.values()], missing=missing)
        return estimates | {f"heterogeneity.{key}": value for key, value in spread.items()}

    @override
    def code(
        self, analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str
    ) -> Code | None:
        from sacroreport.statistics.describe import known

        options = analysis.options
        assert isinstance(options, VariationAnalysis)
        part, _, statistic = ending.partition(".")
        for group in analysis.groups:
            if group.part == part:
                value = code_of(study.variables[analysis.by], group)
                column = tally.part(analysis.by, value).column(options.variable)
                return number(known(column), statistic)
        return None


KIND = Variation()
