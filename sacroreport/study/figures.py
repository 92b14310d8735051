"""The figures of a study, checked against its analyses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sacroreport.findings import did_you_mean, quoted
from sacroreport.project.positions import Path
from sacroreport.study.cells import as_cell
from sacroreport.study.figure_kinds import (
    DistributionFigure,
    Figure,
    FigureOf,
    FlowFigure,
    FlowLeftOut,
    FlowStep,
    ForestFigure,
    PairsFigure,
    RespondersFigure,
)
from sacroreport.study.ids import Definition, Role
from sacroreport.study.kind import Kinds
from sacroreport.study.options import AnalysisOptions
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import VariableOf
from sacroreport.study.table_analyses import GROUPING
from sacroreport.study.table_kinds import SHORTCODE

COUNTS = frozenset({Role.COUNT, Role.CONSTANT})


def analyses_of_figures(
    reporter: Reporter,
    figures: Mapping[str, Figure],
    variables: Mapping[str, VariableOf],
    analyses: Mapping[str, AnalysisOptions],
    kinds: Kinds,
) -> dict[str, AnalysisOptions]:
    """Return the analyses that figures need: forests, by each of their variables."""
    needed: dict[str, AnalysisOptions] = {}
    for name, figure in figures.items():
        if not isinstance(figure, ForestFigure):
            continue
        whole = analyses.get(figure.of)
        if whole is None or not _offers(kinds, whole, "forest"):
            continue  # said by `build_figures`
        for index, by in enumerate(figure.by):
            path = ("figures", name, "by", index)
            variable = variables.get(by)
            if variable is None or variable.options.type not in GROUPING:
                reporter.report(
                    "unknown-variable", path, f'"{by}" makes no groups',
                    found="no such variable" if variable is None else f"a {variable.options.type}",
                    expected=f"a {quoted(GROUPING)}", way_out=did_you_mean(by, variables),
                )  # fmt: skip
                continue
            own = f"{name}.{by}"
            needed[own] = kinds[whole.kind].by_group(whole, by)
            reporter.aliases[own] = path
    return needed


def build_figures(
    reporter: Reporter,
    figures: Mapping[str, Figure],
    analyses: Mapping[str, AnalysisOptions],
    ids: Mapping[str, Definition],
    kinds: Kinds,
) -> dict[str, FigureOf]:
    """Return the figures of a study; defects go to the reporter."""
    for name, figure in figures.items():
        path = ("figures", name)
        for key in ("caption", "alt"):
            text = getattr(figure, key) or ""
            reporter.plain_text((*path, key), SHORTCODE.sub("", text))
            for match in SHORTCODE.finditer(text):
                if match[1] not in ids:
                    reporter.report(
                        "unknown-id", (*path, key), f'there is no number "{match[1]}"',
                        way_out=did_you_mean(match[1], ids),
                    )  # fmt: skip
        match figure:
            case FlowFigure():
                _check_flow(reporter, name, figure, ids)
            case DistributionFigure():
                _check_of(reporter, name, figure.of, figure.kind, analyses, kinds)
            case PairsFigure() | RespondersFigure() | ForestFigure():
                _check_of(reporter, name, figure.of, figure.kind, analyses, kinds, ids)
                analysis = analyses.get(figure.of)
                if isinstance(figure, RespondersFigure) and not getattr(
                    analysis, "responders", True
                ):
                    reporter.report(
                        "bad-value", (*path, "of"), f'"{figure.of}" has no `responders:`',
                        way_out="declare a criterion, or draw something else",
                    )  # fmt: skip
    return {name: FigureOf(name, figure) for name, figure in figures.items()}


def _check_of(
    reporter: Reporter,
    name: str,
    of: str,
    shape: str,
    analyses: Mapping[str, AnalysisOptions],
    kinds: Kinds,
    ids: Mapping[str, Definition] | None = None,
) -> None:
    options = analyses.get(of)
    fits = options is not None and _offers(kinds, options, shape)
    if fits and ids is not None:
        fits = f"{of}.change.mean" in ids
    if not fits:
        what = f"paired analysis of numbers{'' if ids is None else ', not by group'}"
        known = [name for name, option in analyses.items() if shape in kinds[option.kind].series]
        reporter.report(
            "unknown-analysis", ("figures", name, "of"),
            f'"{of}" is no {"analysis of kind distribution" if ids is None else what}',
            way_out=did_you_mean(of, known) or "name an analysis of `analyses:`",
        )  # fmt: skip


def _offers(kinds: Kinds, options: AnalysisOptions, shape: str) -> bool:
    """Say whether a figure of a shape can be drawn of an analysis, which has no groups."""
    kind = kinds[options.kind]
    return shape in kind.series and not kind.by(options)


def _check_flow(
    reporter: Reporter, name: str, figure: FlowFigure, ids: Mapping[str, Definition]
) -> None:
    for index, step in enumerate(figure.steps):
        path = ("figures", name, "steps", index)
        counted: list[tuple[Path, FlowStep | FlowLeftOut]] = [(path, step)]
        counted += [((*path, "left_out", at), box) for at, box in enumerate(step.left_out)]
        for where, box in counted:
            reporter.plain_text((*where, "label"), box.label)
            known = ids.get(box.count)
            if known is None or known.role not in COUNTS:
                reporter.report(
                    "unknown-id", (*where, "count"), f'"{box.count}" is no count',
                    expected="the id of a number of participants, or a constant",
                    way_out=did_you_mean(box.count, ids),
                )  # fmt: skip
        if step.left_out and index + 1 == len(figure.steps):
            reporter.report(
                "bad-value", (*path, "left_out"), "nobody can be left out after the last step",
                key=True, way_out="add the step that is left",
            )  # fmt: skip


def figure_cells(
    figures: Mapping[str, FigureOf], ids: Mapping[str, Definition]
) -> Iterator[Definition]:
    """Yield the ids of texts that figures print as a table would."""
    for figure in figures.values():
        match figure.options:
            case ForestFigure(of=of, by=by, show=show):
                prefixes = (f"{of}.", *(f"{figure.name}.{variable}." for variable in by))
                ending = f".{show}.mean_ci"
            case _:
                continue
        for id_, base in ids.items():
            if id_.startswith(prefixes) and id_.endswith(ending):
                yield as_cell(base)
