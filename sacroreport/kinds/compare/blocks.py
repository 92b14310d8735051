"""The ids of a comparison, and how their numbers hang together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sacroreport.kinds.compare.options import CompareAnalysis, compared_as
from sacroreport.kinds.parts.blocks import (
    IN_GROUPS,
    PEOPLE,
    RISK_DIFFERENCE,
    block_of_test,
    described_blocks,
    estimate_block,
    flag_block,
    mean_limits,
    shift_block,
    subject_of,
)
from sacroreport.kinds.parts.relations import partition_of_levels, with_test
from sacroreport.kinds.parts.tests import COMPARED
from sacroreport.study.blocks import Block, Difference, FewerPeople, Statistic, Subject
from sacroreport.study.ids import Formula, Role
from sacroreport.study.study import AnalysisOf, VariableOf, levels_of

NONCENTRAL = "the noncentrality with P(T < t) = {}, divided by √(n₁n₀/(n₁ + n₀))"
DIFFERENCE = Formula("mean of the group − mean of the reference", worked="{fraction} = {value}")
LIMITS = Formula("difference ± t(df) · standard error")
SMD = Formula("difference / √((variance₁ + variance₀) / 2)")
EFFECTS = (
    (
        "d", "difference of means in pooled SD (Cohen's d)",
        Formula("(mean₁ − mean₀) / √(((n₁ − 1)s₁² + (n₀ − 1)s₀²) / (n₁ + n₀ − 2))"),
    ),
    ("d_low", "lower limit of d", Formula(NONCENTRAL.format("1 − α/2"), "Cumming 2001")),
    ("d_high", "upper limit of d", Formula(NONCENTRAL.format("α/2"), "Cumming 2001")),
    (
        "g", "d corrected for small n (Hedges)",
        Formula("d · Γ(m/2) / (√(m/2) · Γ((m − 1)/2)), m = n₁ + n₀ − 2", "Hedges 1981"),
    ),
    ("smd", "standardised mean difference", SMD),
)  # fmt: skip
ODDS_RATIO = (Formula("conditional maximum likelihood"), Formula("exact conditional limits"))
OF_MODEL = Formula("estimate ± t(df2) · √(w′(X′X)⁻¹w · RSS₁ / df2), w the weights")
ADJUSTED = (
    Formula("least squares: coefficient of the group − that of the reference"),
    Formula("least squares: at the means of the covariates"),
)
"""Formula of the adjusted difference, and of the adjusted mean of a group."""
WITHIN = Formula("least squares: group − reference within the level", "Altman 2003")
INTERACTION = Formula(
    "F = ((RSS₀ − RSS₁) / df) / (RSS₁ / df2), RSS of least squares without and with the product of "
    "both",
    "Altman 2003",
)


def compared_blocks(
    analysis: AnalysisOf, path: str, label: str, variables: Mapping[str, VariableOf]
) -> Iterator[Block]:
    """Yield the blocks of a comparison of groups; of two the reference is the last."""
    options = analysis.options
    assert isinstance(options, CompareAnalysis)
    variable = variables[options.variable]
    about = subject_of(analysis, label, variable)
    kind = compared_as(options, variable)
    yield Block(path=path, about=about, statistics=IN_GROUPS)
    for group in analysis.groups:
        inner = replace(about, of=f"{label}, {group.label}")
        yield from _group(analysis, f"{path}.{group.part}", inner, group.part, variable, kind)
    effects: list[tuple[str, int]] = []
    if len(analysis.groups) == 2:
        first, second = (group.label for group in analysis.groups)
        two = replace(about, of=f"{label}, {first} against {second}")
        if kind == "number":
            yield from _numbers(analysis, path, two, (variable.name,))
            effects += [(f"{path}.shift", 0), (f"{path}.difference", 0)]
        elif kind == "flag":
            yield from _shares(analysis, path, two)
            effects.append((f"{path}.risk_difference", 0))
        if options.adjust_for:
            effects.append((f"{path}.adjusted", 0))
        if kind == "flag":
            effects.append((f"{path}.odds_ratio", 1))
    test = block_of_test(
        f"{path}.test", about, COMPARED[analysis.test], is_adjusted=bool(analysis.family)
    )
    yield with_test(test, effects, (variable.name,))
    if options.adjust_for:
        yield from _adjusted(analysis, path, about, options, variables)
    if options.interaction is not None:
        yield from _interaction(analysis, path, about, options, variables)


def _group(
    analysis: AnalysisOf, path: str, about: Subject, part: str, variable: VariableOf, kind: str
) -> Iterator[Block]:
    """Yield the blocks of one group; a category with an event is described as a flag."""
    if kind == "flag":
        blocks = iter((flag_block(path, about, analysis.interval),))
    else:
        blocks = described_blocks(path, about, variable, analysis.interval)
    whole = partition_of_levels(analysis.label, path, variable) if kind == "category" else ()
    for index, block in enumerate(blocks):
        yield replace(
            block,
            group=part,
            describes=(variable.name,),
            relations=whole if index == 0 else (),
        )


def _two(analysis: AnalysisOf, path: str, statistic: str) -> tuple[str, str]:
    """Return the ids of one statistic of both groups."""
    first, second = (f"{path}.{group.part}.{statistic}" for group in analysis.groups)
    return first, second


def _numbers(
    analysis: AnalysisOf, path: str, two: Subject, variables: tuple[str, ...]
) -> Iterator[Block]:
    difference = f"{path}.difference"
    mean = Statistic("mean", Role.MEAN, "difference of means", formula=DIFFERENCE)
    yield Block(
        path=difference,
        about=two,
        statistics=(mean, *mean_limits("difference of means", LIMITS)),
        relations=(
            Difference(*_two(analysis, path, "mean"), f"{difference}.mean", variables),
        ),
    )  # fmt: skip
    yield shift_block(f"{path}.shift", two, "difference")
    yield Block(
        path=f"{path}.effect",
        about=two,
        statistics=tuple(
            Statistic(name, Role.EFFECT, meaning, "", formula=formula)
            for name, meaning, formula in EFFECTS
        ),
    )


def _shares(analysis: AnalysisOf, path: str, two: Subject) -> Iterator[Block]:
    difference = f"{path}.risk_difference"
    closing = Difference(*_two(analysis, path, "percent"), f"{difference}.estimate")
    yield replace(
        estimate_block(
            difference, two, Role.POINTS, "risk difference", "percentage points", RISK_DIFFERENCE
        ),
        relations=(closing,),
    )
    yield estimate_block(
        f"{path}.odds_ratio", two, Role.RATIO, "conditional odds ratio", "", ODDS_RATIO
    )
    meaning = "standardised difference of proportions"
    smd = Statistic("smd", Role.EFFECT, meaning, "", formula=SMD)
    yield Block(path=f"{path}.effect", about=two, statistics=(smd,))


def _adjusted(
    analysis: AnalysisOf,
    path: str,
    about: Subject,
    options: CompareAnalysis,
    variables: Mapping[str, VariableOf],
) -> Iterator[Block]:
    """Yield the blocks of a comparison adjusted for covariates."""
    own = f"{path}.adjusted"
    by = f"adjusted for {_listed([variables[name].label for name in options.adjust_for])}"
    model = replace(about, variables=(*about.variables, *options.adjust_for))
    groups = tuple(f"{path}.{group.part}." for group in analysis.groups)
    yield Block(
        path=own,
        about=model,
        statistics=(
            Statistic("n", Role.COUNT, "participants of the model", PEOPLE),
            Statistic("missing", Role.COUNT, "participants without one of its values", PEOPLE),
        ),
        relations=(
            FewerPeople(
                (f"{own}.", f"{path}.test."), (*groups, f"{path}.difference."),
                f"{own}.n", f"{path}.n",
            ),
        ),
    )  # fmt: skip
    difference, mean = (
        Statistic("mean", Role.MEAN, meaning, formula=replace(formula, worked=DIFFERENCE.worked))
        for meaning, formula in zip(
            ("adjusted difference of means", "adjusted mean"), ADJUSTED, strict=True
        )
    )
    if len(analysis.groups) == 2:
        first, second = (group.label for group in analysis.groups)
        yield Block(
            path=own,
            about=replace(model, of=f"{about.of}, {first} against {second}, {by}"),
            statistics=(difference, *mean_limits(difference.meaning, OF_MODEL)),
            relations=(
                Difference(*_two(analysis, own, "mean"), f"{own}.mean", (options.variable,)),
            ),
        )  # fmt: skip
    for group in analysis.groups:
        yield Block(
            path=f"{own}.{group.part}",
            about=replace(model, of=f"{about.of}, {group.label}, {by}"),
            statistics=(mean, *mean_limits(mean.meaning, OF_MODEL)),
        )


def _interaction(
    analysis: AnalysisOf,
    path: str,
    about: Subject,
    options: CompareAnalysis,
    variables: Mapping[str, VariableOf],
) -> Iterator[Block]:
    """Yield the blocks of whether a difference between groups varies with another variable."""
    assert options.interaction is not None
    own, test = f"{path}.interaction", "test of the interaction"
    other = variables[options.interaction]
    read = (*about.variables, options.interaction, *options.adjust_for)
    both = replace(about, variables=read, of=f"{about.of}, groups and {other.label}")
    yield Block(
        path=own,
        about=both,
        statistics=tuple(
            Statistic(name, role, f"{meaning} of the {test}", "", formula=INTERACTION)
            for name, role, meaning in (
                ("statistic", Role.STATISTIC, "F"),
                ("df", Role.DF, "degrees of freedom"),
                ("df2", Role.DF, "residual degrees of freedom"),
                ("p", Role.P, "two-sided P"),
            )
        ),
    )
    if len(analysis.groups) != 2:
        return
    first, second = (group.label for group in analysis.groups)
    formula = replace(WITHIN, worked=DIFFERENCE.worked)
    for level in levels_of(other):
        yield Block(
            path=f"{own}.{level.part}",
            about=replace(both, of=f"{about.of}, {first} against {second}, {level.label}"),
            statistics=(
                Statistic("n", Role.COUNT, PEOPLE, PEOPLE),
                Statistic("mean", Role.MEAN, "difference of means", formula=formula),
                *mean_limits("difference of means", OF_MODEL),
            ),
        )


def _listed(labels: list[str]) -> str:
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if labels[1:] else labels)
