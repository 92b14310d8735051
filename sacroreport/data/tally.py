"""Typed counts: what an analysis sees.

Typing, ``derive`` and ``where`` run here, on the distinct tuples and once per distinct
text, in exact arithmetic and three-valued logic. "8.9" and "8.90" become one value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sacroreport.data.counts import Counts, count
from sacroreport.data.source import Frame
from sacroreport.data.typing import Reader, reader
from sacroreport.study.expression import Expression, Value
from sacroreport.study.ids import UNEXPLAINED
from sacroreport.study.study import AnalysisOf, Study, VariableOf

Values = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many participants have each combination of values.

    Attributes
    ----------
    names
        Variables, in the order of the values.
    rows
        Values with the number of participants; ``None`` is missing.
    where_missing
        Participants left out because the condition is unknown for them.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[Values, int], ...]
    where_missing: int = 0

    @property
    def n(self) -> int:
        """Number of participants."""
        return sum(count for _, count in self.rows)

    def environment(self, values: Values) -> dict[str, Value | None]:
        """Return one combination as names with values, for expressions."""
        return dict(zip(self.names, values, strict=True))

    def part(self, name: str, value: Value) -> Tally:
        """Return the counts of those who have one value of a variable."""
        index = self.names.index(name)
        rows = tuple(row for row in self.rows if row[0][index] == value)
        return Tally(self.names, rows, self.where_missing)

    def column(self, name: str) -> Counter[Value | None]:
        """Return how many participants have each value of one variable."""
        index = self.names.index(name)
        result: Counter[Value | None] = Counter()
        for values, count_ in self.rows:
            result[values[index]] += count_
        return result


def tally_of_analysis(frame: Frame, study: Study, analysis: AnalysisOf) -> Tally:
    """Return the typed counts of one analysis, its ``where`` applied.

    Where it describes a variable whose missing values have reasons, these are a column
    too, named by :func:`reason_of`.
    """
    names = analysis.variables
    counts = count(frame, study.recorded(names))
    reasons = tuple(
        name
        for name in names
        if analysis.options.kind == "describe"
        and study.variables[name].reasons
        and name == getattr(analysis.options, "variable", "")
    )
    return tally(counts, study, names, analysis.where, frame.read, reasons)


def tally_of(frame: Frame, study: Study, names: tuple[str, ...]) -> Tally:
    """Return the typed counts of some variables, of all participants."""
    return tally(count(frame, study.recorded(names)), study, names, None, frame.read)


def reason_of(name: str) -> str:
    """Return the column that says why a variable is missing; no variable has that name."""
    return f"{name} missing because"


def tally(
    counts: Counts,
    study: Study,
    names: tuple[str, ...],
    where: Expression | None = None,
    read: dict[str, dict[str, Value | None]] | None = None,
    reasons: tuple[str, ...] = (),
) -> Tally:
    """Turn counts of texts into counts of values.

    Parameters
    ----------
    counts
        Counts over at least the columns that ``names`` need.
    names
        Variables wanted, derived ones included.
    where
        Condition; only tuples for which it is true are kept, and those for which it
        is missing are counted.
    read
        What has been read already, by variable and text; it is added to.
    reasons
        Variables for which the reason of a missing value is a column of its own.
    """
    wanted = tuple(dict.fromkeys((*names, *(where.names if where else ()))))
    readers = _readers(study, counts.columns, {} if read is None else read)
    result: Counter[Values] = Counter()
    unknown = 0
    for texts, number in counts.rows:
        recorded = {name: read(text) for text, (name, read) in zip(texts, readers, strict=True)}
        values = {name: _value(study, name, recorded) for name in wanted}
        if where is not None:
            kept = where(values)
            unknown += number if kept is None else 0
            if kept is not True:
                continue
        key = tuple(values[name] for name in names)
        if reasons:
            key += tuple(
                _reason(study.variables[name], texts, counts.columns, values[name])
                for name in reasons
            )
        result[key] += number
    return Tally((*names, *map(reason_of, reasons)), tuple(result.items()), unknown)


def _reason(
    variable: VariableOf, texts: tuple[str, ...], columns: tuple[str, ...], value: Value | None
) -> str | None:
    """Return the part of the id that counts why a value is missing."""
    if value is not None:
        return None
    return variable.reasons.get(texts[columns.index(variable.column)], UNEXPLAINED)


def _value(study: Study, name: str, recorded: Mapping[str, Value | None]) -> Value | None:
    variable = study.variables[name]
    if variable.derive is None:
        return recorded[name]
    return variable.derive(
        {other: _value(study, other, recorded) for other in variable.derive.names}
    )


def _readers(
    study: Study, columns: tuple[str, ...], read: dict[str, dict[str, Value | None]]
) -> list[tuple[str, Callable[[str], Value | None]]]:
    by_column = {one.column: one for one in study.variables.values() if one.column}
    return [
        (
            by_column[column].name,
            _remember(
                reader(by_column[column], study.head), read.setdefault(by_column[column].name, {})
            ),
        )
        for column in columns
    ]


def _remember(read: Reader, known: dict[str, Value | None]) -> Reader:
    def remembered(text: str) -> Value | None:
        if text not in known:
            known[text] = read(text)
        return known[text]

    return remembered
