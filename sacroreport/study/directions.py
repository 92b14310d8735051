"""The direction of an analysis, and the block of ids that an analysis or one of its groups has."""

from __future__ import annotations

from collections.abc import Mapping

from sacroreport.findings import did_you_mean, quoted
from sacroreport.study.ids import Definition
from sacroreport.study.kinds import CompareAnalysis, CorrelateAnalysis, PairedAnalysis
from sacroreport.study.study import AnalysisOf, VariableOf

SIGNS = {
    "increased": ">", "improved": ">", "higher": ">", "positive": ">",
    "decreased": "<", "worsened": "<", "lower": "<", "negative": "<",
}  # fmt: skip
FIT: dict[type[object], tuple[str, tuple[str, ...]]] = {
    PairedAnalysis: ("pairs", ("increased", "decreased", "improved", "worsened")),
    CompareAnalysis: ("a comparison", ("higher", "lower")),
    CorrelateAnalysis: ("a correlation", ("positive", "negative")),
}
"""Analysis → what it is called, and the directions that it can have."""
RANK_TESTS = frozenset({"wilcoxon", "mann_whitney", "kruskal"})


class Wrong(Exception):
    """What a claim says of an analysis does not fit it; ``key`` is the key that says so."""

    def __init__(
        self, rule: str, message: str, *, key: str = "analysis", found: str = "",
        expected: str = "", way_out: str = "",
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.rule, self.key, self.found = rule, key, found
        self.expected, self.way_out = expected, way_out


def block_of(
    name: str,
    key: str,
    analyses: Mapping[str, AnalysisOf],
    ids: Mapping[str, Definition],
    *,
    tested: bool = False,
) -> tuple[str, AnalysisOf]:
    """Return the beginning of the ids of an analysis, or of a group of one, and the analysis.

    Parameters
    ----------
    tested
        Whether it has to have a test.

    Raises
    ------
    Wrong
        If there is none, or it has no test.
    """
    analysis = analyses.get(name)
    outer = analyses.get(name.rpartition(".")[0])
    if analysis is None and outer is not None and isinstance(outer.options, PairedAnalysis):
        parts = [group.part for group in outer.groups]
        if name.rpartition(".")[2] in parts:
            analysis = outer
    if analysis is None:
        known = [one for one in analyses if not tested or f"{one}.test.p" in ids]
        raise Wrong(
            "unknown-analysis", f'there is no analysis "{name}"', key=key,
            way_out=did_you_mean(name, known),
        )  # fmt: skip
    paired = isinstance(analysis.options, PairedAnalysis)
    if tested and f"{name}.test.p" not in ids:
        by_group = paired and bool(analysis.groups)
        raise Wrong(
            "no-test", f'"{name}" has no test', key=key,
            found="pairs by group" if by_group else f"kind {analysis.options.kind}",
            expected="a paired analysis, a comparison or a correlation",
            way_out=did_you_mean(name, [one for one in analyses if f"{one}.test.p" in ids]),
        )  # fmt: skip
    if paired and analysis.groups and analysis.name == name:
        groups = [f"{name}.{group.part}" for group in analysis.groups]
        raise Wrong(
            "bad-value", f'"{name}" is made by group', key=key,
            way_out=f"name one of {quoted(groups)}",
        )  # fmt: skip
    return name, analysis


def direction(
    word: str,
    block: str,
    analysis: AnalysisOf,
    ids: Mapping[str, Definition],
    variables: Mapping[str, VariableOf],
    *,
    key: str = "kind",
) -> str:
    """Return the condition that an analysis has a direction.

    Judged by the estimate that belongs to the test; of pairs of levels, by who changed.

    Raises
    ------
    Wrong
        If the analysis cannot have it.
    """
    options = analysis.options
    what, fitting = FIT.get(type(options), (f"kind {options.kind}", ()))
    if word not in fitting:
        raise Wrong(
            "bad-value", f'"{word}" is no direction of {what}', key=key,
            found=f'"{block}", {what}',
            expected=f"one of {', '.join(fitting)}" if fitting else "an analysis with a direction",
        )  # fmt: skip
    sign = SIGNS[word]
    if isinstance(options, PairedAnalysis):
        if word in ("improved", "worsened"):
            return _better(word, block, analysis, variables, key)
        if f"{block}.change.mean" not in ids:
            return _moved(block, sign, ids)
        ranks = analysis.test in RANK_TESTS
        return f"{block}.{'shift.estimate' if ranks else 'change.mean'} {sign} 0"
    estimates = ["adjusted.mean", "difference.mean", "risk_difference.estimate", "r"]
    if analysis.test in RANK_TESTS:
        estimates.insert(0, "shift.estimate")
    for estimate in estimates:
        if f"{block}.{estimate}" in ids:
            return f"{block}.{estimate} {sign} 0"
    raise Wrong(
        "bad-value", f'"{block}" has no difference that could be {word}', key=key,
        expected="two groups, compared in a number, a flag or an `event:`",
    )  # fmt: skip


def _better(
    word: str, block: str, analysis: AnalysisOf, variables: Mapping[str, VariableOf], key: str
) -> str:
    assert isinstance(analysis.options, PairedAnalysis)
    better = getattr(variables[analysis.options.before].options, "better", None)
    if better is None:
        raise Wrong(
            "bad-value", f'what is better is not declared, so nothing has "{word}"', key=key,
            way_out="add `better:` to both variables, or say `increased` or `decreased`",
        )  # fmt: skip
    sign = SIGNS[word]
    if analysis.test not in RANK_TESTS:
        return f"{block}.improvement.mean {sign} 0"
    if better == "lower":
        sign = "<" if sign == ">" else ">"
    return f"{block}.shift.estimate {sign} 0"


def _moved(block: str, sign: str, ids: Mapping[str, Definition]) -> str:
    up, down = f"{block}.increased.percent", f"{block}.decreased.percent"
    if up not in ids:
        raise Wrong("bad-value", f'the levels of "{block}" have no order, so nothing increases')
    return f"{up} {sign} {down}"
