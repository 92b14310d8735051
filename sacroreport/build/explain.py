"""One id in full: what it means, how it came about, where it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from sacroreport.build.analyse import results_of
from sacroreport.build.snippets import Snippet, snippet
from sacroreport.data.source import read_data
from sacroreport.data.tally import tally_of
from sacroreport.document.document import read_document
from sacroreport.document.scan import Shortcode
from sacroreport.errors import DefectError, UsageError
from sacroreport.findings import did_you_mean
from sacroreport.project.documents import find_documents
from sacroreport.project.root import Project
from sacroreport.statistics.result import Result, Results
from sacroreport.study.study import Study
from sacroreport.writing.values import Value

FORMULAS = {
    "mean": "Σx / n",
    "sd": "√(Σ(x − mean)² / (n − 1))",
    "median": "type 7: the value at rank (n − 1) / 2, counted from 0",
    "q1": "type 7: the value at rank (n − 1) / 4, counted from 0, between values in proportion",
    "q3": "type 7: the value at rank 3(n − 1) / 4, counted from 0, between values in proportion",
    "percent": "100 · count / n",
    "statistic": "mean change / (SD of the changes / √n)",
    "df": "n − 1",
    "p": "2 · P(T > |t|), T with n − 1 degrees of freedom",
    "dz": "mean change / SD of the changes",
    "gz": "dz · Γ(m/2) / (√(m/2) · Γ((m − 1)/2)), m = n − 1",
    "dz_low": "the noncentrality with P(T < t) = 0.975 (at 95%), divided by √n",
    "dz_high": "the noncentrality with P(T < t) = 0.025 (at 95%), divided by √n",
    "upper_one_sided": "100 · (1 − α^(1/n))",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one id.

    Attributes
    ----------
    printed
        Where documents print it.
    parts
        For a text: the results that it is composed of.
    snippet
        Code that recomputes it in R and in Python.
    """

    value: Value
    result: Result | None
    formula: str
    printed: tuple[str, ...]
    parts: tuple[str, ...]
    snippet: Snippet | None = None


def explain(project: Project, id_: str) -> Explanation:
    """Explain an id.

    Raises
    ------
    UsageError
        If there is no such id.
    DefectError
        If study or data have errors.
    """
    study, results, values = results_of(project)
    value = values.get(id_)
    if value is None:
        hint = did_you_mean(id_, values) or "`sacroreport results` lists every id"
        raise UsageError(f'there is no number "{id_}"; {hint}')
    ending = id_.rsplit(".", 1)[-1]
    formula = FORMULAS.get(ending, "")
    if ending in ("low", "high"):
        formula = (
            "a quantile of a beta distribution, or Wilson's score limit"
            if value.definition.unit == "%"
            else "mean ± t(n − 1) · SD / √n"
        )
    return Explanation(
        value,
        results.get(id_),
        formula,
        tuple(_places(project, id_)),
        tuple(value.definition.parts.values()),
        _snippet(project, study, value, results),
    )


def _snippet(project: Project, study: Study, value: Value, results: Results) -> Snippet | None:
    """Return the code that recomputes a number that has a value."""
    result = results.get(value.id)
    analysis = study.analyses.get(value.definition.name)
    if analysis is None or result is None or result.value is None:
        return None
    tally = tally_of(read_data(project, study), study, analysis)
    return snippet(analysis, tally, study, value.id.removeprefix(f"{analysis.name}."))


def _places(project: Project, id_: str) -> list[str]:
    places = []
    try:
        paths = find_documents(project, [])
    except UsageError:
        return []
    for path in paths:
        try:
            document = read_document(project, path)
        except DefectError:
            continue
        places += [str(one.place) for one in document.metadata.shortcodes if one.argument == id_]
        for item in document.items:
            if isinstance(item, Shortcode) and item.name == "var" and item.argument == id_:
                places.append(str(document.body.place(item.start)))
    return places
