"""One id in full: what it means, how it came about, where it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from sacroreport.data.source import read_data
from sacroreport.data.tally import tally_of_analysis
from sacroreport.errors import DefectError, UsageError
from sacroreport.findings import did_you_mean
from sacroreport.guards.claims import fragility
from sacroreport.kinds.influence import MOST_CASES, turning
from sacroreport.kinds.results import Result, Results
from sacroreport.pipeline.analyse import analyse
from sacroreport.pipeline.formulas import formula_of, sources, worked
from sacroreport.pipeline.printed import PrintedAt, printed_at
from sacroreport.pipeline.snippets import Snippet, snippet
from sacroreport.project.root import Project
from sacroreport.study.study import Study
from sacroreport.writing.claims import Standing, standing
from sacroreport.writing.values import Value


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as it stands.

    Attributes
    ----------
    kind
        Its ready-made kind; empty for a condition of the author's own.
    condition, expression
        The condition in words, and over ids.
    standing
        Whether it holds, by which numbers.
    influence
        What leaving out one participant does to it.
    """

    kind: str
    condition: str
    expression: str
    standing: Standing
    influence: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about one id.

    Attributes
    ----------
    formula, worked, source
        How it is computed; with the numbers put in; and where that is from.
    printed
        Where documents print it, with the words around it.
    parts
        For a text: the results that it is composed of.
    snippet
        Code that recomputes it in R and in Python.
    claim
        For a claim: its condition and how it stands.
    """

    value: Value
    result: Result | None
    formula: str
    worked: str
    source: str
    printed: tuple[PrintedAt, ...]
    parts: tuple[str, ...]
    snippet: Snippet | None = None
    claim: Claimed | None = None


def explain(project: Project, id_: str) -> Explanation:
    """Explain an id.

    Raises
    ------
    UsageError
        If there is no such id.
    DefectError
        If study or data have errors.
    """
    analysis = analyse(project)
    study, results, values = analysis.study, analysis.results, analysis.values
    if results is None or values is None:
        raise DefectError(analysis.findings)
    value = values.get(id_)
    if value is None:
        hint = did_you_mean(id_, values) or "`sacroreport results` lists every id"
        raise UsageError(f'there is no number "{id_}"; {hint}')
    formula = formula_of(value.definition, results.get(id_))
    return Explanation(
        value,
        results.get(id_),
        formula.text,
        worked(value.definition, results),
        " ".join(sources()[name] for name in formula.source.split("; ") if name),
        tuple(printed_at(project, analysis, id_)),
        tuple(value.definition.parts.values()),
        _snippet(project, study, value, results),
        _claimed(project, study, id_, results),
    )


def _claimed(project: Project, study: Study, id_: str, results: Results) -> Claimed | None:
    """Return a claim as it stands."""
    name = id_.removeprefix("claims.")
    if name == id_:
        return None
    claim = study.claims[name]
    influence = "it is itself about single participants"
    if not claim.is_about_influence:
        frame = read_data(project, study)
        numbers = {number: row.value for number, row in results.items()}
        count = turning(frame, study, claim, numbers)
        influence = f"{MOST_CASES} different participants are too many to leave each out"
        if count is not None:
            influence = fragility(count, frame.n)
    return Claimed(
        claim.options.kind_name,
        claim.options.condition,
        claim.holds.text,
        standing(claim, results),
        influence,
    )


def _snippet(project: Project, study: Study, value: Value, results: Results) -> Snippet | None:
    """Return the code that recomputes a number that has a value."""
    result = results.get(value.id)
    analysis = study.analyses.get(value.definition.name)
    if analysis is None or result is None or result.value is None:
        return None
    tally = tally_of_analysis(read_data(project, study), study, analysis)
    ending = value.id.removeprefix(f"{analysis.name}.")
    return snippet(analysis, tally, study, ending, result.method)
