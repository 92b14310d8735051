"""``kind: paired``: two measurements of the same participants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from typing_extensions import override

from sacroreport.data.tally import Tally
from sacroreport.kinds.kind import ComputedKind, Pairs, Sentence
from sacroreport.kinds.paired.blocks import level_pair_blocks, number_pair_blocks
from sacroreport.kinds.paired.options import PairedAnalysis
from sacroreport.kinds.parts.code import Code
from sacroreport.kinds.parts.directions import SIGNS, by_estimate
from sacroreport.kinds.parts.pairs import complete_pairs
from sacroreport.kinds.parts.tests import PAIRED
from sacroreport.project.positions import Path
from sacroreport.statistics.estimate import Estimates
from sacroreport.study.blocks import Block
from sacroreport.study.ids import Definition
from sacroreport.study.kind import DirectionError, Example, Use
from sacroreport.study.options import AnalysisOptions, Responder
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import AnalysisOf, Study, VariableOf

TESTS_OF = {
    "number": ("t", "wilcoxon"),
    "flag": ("sign",),
    "ordered": ("sign", "stuart_maxwell"),
    "category": ("stuart_maxwell",),
}
"""Type of a pair → its tests, the default first."""


class Paired(ComputedKind):
    """Numbers by mean and shift, flags and categories by who changed."""

    name = "paired"
    options = PairedAnalysis
    tests = PAIRED
    called = "pairs"
    directions = ("increased", "decreased", "improved", "worsened")
    series = frozenset({"pairs", "responders", "forest"})
    examples = (
        Example(
            "numbers",
            "relief: {kind: paired, before: pain, after: pain_after, test: t, responders: "
            "{two: {when: improvement >= 2, label: at least 2 points, source: protocol}}}",
        ),
        Example("flags", "wellness: {kind: paired, before: well, after: cured}"),
        Example("ordered categories", "staging: {kind: paired, before: stage, after: stage_after}"),
        Example(
            "ordered categories by their margins",
            "margins: {kind: paired, before: stage, after: stage_after, test: stuart_maxwell}",
        ),
    )

    @override
    def uses(self, options: AnalysisOptions) -> Mapping[Path, Use]:
        return {(key,): Use(name, frozenset(TESTS_OF)) for key, name in self.times(options).items()}

    @override
    def times(self, options: AnalysisOptions) -> Mapping[str, str]:
        assert isinstance(options, PairedAnalysis)
        return {"before": options.before, "after": options.after}

    @override
    def criteria(self, options: AnalysisOptions) -> Mapping[str, Responder]:
        assert isinstance(options, PairedAnalysis)
        return options.responders

    @override
    def check(
        self,
        reporter: Reporter,
        name: str,
        options: AnalysisOptions,
        variables: Mapping[str, VariableOf],
    ) -> bool:
        """Refuse two variables that are not one quantity at two times."""
        times = self.times(options)
        before, after = (variables[variable] for variable in times.values())
        path = ("analyses", name, "after")
        if before.name == after.name:
            reporter.report("unlike-pair", path, "a pair needs two different variables")
            return False
        for key in ("type", "unit", "better", "levels"):
            first, second = (
                ", ".join(level.code for level in variable.levels)
                if key == "levels"
                else getattr(variable.options, key, None)
                for variable in (before, after)
            )
            if first != second:
                reporter.report(
                    "unlike-pair",
                    path,
                    f'"{before.name}" and "{after.name}" differ in `{key}:`',
                    found=f"{first or 'nothing'} and {second or 'nothing'}",
                    expected="the same for both",
                )
                return False
        return True

    @override
    def test(
        self,
        reporter: Reporter,
        name: str,
        options: AnalysisOptions,
        variables: Mapping[str, VariableOf],
        groups: int,
    ) -> str | None:
        """Return the test of the type of the pair; by group there is none.

        One P per group compares nothing.
        """
        assert isinstance(options, PairedAnalysis)
        of = variables[options.before].options.type
        for key in ("test", "zeros"):
            useless = options.by or (key == "zeros" and of != "number")
            if getattr(options, key) is None or not useless:
                continue
            why = "by group there is no test" if options.by else "it is for numbers"
            reporter.report(
                "bad-value", ("analyses", name, key), f"`{key}:` has no effect: {why}", key=True,
                way_out="remove it",
            )  # fmt: skip
            return None
        if options.test is not None and options.test not in TESTS_OF[of]:
            reporter.report(
                "bad-value", ("analyses", name, "test"), f"this test does not fit pairs of a {of}",
                found=f'"{options.test}"', expected=f"one of {', '.join(TESTS_OF[of])}",
            )  # fmt: skip
            return None
        return "" if options.by else options.test or TESTS_OF[of][0]

    @override
    def by_group(self, options: AnalysisOptions, by: str) -> AnalysisOptions:
        assert isinstance(options, PairedAnalysis)
        return PairedAnalysis(
            kind="paired", before=options.before, after=options.after, by=by, where=options.where,
            level=options.level, label=options.label,
        )  # fmt: skip

    @override
    def blocks(
        self, analysis: AnalysisOf, path: str, label: str, variables: Mapping[str, VariableOf]
    ) -> Iterator[Block]:
        before, after = (variables[name] for name in analysis.times.values())
        make = number_pair_blocks if before.options.type == "number" else level_pair_blocks
        for block in make(analysis, path, label, before, after):
            part = block.path.removeprefix(f"{path}.").split(".")[0]
            if part in analysis.times:
                block = replace(block, time=part, describes=(analysis.times[part],))
            yield block

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
        """Return the condition that pairs have a direction; of levels, by who changed."""
        sign = SIGNS[word]
        ranks = bool(analysis.test) and self.tests[analysis.test].by_ranks
        if word in ("improved", "worsened"):
            return _better(word, block, analysis, variables, key, by_ranks=ranks)
        if f"{block}.change.mean" in ids:
            return by_estimate(f"{block}.{'shift.estimate' if ranks else 'change.mean'}", sign)
        up, down = f"{block}.increased.percent", f"{block}.decreased.percent"
        if up not in ids:
            raise DirectionError(
                "bad-value", f'the levels of "{block}" have no order, so nothing increases'
            )
        return f"{up} {sign} {down}"

    @override
    def compute(self, analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
        if study.variables[analysis.times["before"]].options.type == "number":
            from sacroreport.kinds.paired.numbers import paired_numbers

            return paired_numbers(analysis, tally, study)
        from sacroreport.kinds.paired.levels import paired_levels

        return paired_levels(analysis, tally, study)

    @override
    def pairs(self, analysis: AnalysisOf, tally: Tally) -> Pairs:
        pairs, _ = complete_pairs(tally, *analysis.times.values())
        return tuple(sorted(pairs.items()))

    @override
    def subject(self, analysis: AnalysisOf, variables: Mapping[str, VariableOf]) -> Sentence:
        before, after = (variables[name].label for name in analysis.times.values())
        return Sentence("paired", {"before": before, "after": after})

    @override
    def code(
        self, analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str
    ) -> Code | None:
        from sacroreport.kinds.paired.code import paired_code

        return paired_code(analysis, tally, study, ending, method)


def _better(
    word: str,
    block: str,
    analysis: AnalysisOf,
    variables: Mapping[str, VariableOf],
    key: str,
    *,
    by_ranks: bool,
) -> str:
    better = getattr(variables[analysis.times["before"]].options, "better", None)
    if better is None:
        raise DirectionError(
            "bad-value", f'what is better is not declared, so nothing has "{word}"', key=key,
            way_out="add `better:` to both variables, or say `increased` or `decreased`",
        )  # fmt: skip
    sign = SIGNS[word]
    if not by_ranks:
        return by_estimate(f"{block}.improvement.mean", sign)
    if better == "lower":
        sign = "<" if sign == ">" else ">"
    return by_estimate(f"{block}.shift.estimate", sign)


KIND = Paired()
