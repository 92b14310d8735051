"""Results: the whole analysis as one long table, a row per number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from sacroreport.data.counts import count_all
from sacroreport.data.imported import ImportedValue
from sacroreport.data.source import Frame
from sacroreport.data.tally import tally_of_analysis
from sacroreport.errors import DefectError
from sacroreport.findings import Finding
from sacroreport.kinds.influence import influence
from sacroreport.kinds.kind import Pairs
from sacroreport.kinds.run import kind_of, run
from sacroreport.statistics.estimate import Estimate
from sacroreport.statistics.exact import Number, exact_text
from sacroreport.statistics.holm import holm
from sacroreport.study.figure_kinds import PairsFigure
from sacroreport.study.head import Imported
from sacroreport.study.ids import Definition
from sacroreport.study.study import AnalysisOf, Study


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
    """All numbers of a study by id, in the order of the catalogue.

    Attributes
    ----------
    pairs
        Paired analysis → its complete pairs with their counts, for those that a figure
        draws.
    """

    rows: Mapping[str, Result]
    pairs: Mapping[str, Pairs] = field(default_factory=dict)

    def __getitem__(self, id_: str) -> Result:
        return self.rows[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def compute(
    frame: Frame, study: Study, imported: Mapping[str, ImportedValue] | None = None
) -> Results:
    """Compute every number of a study from its checked data.

    Parameters
    ----------
    imported
        Numbers that were computed elsewhere, by id.

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
    count_all(frame, (study.recorded(analysis.variables) for analysis in study.analyses.values()))
    for analysis in study.analyses.values():
        tally = tally_of_analysis(frame, study, analysis)
        where = analysis.where.text if analysis.where else ""
        try:
            estimates = run(analysis, tally, study)
        except OverflowError as error:
            raise DefectError([_too_large(analysis, study)]) from error
        for ending, estimate in estimates.items():
            id_ = f"{analysis.name}.{ending}"
            definition = study.catalogue.get(id_)
            if definition is None:
                raise RuntimeError(f"computed an id that is not in the catalogue: {id_}")
            rows[id_] = _result(definition, estimate, where, tally.where_missing)
    rows |= _adjusted(study, rows)
    for name, source in study.imported.items():
        for part in source.numbers:
            id_ = f"{name}.{part}"
            rows[id_] = _imported(study.catalogue[id_], source, (imported or {}).get(id_))
    known = {id_: row.value for id_, row in rows.items()}
    for id_, estimate in influence(frame, study, known).items():
        rows[id_] = _result(study.catalogue[id_], estimate, "", 0)
    numbers = [id_ for id_, definition in study.catalogue.items() if not definition.role.is_text]
    if missing := [id_ for id_ in numbers if id_ not in rows]:
        raise RuntimeError(f"the catalogue has ids that were not computed: {missing}")
    return Results({id_: rows[id_] for id_ in numbers}, _pairs(frame, study))


def _pairs(frame: Frame, study: Study) -> dict[str, Pairs]:
    """Return the pairs that figures draw."""
    pairs: dict[str, Pairs] = {}
    for figure in study.figures.values():
        if isinstance(figure.options, PairsFigure):
            analysis = study.analyses[figure.options.of]
            tally = tally_of_analysis(frame, study, analysis)
            pairs[analysis.name] = kind_of(analysis).pairs(analysis, tally)
    return pairs


def _imported(definition: Definition, source: Imported, value: ImportedValue | None) -> Result:
    by = f", by {source.script}" if source.script else ""
    known = value is not None and value.value is not None
    method = (value.method if value is not None else "") or "computed elsewhere"
    return Result(
        definition=definition,
        value=value.value if value is not None else None,
        n=value.n if value is not None else 0,
        missing=0,
        method=f"{method} (imported from {source.file}{by})",
        reason="" if known else f"{source.file} has no value",
    )


def _adjusted(study: Study, rows: Mapping[str, Result]) -> dict[str, Result]:
    """Return the adjusted P values of each family.

    A test without a P value stays without; the others are adjusted for it all the same,
    since how many tests were planned does not follow from the data.
    """
    families: dict[str, list[str]] = {}
    for name, analysis in study.analyses.items():
        if analysis.family:
            families.setdefault(analysis.family, []).append(name)
    results: dict[str, Result] = {}
    for names in families.values():
        tests = {name: rows[f"{name}.test.p"] for name in names}
        known = {name: float(test.value) for name, test in tests.items() if test.value is not None}
        adjusted = dict(zip(known, holm(list(known.values()), len(tests)), strict=True))
        for name, test in tests.items():
            id_ = f"{name}.test.p_adjusted"
            method = f"{test.method}; Holm's adjustment for {len(tests)} tests"
            results[id_] = replace(
                test, definition=study.catalogue[id_], value=adjusted.get(name), method=method
            )
    return results


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
