"""The direction of an analysis, and the block of ids that an analysis or one of its groups has."""

from __future__ import annotations

from collections.abc import Mapping

from sacroreport.findings import did_you_mean, quoted
from sacroreport.study.ids import Definition
from sacroreport.study.kind import DirectionError
from sacroreport.study.study import AnalysisOf, VariableOf


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
    DirectionError
        If there is none, or it has no test.
    """
    analysis = analyses.get(name)
    outer = analyses.get(name.rpartition(".")[0])
    # Pairs by group are as many analyses of pairs; a description by group has no direction.
    if analysis is None and outer is not None and outer.times and name in outer.paths:
        analysis = outer
    if analysis is None:
        known = [other for other in analyses if not tested or f"{other}.test.p" in ids]
        raise DirectionError(
            "unknown-analysis", f'there is no analysis "{name}"', key=key,
            way_out=did_you_mean(name, known),
        )  # fmt: skip
    pairs_by_group = bool(analysis.times) and analysis.is_split
    if tested and f"{name}.test.p" not in ids:
        raise DirectionError(
            "no-test", f'"{name}" has no test', key=key,
            found="pairs by group" if pairs_by_group else f"kind {analysis.options.kind}",
            expected="a paired analysis, a comparison or a correlation",
            way_out=did_you_mean(name, [other for other in analyses if f"{other}.test.p" in ids]),
        )  # fmt: skip
    if pairs_by_group and analysis.name == name:
        raise DirectionError(
            "bad-value", f'"{name}" is made by group', key=key,
            way_out=f"name one of {quoted(analysis.paths)}",
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

    Raises
    ------
    DirectionError
        If the analysis cannot have it.
    """
    kind = analysis.kind
    if word not in kind.directions:
        called = kind.called or f"kind {kind.name}"
        raise DirectionError(
            "bad-value", f'"{word}" is no direction of {called}', key=key,
            found=f'"{block}", {called}',
            expected=f"one of {', '.join(kind.directions)}"
            if kind.directions else "an analysis with a direction",
        )  # fmt: skip
    return kind.direction(word, block, analysis, ids, variables, key=key)
