"""Figures from results: what is drawn, what is read aloud, and the text that includes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import pairwise

from sacroreport.kinds.results import Results
from sacroreport.project.numerals import WHOLE
from sacroreport.study.figure_kinds import (
    DistributionFigure,
    FigureOf,
    FlowFigure,
    FlowStep,
    ForestFigure,
    PairsFigure,
    RespondersFigure,
)
from sacroreport.study.study import Study, levels_of
from sacroreport.writing.draw import (
    Drawing,
    ForestRow,
    LeftOut,
    Mark,
    Rate,
    Step,
    draw_distribution,
    draw_flow,
    draw_forest,
    draw_pairs,
    draw_responders,
)
from sacroreport.writing.tables import table_words, with_numbers
from sacroreport.writing.values import Values


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure before it is drawn: the function that draws it, with everything it is given."""

    name: str
    drawn_by: partial[Drawing]
    values: Values

    @property
    def shown(self) -> str:
        """All that the drawing follows from, in words: equal words, equal drawings."""
        given = self.drawn_by
        return f"{given.func.__qualname__} {given.args!r} {sorted(given.keywords.items())!r}"

    def draw(self) -> Drawing:
        """Draw the figure, every number of it from the values.

        Raises
        ------
        ValueError
            If a text cannot be drawn.
        RuntimeError
            If a number that was drawn is not the one of its result: a defect of this package.
        """
        drawing = self.drawn_by()
        for mark in drawing.marks:
            plain = self.values[mark.id].plain if mark.id else mark.text
            if mark.text not in (plain, f"n = {plain}"):
                raise RuntimeError(f"the figure {self.name} draws {mark.text!r} for {mark.id}")
        return drawing


def picture_of(figure: FigureOf, study: Study, results: Results, values: Values) -> Picture:
    """Return what a figure shows, ready to be drawn.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    return Picture(figure.name, _Shown(study, results, values).of(figure), values)


class _Shown:
    def __init__(self, study: Study, results: Results, values: Values) -> None:
        self.study, self.results, self.values = study, results, values
        self.words = table_words(study.head.lang)
        self.decimal = values.style.decimal

    def of(self, figure: FigureOf) -> partial[Drawing]:
        match figure.options:
            case FlowFigure(steps=steps):
                return partial(draw_flow, [self.step(step) for step in steps], decimal=self.decimal)
            case PairsFigure(of=of):
                return self.pairs(of)
            case DistributionFigure(of=of):
                return self.distribution(of)
            case RespondersFigure(of=of):
                return self.responders(of)
            case ForestFigure() as options:
                return self.forest(figure.name, options)

    def mark(self, id_: str) -> Mark:
        value = self.values[id_]
        return Mark(id_, value.plain) if value.text is not None else Mark("", value.reason)

    def number(self, id_: str) -> float | None:
        value = self.results[id_].value
        return None if value is None else float(value)

    def step(self, step: FlowStep) -> Step:
        left_out = tuple(LeftOut(one.label, self.count(one.count)) for one in step.left_out)
        return Step(step.label, self.count(step.count), left_out)

    def count(self, id_: str) -> Mark:
        mark = self.mark(id_)
        return Mark(mark.id, f"n = {mark.text}")

    def labels(self, of: str) -> tuple[str, str]:
        before, after = _labels_of_times(self.study, of)
        return before, after

    def pairs(self, of: str) -> partial[Drawing]:
        analysis = self.study.analyses[of]
        variable = self.study.variables[analysis.times["before"]]
        given = getattr(variable.options, "range", None)
        means = self.number(f"{of}.before.mean"), self.number(f"{of}.after.mean")
        known = means[0] is not None and means[1] is not None
        pairs = [
            (float(first), float(second), count)
            for (first, second), count in self.results.pairs[of]
        ]
        return partial(
            draw_pairs,
            pairs,
            labels=self.labels(of),
            axis=_with_unit(analysis.label, variable.unit),
            limits=(float(given[0]), float(given[1])) if given is not None else None,
            summary=(self.mark(f"{of}.before.mean_sd"), self.mark(f"{of}.after.mean_sd"))
            if known and len(self.results.pairs[of]) > 1
            else None,
            means=(means[0] or 0.0, means[1] or 0.0) if known else None,
            key=self.words["participants"],
            decimal=self.decimal,
        )

    def distribution(self, of: str) -> partial[Drawing]:
        analysis = self.study.analyses[of]
        variable = self.study.variables[analysis.variables[0]]
        classes = _classes(self.study, of)
        bars = []
        for path, (low, high) in classes.items():
            id_ = f"{path}.count"
            bars.append((float((low + high) / 2), int(self.number(id_) or 0), self.mark(id_)))
        middles = [(low + high) / 2 for low, high in classes.values()]
        inside = min(middles) <= 0 <= max(middles)
        low, high = next(iter(classes.values()))
        return partial(
            draw_distribution,
            bars,
            axis=_with_unit(analysis.label, variable.unit),
            count_axis=self.words["participants"],
            width=float(high - low),
            highlight=0.0 if inside else None,
            decimal=self.decimal,
        )

    def responders(self, of: str) -> partial[Drawing]:
        rows = []
        for name, responder in self.study.analyses[of].responders.items():
            block = f"{of}.responders.{name}"
            rows.append(
                Rate(
                    responder.options.label,
                    self.number(f"{block}.percent") or 0.0,
                    self.number(f"{block}.low"),
                    self.number(f"{block}.high"),
                    self.mark(f"{block}.count_of_n"),
                )
            )
        axis = f"{self.words['participants']}, %"
        return partial(draw_responders, rows, axis=axis, decimal=self.decimal)

    def forest(self, name: str, options: ForestFigure) -> partial[Drawing]:
        rows = []
        for by in options.by:
            variable = self.study.variables[by]
            rows.append(ForestRow(variable.label, is_heading=True))
            for level in levels_of(variable):
                label = level.label
                if variable.options.type == "flag":
                    label = self.words["affirmed" if level.code == "yes" else "denied"]
                rows.append(self.forest_row(label, f"{name}.{by}.{level.part}", options.show))
        total = self.forest_row(self.words["all"], options.of, options.show)
        rows.append(
            ForestRow(
                total.label, n=total.n, estimate=total.estimate, low=total.low, high=total.high,
                text=total.text, is_total=True, weight=total.weight,
            )
        )  # fmt: skip
        analysis = self.study.analyses[options.of]
        variable = self.study.variables[analysis.variables[0]]
        coverage = f"{float(analysis.options.level):g}"
        axis = f"{analysis.label}: {self.words[options.show]}"
        return partial(
            draw_forest,
            rows,
            axis=_with_unit(axis, variable.unit),
            none=0.0,
            columns=("n", f"{self.words['mean']} ({coverage}% CI)"),
            decimal=self.decimal,
        )

    def forest_row(self, label: str, block: str, show: str) -> ForestRow:
        inner = f"{block}.{show}"
        low, high = self.number(f"{inner}.low"), self.number(f"{inner}.high")
        text = self.mark(f"cells.{inner}.mean_ci")
        estimate = self.number(f"{inner}.mean")
        if low is None and estimate is not None:  # one participant has a mean and no limits
            text = self.mark(f"{inner}.mean")
        return ForestRow(
            label,
            n=self.mark(f"{block}.n"),
            estimate=estimate,
            low=low,
            high=high,
            text=text,
            weight=int(self.number(f"{block}.n") or 0),
        )


def _labels_of_times(study: Study, of: str) -> list[str]:
    """Return the labels of the variables that an analysis pairs, in the order of time."""
    return [study.variables[name].label for name in study.analyses[of].times.values()]


def _classes(study: Study, of: str) -> dict[str, tuple[Fraction, Fraction]]:
    """Return the classes of a distribution: what the ids of each begin with → its ends."""
    return {block.path: block.span for block in study.blocks[of] if block.span is not None}


def _with_unit(label: str, unit: str) -> str:
    return f"{label}, {unit}" if unit else label


def figure_markdown(figure: FigureOf, study: Study, values: Values, file: str) -> str:
    """Return the text that shows a figure: caption, picture, label, what is read aloud.

    Parameters
    ----------
    file
        The picture, from the project's folder on.
    """
    options = figure.options
    alt = options.alt or " ".join(_alt(figure, study, values))
    alt = f"{alt[:-1]}." if alt.endswith(";") else alt
    alt = alt.replace('"', "'").replace("\\", "")
    return (
        f"::: {{#{figure.label}}}\n\n"
        f'![](/{file}){{fig-alt="{alt}"}}\n\n'
        f"{with_numbers(options.caption)}\n\n:::\n\n"
    )


def _alt(figure: FigureOf, study: Study, values: Values) -> Iterator[str]:
    """Yield what is read aloud by default: what is drawn, and the numbers of it."""

    def named(id_: str) -> str:
        value = values.get(id_)
        return (
            f"{{{{< var {id_} >}}}}" if value is not None and value.text is not None else "unknown"
        )

    def estimate(block: str) -> str:
        """Return a mean with its limits, or what there is of it."""
        for ending in ("mean_ci", "mean"):
            if values[f"{block}.{ending}"].text is not None:
                return named(f"{block}.{ending}")
        return values[f"{block}.mean"].reason

    match figure.options:
        case FlowFigure(steps=steps):
            yield "Flow of participants:"
            for step in steps:
                yield f"{step.label}, {named(step.count)};"
                for one in step.left_out:
                    yield f"left out: {one.label}, {named(one.count)};"
        case PairsFigure(of=of):
            before, after = _labels_of_times(study, of)
            yield (
                f"Lines from {before} to {after} of {named(f'{of}.n')} participants; the mean is "
                f"{named(f'{of}.before.mean')} before and {named(f'{of}.after.mean')} after."
            )
        case DistributionFigure(of=of):
            yield (
                f"Bars of {study.analyses[of].label} in {named(f'{of}.n')} participants, the "
                "number of participants above each:"
            )
            for path, (low, high) in _classes(study, of).items():
                yield f"around {_plain((low + high) / 2)}, {named(f'{path}.count')};"
        case RespondersFigure(of=of):
            yield "Responders with limits:"
            for name, responder in study.analyses[of].responders.items():
                block = f"{of}.responders.{name}"
                yield f"{responder.options.label}, {named(f'{block}.count_of_n')};"
        case ForestFigure(of=of, by=by, show=show):
            yield f"Mean {show} of {study.analyses[of].label} with limits:"
            for name in by:
                variable = study.variables[name]
                for level in levels_of(variable):
                    block = f"{figure.name}.{name}.{level.part}.{show}"
                    label = level.label.removeprefix(f"{variable.label}: ")
                    yield f"{variable.label} {label}, {estimate(block)};"
            yield f"all, {estimate(f'{of}.{show}')}."


def _plain(value: Fraction) -> str:
    return f"{float(value):g}".replace("-", "−")


def flow_defects(study: Study, results: Results) -> Iterator[tuple[str, int, str]]:
    """Yield the steps of flows whose counts do not add up: figure, step, what is wrong."""
    for name, figure in study.figures.items():
        if not isinstance(figure.options, FlowFigure):
            continue
        steps = figure.options.steps
        for index, (step, after) in enumerate(pairwise(steps)):
            found = _count(step.count, study, results)
            left = [_count(one.count, study, results) for one in step.left_out]
            wanted = _count(after.count, study, results)
            if found is None or wanted is None or None in left:
                yield name, index, "a count of the flow is not known or is no whole number"
                continue
            rest = found - sum(one for one in left if one is not None)
            if rest != wanted:
                without = f" without the {found - rest} left out" if step.left_out else ""
                yield (
                    name,
                    index,
                    (
                        f'the flow does not add up: "{step.label}" has {found}{without}, so {rest} '
                        f'remain; "{after.label}" has {wanted}'
                    ),
                )


def _count(id_: str, study: Study, results: Results) -> int | None:
    if id_.startswith("constants."):
        text = study.constants[id_.removeprefix("constants.")].value
        return int(text) if WHOLE.fullmatch(text) else None
    value = results[id_].value
    return value if isinstance(value, int) else None
