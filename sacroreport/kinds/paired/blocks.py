"""The ids of pairs, and how their numbers hang together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sacroreport.kinds.parts.blocks import (
    NUMBER,
    OF_PAIRS,
    RISK_DIFFERENCE,
    block_of_test,
    estimate_block,
    flag_block,
    level_blocks,
    level_of,
    mean_limits,
    shift_block,
)
from sacroreport.kinds.parts.relations import partition_of_levels, with_test
from sacroreport.kinds.parts.tests import PAIRED
from sacroreport.study.blocks import Block, Difference, Partition, SamePeople, Statistic, Subject
from sacroreport.study.ids import Formula, Role
from sacroreport.study.study import AnalysisOf, VariableOf

NONCENTRAL = "the noncentrality with P(T < t) = {}, divided by √n"
COMPANIONS = {"t": "wilcoxon", "wilcoxon": "t"}
"""Test of pairs of numbers → the sensitivity analysis that goes with it."""


def _subject(analysis: AnalysisOf, label: str, before: VariableOf, after: VariableOf) -> Subject:
    return Subject(
        name=analysis.name,
        of=label,
        unit=before.unit,
        variables=(before.name, after.name),
        decimals=max(before.decimals, after.decimals),
        level=level_of(analysis),
    )


def _same_people(
    analysis: AnalysisOf, path: str, before: VariableOf, after: VariableOf
) -> tuple[SamePeople, ...]:
    """Return that both variables alone are over all recorded; of groups nothing is said."""
    if analysis.by:
        return ()
    times = {"before": before, "after": after}
    return tuple(
        SamePeople(f"{path}.{time}", variable.name, f"{path}.n") for time, variable in times.items()
    )


def number_pair_blocks(
    analysis: AnalysisOf, path: str, label: str, before: VariableOf, after: VariableOf
) -> Iterator[Block]:
    """Yield the blocks of two numbers of the same participants."""
    about = _subject(analysis, label, before, after)
    variables = (before.name, after.name)
    falls = (f"{path}.before.mean", f"{path}.after.mean")
    rises = falls[::-1]
    better = falls if getattr(before.options, "better", None) == "lower" else rises
    yield Block(
        path=path,
        about=about,
        statistics=OF_PAIRS,
        relations=(
            # Of change and improvement, which differ in their sign alone, the latter first.
            Difference(*better, f"{path}.improvement.mean", variables),
            Difference(*rises, f"{path}.change.mean", variables),
            *_same_people(analysis, path, before, after),
        ),
    )
    for part, of in (("before", before.label), ("after", after.label)):
        inner = replace(about, of=f"{of}, complete pairs")
        yield Block(path=f"{path}.{part}", about=inner, statistics=NUMBER)
    for part, of in (("change", "change (after minus before)"), ("improvement", "improvement")):
        own = f"{path}.{part}"
        limits = (
            Formula("mean ± t(n − 1) · SD / √n",
                    worked=f"{{{own}.mean}} {sign} t({{n - 1}}) · {{{own}.sd}} / √{{n}}")
            for sign in "−+"
        )  # fmt: skip
        yield Block(
            path=own,
            about=replace(about, of=f"{label}, {of}"),
            statistics=(*NUMBER, *mean_limits("mean", *limits)),
            describes=variables,
        )
    change = f"{path}.change"
    if analysis.test:
        worked = f"t = {{{change}.mean}} / ({{{change}.sd}} / √{{n}})"
        test = block_of_test(
            f"{path}.test", about, PAIRED[analysis.test], is_adjusted=bool(analysis.family),
            worked=worked if analysis.test == "t" else "",
        )  # fmt: skip
        effects = [(f"{path}.{part}", 0) for part in ("change", "improvement", "shift")]
        yield with_test(test, effects, variables, f"{path}.companion")
        other = PAIRED[COMPANIONS[analysis.test]]
        yield block_of_test(f"{path}.companion", about, other, without=("df",))
    yield shift_block(f"{path}.shift", about, "change")
    yield Block(path=f"{path}.effect", about=about, statistics=_effects(change))
    for name, responder in analysis.responders.items():
        inner = replace(about, of=f"{label}, {responder.options.label}")
        yield flag_block(f"{path}.responders.{name}", inner, analysis.interval)


def _effects(change: str) -> tuple[Statistic, ...]:
    """Return the standardised effects of a change whose ids begin with ``change``."""
    dz = "mean change in standard deviations of the change (Cohen's dz)"
    factor = "dz · Γ(m/2) / (√(m/2) · Γ((m − 1)/2)), m = n − 1"
    return tuple(
        Statistic(name, Role.EFFECT, meaning, "", formula=formula)
        for name, meaning, formula in (
            (
                "dz", dz,
                Formula("mean change / SD of the changes",
                        worked=f"{{{change}.mean}} / {{{change}.sd}}"),
            ),
            (
                "dz_low", "lower limit of dz",
                Formula(NONCENTRAL.format("1 − α/2"), "Cumming 2001"),
            ),
            ("dz_high", "upper limit of dz", Formula(NONCENTRAL.format("α/2"), "Cumming 2001")),
            ("gz", "dz corrected for small n (Hedges)", Formula(factor, "Hedges 1981")),
        )
    )  # fmt: skip


def level_pair_blocks(
    analysis: AnalysisOf, path: str, label: str, before: VariableOf, after: VariableOf
) -> Iterator[Block]:
    """Yield the blocks of two flags or categories of the same participants."""
    about = _subject(analysis, label, before, after)
    is_ordered = before.options.type != "category"
    moves = ("decreased", "unchanged", "increased") if is_ordered else ("unchanged", "changed")
    parts = tuple(f"{path}.{move}" for move in moves)
    whole = [Partition(f"{analysis.label} ({', '.join(moves)})", parts, path)]
    for time in ("before", "after"):
        whole += partition_of_levels(analysis.label, f"{path}.{time}", before)
    difference = f"{path}.risk_difference"
    shares = (f"{path}.after.percent", f"{path}.before.percent")
    yield Block(
        path=path,
        about=about,
        statistics=OF_PAIRS,
        relations=(
            *whole,
            *(() if before.levels else (Difference(*shares, f"{difference}.estimate"),)),
            *_same_people(analysis, path, before, after),
        ),
    )
    levels = {level.part: level.label for level in before.levels}
    for time, variable in (("before", before), ("after", after)):
        inner = replace(about, of=f"{variable.label}, complete pairs")
        if levels:
            yield from level_blocks(f"{path}.{time}", inner, levels, analysis.interval)
        else:
            yield flag_block(f"{path}.{time}", inner, analysis.interval)
    for move in moves:
        yield flag_block(f"{path}.{move}", replace(about, of=f"{label}, {move}"), analysis.interval)
    if not levels:
        yield estimate_block(
            difference, about, Role.POINTS, "change of the percentage", "percentage points",
            RISK_DIFFERENCE,
        )  # fmt: skip
    if analysis.test:
        test = block_of_test(
            f"{path}.test", about, PAIRED[analysis.test], is_adjusted=bool(analysis.family)
        )
        effects = () if levels else ((difference, 0),)
        yield with_test(test, effects, (before.name, after.name))
