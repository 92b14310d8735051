"""From a project to its values, with every finding on the way."""

from __future__ import annotations

from dataclasses import dataclass

from sacroreport.data.check import check_data
from sacroreport.data.imported import read_imported
from sacroreport.data.source import Frame, read_data
from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Severity, did_you_mean, has_errors
from sacroreport.kinds.load import load_study
from sacroreport.kinds.results import Results, compute
from sacroreport.project.positions import Document
from sacroreport.project.root import Project
from sacroreport.study.study import Study
from sacroreport.writing.figures import flow_defects
from sacroreport.writing.published import check_published
from sacroreport.writing.style import load_style, style_names
from sacroreport.writing.text import upright
from sacroreport.writing.values import Value, Values, write_values


@dataclass(frozen=True)
class Analysis:
    """A study with its results, or with the findings that prevented them.

    Attributes
    ----------
    frame, results, values
        ``None`` when the data have errors.
    findings
        Everything found about study, data and published numbers.
    """

    project: Project
    study: Study
    findings: tuple[Finding, ...]
    frame: Frame | None = None
    results: Results | None = None
    values: Values | None = None

    def stand_in(self) -> Values:
        """Return values that have every id but no numbers, to check documents by."""
        rows = {
            id_: Value(definition, upright("?")) for id_, definition in self.study.catalogue.items()
        }
        return Values(load_style(self.study.head.style), rows)


def analyse(project: Project) -> Analysis:
    """Read, check and compute a study.

    Raises
    ------
    DefectError
        If ``study.yml`` has defects: nothing else makes sense before they are mended.
    """
    study = load_study(project)
    if study.head.style not in style_names():
        raise DefectError([unknown_style(study.source, study.head.style)])
    try:
        frame = read_data(project, study)
    except DefectError as error:
        return Analysis(project, study, error.findings)
    findings = check_data(frame, study)
    if has_errors(findings):
        return Analysis(project, study, tuple(findings))
    imported, more = read_imported(project, study)
    findings += more
    if has_errors(more):
        return Analysis(project, study, tuple(findings))
    results = compute(frame, study, imported)
    findings += check_published(project, results)
    findings += check_figures(study, results)
    return Analysis(project, study, tuple(findings), frame, results, write_values(study, results))


def check_figures(study: Study, results: Results) -> list[Finding]:
    """Find flows that do not add up, and values that no bar of a figure shows."""
    findings = [
        Finding(
            rule="flow-sum",
            place=study.source.key_place(("figures", name, "steps", index)),
            message=message,
            way_out="correct the counts, or say who else was left out",
        )
        for name, index, message in flow_defects(study, results)
    ]
    for name, figure in study.figures.items():
        if figure.options.kind == "distribution":
            outside = results[f"{figure.options.of}.outside.count"].value
            if outside:
                findings.append(
                    Finding(
                        rule="outside-classes",
                        severity=Severity.WARNING,
                        place=study.source.key_place(("figures", name)),
                        message=f"{outside} participants lie outside the classes of "
                        f'"{figure.options.of}" and are not drawn',
                        way_out="take more classes, by `from:` and `to:`",
                    )
                )
    return findings


def unknown_style(document: Document, name: str) -> Finding:
    """Return the finding about a number style that does not exist."""
    return Finding(
        rule="unknown-style",
        place=document.place(("style",)),
        message=f'there is no number style "{name}"',
        expected=f"one of {', '.join(style_names())}",
        way_out=did_you_mean(name, style_names()),
    )


def results_of(project: Project) -> tuple[Study, Results, Values]:
    """Return a study with its numbers.

    Raises
    ------
    DefectError
        If study or data have errors.
    """
    analysis = analyse(project)
    if analysis.results is None or analysis.values is None:
        raise DefectError(analysis.findings)
    return analysis.study, analysis.results, analysis.values
