"""Results: the whole analysis as one long table, a row per number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sacroreport.data.source import Frame
from sacroreport.data.tally import Tally, tally_of
from sacroreport.errors import DefectError
from sacroreport.findings import Finding
from sacroreport.statistics.describe import describe
from sacroreport.statistics.estimate import Estimate, Estimates
from sacroreport.statistics.events import events
from sacroreport.statistics.exact import Number, exact_text
from sacroreport.statistics.paired import paired
from sacroreport.study.ids import Definition
from sacroreport.study.study import AnalysisOf, Study

ANALYSES: dict[str, Callable[[AnalysisOf, Tally, Study], Estimates]] = {
    "describe": describe,
    "paired": paired,
    "events": events,
}
"""Kind of analysis → the function that computes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One number of the study, unrounded.

    Attributes
    ----------
    definition
        Its id and meaning.
    value
        The number; ``None`` when it cannot be computed, then ``reason`` says why.
    n, missing
        Denominator, and participants left out of it.
    where
        Condition of its analysis.
    where_missing
        Participants for whom the condition is unknown.
    """

    definition: Definition
    value: Number | None
    n: int
    missing: int
    method: str
    reason: str
    where: str = ""
    where_missing: int = 0

    @property
    def id(self) -> str:
        """The id."""
        return self.definition.id

    @property
    def exact(self) -> str | None:
        """The exact value as a fraction, where there is one."""
        return exact_text(self.value)


@dataclass(frozen=True, slots=True)
class Results(Mapping[str, Result]):
    """All numbers of a study by id, in the order of the catalogue."""

    rows: Mapping[str, Result]

    def __getitem__(self, id_: str) -> Result:
        return self.rows[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def compute(frame: Frame, study: Study) -> Results:
    """Compute every number of a study from its checked data.

    Raises
    ------
    DefectError
        If numbers are too large to compute with.
    RuntimeError
        If the computed ids differ from the catalogue: a defect of this package.
    """
    rows: dict[str, Result] = {}
    total = Estimate(value=frame.n, n=frame.n, method="count")
    rows["participants.n"] = _result(study.catalogue["participants.n"], total, "", 0)
    for analysis in study.analyses.values():
        tally = tally_of(frame, study, analysis)
        where = analysis.where.text if analysis.where else ""
        try:
            estimates = ANALYSES[analysis.options.kind](analysis, tally, study)
        except OverflowError as error:
            raise DefectError([_too_large(analysis, study)]) from error
        for ending, estimate in estimates.items():
            id_ = f"{analysis.name}.{ending}"
            definition = study.catalogue.get(id_)
            if definition is None:
                raise RuntimeError(f"computed an id that is not in the catalogue: {id_}")
            rows[id_] = _result(definition, estimate, where, tally.where_missing)
    numbers = [id_ for id_, one in study.catalogue.items() if not one.role.is_text]
    if missing := [id_ for id_ in numbers if id_ not in rows]:
        raise RuntimeError(f"the catalogue has ids that were not computed: {missing}")
    return Results({id_: rows[id_] for id_ in numbers})


def _too_large(analysis: AnalysisOf, study: Study) -> Finding:
    path = ("analyses", analysis.name)
    if path not in study.source.key_places:
        path = ("variables", analysis.name)
    return Finding(
        rule="too-large",
        place=study.source.key_place(path),
        message=f'"{analysis.name}" has numbers too large to compute with',
        way_out="declare a `range:` and correct the values outside it",
    )


def _result(definition: Definition, estimate: Estimate, where: str, where_missing: int) -> Result:
    return Result(
        definition=definition,
        value=estimate.value,
        n=estimate.n,
        missing=estimate.missing,
        method=estimate.method,
        reason=estimate.reason,
        where=where,
        where_missing=where_missing,
    )
