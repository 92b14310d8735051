"""``kind: correlate``: two numbers of the same participants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from typing_extensions import override

from sacroreport.data.tally import Tally
from sacroreport.kinds.kind import ComputedKind, Sentence
from sacroreport.kinds.parts.blocks import OF_PAIRS, block_of_test, level_of, limits
from sacroreport.kinds.parts.code import Code, join_or_none, level_of_code, vector
from sacroreport.kinds.parts.directions import SIGNS, by_estimate
from sacroreport.kinds.parts.pairs import complete_pairs, pair_counts
from sacroreport.kinds.parts.relations import with_test
from sacroreport.kinds.parts.tests import CORRELATED
from sacroreport.project.positions import Path
from sacroreport.statistics.estimate import Estimates
from sacroreport.study.blocks import Block, Statistic, Subject
from sacroreport.study.ids import Definition, Formula, Role
from sacroreport.study.kind import Example, Use
from sacroreport.study.options import AnalysisOptions, Name
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import AnalysisOf, Study, VariableOf

R = "Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²)"
FORMULAS = {
    "pearson": (Formula(R), Formula("tanh(artanh r ± z / √(n − 3))")),
    "spearman": (
        Formula(f"{R}, of the mid-ranks"),
        Formula("tanh(artanh r ± z √((1 + r²/2) / (n − 3)))", "Bonett 2000"),
    ),
}
"""Method → formula of r, and of its limits."""


class CorrelateAnalysis(AnalysisOptions):
    """Correlate two numbers of the same participants."""

    kind: Literal["correlate"]
    x: Name
    y: Name
    method: Literal["pearson", "spearman"] = "pearson"


class Correlate(ComputedKind):
    """Pearson's or Spearman's r with limits, and its test."""

    name = "correlate"
    options = CorrelateAnalysis
    tests = CORRELATED
    called = "a correlation"
    directions = ("positive", "negative")
    examples = (Example("two numbers", "together: {kind: correlate, x: pain, y: pain_after}"),)

    @override
    def uses(self, options: AnalysisOptions) -> Mapping[Path, Use]:
        assert isinstance(options, CorrelateAnalysis)
        number = frozenset({"number"})
        return {("x",): Use(options.x, number), ("y",): Use(options.y, number)}

    @override
    def test(
        self,
        reporter: Reporter,
        name: str,
        options: AnalysisOptions,
        variables: Mapping[str, VariableOf],
        groups: int,
    ) -> str | None:
        assert isinstance(options, CorrelateAnalysis)
        return options.method

    @override
    def label(self, labels: Sequence[str]) -> str:
        return " and ".join(labels)

    @override
    def blocks(
        self, analysis: AnalysisOf, path: str, label: str, variables: Mapping[str, VariableOf]
    ) -> Iterator[Block]:
        options = analysis.options
        assert isinstance(options, CorrelateAnalysis)
        about = Subject(
            name=analysis.name, of=label, variables=(options.x, options.y), level=level_of(analysis)
        )
        name = f"{options.method.capitalize()} correlation"
        of_r, of_limits = FORMULAS[options.method]
        yield Block(
            path=path,
            about=about,
            statistics=(
                *OF_PAIRS,
                Statistic("r", Role.EFFECT, name, "", formula=of_r),
                *limits(name, Role.EFFECT, "", (of_limits,)),
            ),
        )
        test = block_of_test(
            f"{path}.test", about, self.tests[analysis.test], is_adjusted=bool(analysis.family)
        )
        yield with_test(test, ((path, 0),))

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
        return by_estimate(f"{block}.r", SIGNS[word])

    @override
    def compute(self, analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
        """Correlate two variables over the participants who have both."""
        from sacroreport.statistics.association import correlation

        options = analysis.options
        assert isinstance(options, CorrelateAnalysis)
        pairs, missing = complete_pairs(tally, options.x, options.y)
        by_rank = options.method == "spearman"
        estimates = correlation(pairs, Fraction(options.level), by_rank=by_rank, missing=missing)
        if by_rank:
            estimates = {
                key: estimate
                for key, estimate in estimates.items()
                if key not in ("statistic", "df")
            }
        named = {
            f"test.{key}" if key in ("statistic", "df", "p") else key: estimate
            for key, estimate in estimates.items()
        }
        return {**pair_counts(sum(pairs.values()), missing), **named}

    @override
    def is_listing(self, analysis: AnalysisOf, variables: Mapping[str, VariableOf]) -> bool:
        return analysis.test == "spearman"

    @override
    def subject(self, analysis: AnalysisOf, variables: Mapping[str, VariableOf]) -> Sentence:
        return Sentence("correlated")

    @override
    def code(
        self, analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str
    ) -> Code | None:
        from sacroreport.statistics.association import EXACT_SPEARMAN

        options, level = analysis.options, level_of_code(analysis)
        assert isinstance(options, CorrelateAnalysis)
        pairs, _ = complete_pairs(tally, options.x, options.y)
        listed = sorted(pairs)
        if len(listed) < 3:
            return None
        counts = [pairs[pair] for pair in listed]
        x = vector("x", [pair[0] for pair in listed], counts)
        y = vector("y", [pair[1] for pair in listed], counts)
        code: Code | None
        if options.method == "pearson":
            r, python = f"cor.test(x, y, conf.level = {level})", "stats.pearsonr(x, y)"
            interval = f"{python}.confidence_interval({level})"
            code = {
                "r": ("cor(x, y)", f"{python}.statistic"),
                "low": (f"{r}$conf.int[1]", f"{interval}[0]"),
                "high": (f"{r}$conf.int[2]", f"{interval}[1]"),
                "test.p": (f"{r}$p.value", f"{python}.pvalue"),
                "test.statistic": (f"{r}$statistic", ""),
            }.get(ending)
        elif ending == "r":
            code = 'cor(x, y, method = "spearman")', "stats.spearmanr(x, y).statistic"
        elif ending == "test.p" and sum(counts) > EXACT_SPEARMAN:
            code = "cor.test(rank(x), rank(y))$p.value", "stats.spearmanr(x, y).pvalue"
        else:
            code = None
        return join_or_none((x, y), code)


KIND = Correlate()
