"""Groups compared with adjustment for covariates, and whether a difference varies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.kinds.compare.options import CompareAnalysis
from sacroreport.statistics.estimate import Estimate
from sacroreport.statistics.linear import Row
from sacroreport.statistics.nested import Model, model_estimates
from sacroreport.study.expression import Value
from sacroreport.study.study import AnalysisOf, Study, code_of, levels_of


@dataclass(frozen=True, slots=True)
class Covariate:
    """A predictor: a number as it is, anything else as one column per level but the first.

    Attributes
    ----------
    levels
        The values that get a column; empty for a number.
    is_coded
        Whether it is anything but a number.
    """

    name: str
    levels: tuple[Value, ...] = ()
    is_coded: bool = False

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self.levels) if self.is_coded else 1

    def columns(self, value: Value) -> tuple[Fraction, ...]:
        """Return the columns of one value."""
        if isinstance(value, Fraction):
            return (value,)
        return tuple(Fraction(int(value == level)) for level in self.levels)


Seen = list[tuple[Mapping[str, Value], int]]
Columns = Callable[[Mapping[str, Value]], tuple[Fraction, ...]]


def complete(tally: Tally, names: Sequence[str]) -> tuple[Seen, int]:
    """Return the participants with all of some values, and how many lack one."""
    participants: Seen = []
    missing = 0
    for values, count in tally.rows:
        all_ = tally.environment(values)
        seen = {name: value for name in names if (value := all_[name]) is not None}
        if len(seen) < len(names):
            missing += count
        else:
            participants.append((seen, count))
    return participants, missing


def covariates(names: Sequence[str], study: Study, seen: Seen) -> list[Covariate]:
    """Return the predictors; a level that nobody has makes none."""
    predictors = []
    for name in names:
        variable = study.variables[name]
        if variable.options.type == "number":
            predictors.append(Covariate(name))
            continue
        codes = [code_of(variable, level) for level in levels_of(variable)]
        had = {values[name] for values, _ in seen}
        predictors.append(Covariate(name, tuple([code for code in codes if code in had][1:]), True))
    return predictors


def ancova_model(analysis: AnalysisOf, tally: Tally, study: Study) -> Model:
    """Return the models with the covariates alone, and with the groups."""
    options = analysis.options
    assert isinstance(options, CompareAnalysis)
    seen, missing = complete(tally, (options.variable, analysis.by, *options.adjust_for))
    had = {values[analysis.by] for values, _ in seen}
    all_groups = {
        group.part: code_of(study.variables[analysis.by], group) for group in analysis.groups
    }
    groups = [code for code in all_groups.values() if code in had]
    shape = covariates(options.adjust_for, study, seen)

    def extra(values: Mapping[str, Value]) -> tuple[Fraction, ...]:
        return tuple(
            column for covariate in shape for column in covariate.columns(values[covariate.name])
        )

    def full(values: Mapping[str, Value]) -> tuple[Fraction, ...]:
        own = values[analysis.by]
        return (*(Fraction(int(own == group)) for group in groups), *extra(values))

    centers = _means(seen, extra)
    weights: dict[str, list[Fraction]] = {}
    absent = []
    for part, code in all_groups.items():
        own = [Fraction(int(group == code)) for group in groups]
        weights[f"adjusted.{part}"] = [*own, *centers]
        if code not in had:
            absent.append(f"adjusted.{part}")
    if len(all_groups) == 2:
        weights["adjusted"] = [Fraction(1), Fraction(-1), *[Fraction(0)] * len(centers)]
    reason = "" if len(groups) > 1 else f"needs 2 groups with participants, found {len(groups)}"
    return Model(
        _rows(seen, options.variable, lambda values: (Fraction(1), *extra(values))),
        _rows(seen, options.variable, full),
        weights,
        {},
        missing,
        f"analysis of covariance{_adjusted_for(options, study)}",
        reason,
        tuple(absent),
    )


def interaction_model(analysis: AnalysisOf, tally: Tally, study: Study) -> Model:
    """Return the models without and with the product of groups and another variable."""
    options = analysis.options
    assert isinstance(options, CompareAnalysis)
    assert options.interaction is not None
    names = (options.variable, analysis.by, options.interaction, *options.adjust_for)
    seen, missing = complete(tally, names)
    by, other = study.variables[analysis.by], study.variables[options.interaction]
    had = {(values[by.name], values[other.name]) for values, _ in seen}
    groups = [code_of(by, group) for group in analysis.groups]
    all_levels = {level.part: code_of(other, level) for level in levels_of(other)}
    # A group or level that nobody has says nothing.
    groups = [code for code in groups if code in {group for group, _ in had}]
    levels = {
        part: code for part, code in all_levels.items() if code in {value for _, value in had}
    }
    shape = covariates(options.adjust_for, study, seen)
    cells = [(group, code) for group in groups for code in levels.values()]

    def extra(values: Mapping[str, Value]) -> tuple[Fraction, ...]:
        return tuple(
            column for covariate in shape for column in covariate.columns(values[covariate.name])
        )

    def with_cells(values: Mapping[str, Value]) -> tuple[Fraction, ...]:
        own = values[by.name], values[other.name]
        return (*(Fraction(int(own == cell)) for cell in cells), *extra(values))

    def additive(values: Mapping[str, Value]) -> tuple[Fraction, ...]:
        first = [Fraction(int(values[by.name] == group)) for group in groups]
        second = [Fraction(int(values[other.name] == code)) for code in [*levels.values()][1:]]
        return (*first, *second, *extra(values))

    weights: dict[str, list[Fraction]] = {}
    participants: dict[str, int] = {}
    places = {part: index for index, part in enumerate(levels)}
    for part, code in all_levels.items():
        if len(analysis.groups) == 2:
            block = f"interaction.{part}"
            weights[block] = [Fraction(0)] * (
                len(cells) + sum(len(covariate) for covariate in shape)
            )
            participants[block] = sum(c for values, c in seen if values[other.name] == code)
            if part in levels and len(groups) == 2:
                weights[block][places[part]] = Fraction(1)
                weights[block][len(levels) + places[part]] = Fraction(-1)
    empty = [cell for cell in cells if cell not in had]
    reason = ""
    if len(groups) < 2 or len(levels) < 2:
        reason = "needs participants in 2 groups and 2 levels"
    elif empty:
        named = [
            next(level.label for level in levels_of(variable) if code_of(variable, level) == code)
            for variable, code in zip((by, other), empty[0], strict=True)
        ]
        reason = f"there is no participant with {' and '.join(named)}"
    return Model(
        _rows(seen, options.variable, additive),
        _rows(seen, options.variable, with_cells),
        weights,
        participants,
        missing,
        f"interaction of {by.label} and {other.label} in a linear model"
        f"{_adjusted_for(options, study)}",
        reason,
        tuple(f"interaction.{part}" for part in all_levels if part not in levels),
    )


def _adjusted_for(options: CompareAnalysis, study: Study) -> str:
    labels = [study.variables[name].label for name in options.adjust_for]
    return f", adjusted for {' and '.join(labels)}" if labels else ""


def adjusted(analysis: AnalysisOf, tally: Tally, study: Study) -> dict[str, Estimate]:
    """Return the comparison of groups adjusted for covariates: analysis of covariance.

    The slope of a covariate is taken to be the same in each group. Adjusted means are
    those at the covariates' means over all participants of the model. The difference of
    two groups is the other group minus the reference; P is that of the groups, by F.

    Returns
    -------
    estimates
        ``adjusted.…`` and ``test.…``. Participants without the variable, the group or a
        covariate are left out and counted.
    """
    model = ancova_model(analysis, tally, study)
    n, missing = model.n, model.missing
    counts = {
        "adjusted.n": Estimate(value=n, n=n, missing=missing, method="complete participants"),
        "adjusted.missing": Estimate(
            value=missing, n=n, missing=missing, method="participants without a value"
        ),
    }
    return counts | model_estimates(model, "test", Fraction(analysis.options.level))


def interaction(analysis: AnalysisOf, tally: Tally, study: Study) -> dict[str, Estimate]:
    """Return whether a difference between groups varies with another variable.

    One test, in place of a P value in each subgroup [1]_: the model with the product of
    both against the one without. For two groups also the difference within each level,
    from the model with the product.

    References
    ----------
    .. [1] Altman DG, Bland JM. Interaction revisited: the difference between two estimates.
       BMJ 2003;326:219.
    """
    model = interaction_model(analysis, tally, study)
    counts = {
        f"{block}.n": Estimate(
            value=n, n=n, missing=model.missing, method="complete participants of the level"
        )
        for block, n in model.participants.items()
    }
    return counts | model_estimates(model, "interaction", Fraction(analysis.options.level))


def _rows(seen: Seen, response: str, row: Columns) -> list[Row]:
    rows = []
    for values, count in seen:
        y = values[response]
        assert isinstance(y, Fraction)
        rows.append((row(values), y, count))
    return rows


def _means(seen: Seen, row: Columns) -> list[Fraction]:
    total = sum(count for _, count in seen)
    counted = (tuple(value * count for value in row(values)) for values, count in seen)
    return [sum(column, Fraction(0)) / total for column in zip(*counted, strict=True)]
