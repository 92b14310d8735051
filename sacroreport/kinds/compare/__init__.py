"""``kind: compare``: a variable compared between groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from typing_extensions import override

from sacroreport.data.tally import Tally
from sacroreport.kinds.compare.blocks import compared_blocks
from sacroreport.kinds.compare.choice import choose_test
from sacroreport.kinds.compare.options import CompareAnalysis, compared_as
from sacroreport.kinds.kind import ComputedKind, Sentence
from sacroreport.kinds.parts.code import Code
from sacroreport.kinds.parts.directions import SIGNS, by_estimate
from sacroreport.kinds.parts.tests import COMPARED
from sacroreport.project.positions import Path
from sacroreport.statistics.estimate import Estimates
from sacroreport.study.blocks import Block
from sacroreport.study.ids import Definition
from sacroreport.study.kind import GROUPING, DirectionError, Example, Use
from sacroreport.study.options import AnalysisOptions
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import AnalysisOf, LevelOf, Study, VariableOf

ESTIMATES = ("adjusted.mean", "difference.mean", "risk_difference.estimate")
"""What says in which direction two groups differ, the first that there is."""


class Compare(ComputedKind):
    """Each group is described; two groups have differences; a test is over all of them."""

    name = "compare"
    options = CompareAnalysis
    tests = COMPARED
    called = "a comparison"
    directions = ("higher", "lower")
    is_split = False
    compares = True
    examples = (
        Example(
            "a number in two groups",
            "arms: {kind: compare, variable: pain, by: arm, reference: usual}",
        ),
        Example(
            "a number in more groups",
            "stages: {kind: compare, variable: pain, by: stage, test: kruskal}",
        ),
        Example(
            "a flag in two groups",
            "cure: {kind: compare, variable: cured, by: arm, reference: usual}",
        ),
        Example(
            "a number, adjusted for its baseline, and whether the difference varies",
            "adjusted: {kind: compare, variable: pain_after, by: arm, reference: usual, "
            "adjust_for: [pain], interaction: sex}",
        ),
        Example(
            "a category",
            "stage_by_arm: {kind: compare, variable: stage, by: arm, reference: usual}",
        ),
    )

    @override
    def uses(self, options: AnalysisOptions) -> Mapping[Path, Use]:
        assert isinstance(options, CompareAnalysis)
        used: dict[Path, Use] = {("variable",): Use(options.variable, GROUPING | {"number"})}
        for index, name in enumerate(options.adjust_for):
            used["adjust_for", index] = Use(name, GROUPING | {"number"})
        if options.interaction is not None:
            used["interaction",] = Use(options.interaction, GROUPING)
        return used

    @override
    def test(
        self,
        reporter: Reporter,
        name: str,
        options: AnalysisOptions,
        variables: Mapping[str, VariableOf],
        groups: int,
    ) -> str | None:
        assert isinstance(options, CompareAnalysis)
        return choose_test(reporter, name, options, variables, groups)

    @override
    def ordered(self, options: AnalysisOptions, groups: tuple[LevelOf, ...]) -> tuple[LevelOf, ...]:
        """Return the groups; of two the reference is the last."""
        assert isinstance(options, CompareAnalysis)
        if len(groups) != 2:
            return groups
        return tuple(sorted(groups, key=lambda group: group.code == options.reference))

    @override
    def blocks(
        self, analysis: AnalysisOf, path: str, label: str, variables: Mapping[str, VariableOf]
    ) -> Iterator[Block]:
        return compared_blocks(analysis, path, label, variables)

    @override
    def direction(
        self,
        word: str,
        block: str,
        analysis: AnalysisOf,
        ids: Mapping[str, Definition],
        variables: Mapping[str, VariableOf],
        *,
        key: str = "kind",
    ) -> str:
        by_ranks = self.tests[analysis.test].by_ranks
        for estimate in (*(("shift.estimate",) if by_ranks else ()), *ESTIMATES):
            if f"{block}.{estimate}" in ids:
                return by_estimate(f"{block}.{estimate}", SIGNS[word])
        raise DirectionError(
            "bad-value", f'"{block}" has no difference that could be {word}', key=key,
            expected="two groups, compared in a number, a flag or an `event:`",
        )  # fmt: skip

    @override
    def compute(self, analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
        from sacroreport.kinds.compare.compute import compare

        return compare(analysis, tally, study)

    @override
    def is_listing(self, analysis: AnalysisOf, variables: Mapping[str, VariableOf]) -> bool:
        options = analysis.options
        assert isinstance(options, CompareAnalysis)
        is_flag = compared_as(options, variables[options.variable]) == "flag"
        return analysis.test == "fisher" and not (is_flag and len(analysis.groups) == 2)

    @override
    def subject(self, analysis: AnalysisOf, variables: Mapping[str, VariableOf]) -> Sentence:
        options = analysis.options
        assert isinstance(options, CompareAnalysis)
        groups = {"groups": tuple(group.label for group in analysis.groups)}
        variable = variables[options.variable]
        if compared_as(options, variable) != "flag":
            return Sentence("compared", lists=groups)
        for level in variable.levels:
            if level.code == options.event:
                return Sentence("compared_event", {"event": level.label}, groups)
        return Sentence("compared_share", lists=groups)

    @override
    def methods(
        self, analysis: AnalysisOf, variables: Mapping[str, VariableOf], printed: Iterable[str]
    ) -> tuple[Sentence, ...]:
        """Return the sentences about an interaction, where numbers of one are printed."""
        options = analysis.options
        assert isinstance(options, CompareAnalysis)
        start = "interaction."
        endings = [ending.removeprefix(start) for ending in printed if ending.startswith(start)]
        if not endings or options.interaction is None:
            return ()
        texts = {"by": variables[analysis.by].label, "other": variables[options.interaction].label}
        levels = any("." in ending for ending in endings)
        test = any("." not in ending for ending in endings)
        return (
            *((Sentence("interaction_levels", texts),) if levels else ()),
            *((Sentence("interaction_test", texts),) if test else ()),
        )

    @override
    def covariates(
        self, analysis: AnalysisOf, variables: Mapping[str, VariableOf]
    ) -> tuple[str, ...]:
        assert isinstance(analysis.options, CompareAnalysis)
        return tuple(variables[name].label for name in analysis.options.adjust_for)

    @override
    def code(
        self, analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str
    ) -> Code | None:
        from sacroreport.kinds.compare.code import compared_code

        return compared_code(analysis, tally, study, ending, method)


KIND = Compare()
