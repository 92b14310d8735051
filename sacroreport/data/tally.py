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
from sacroreport.study.study import AnalysisOf, Study

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


def tally_of(frame: Frame, study: Study, analysis: AnalysisOf) -> Tally:
    """Return the typed counts of one analysis, its ``where`` applied."""
    counts = count(frame, study.recorded(analysis.variables))
    return tally(counts, study, analysis.variables, analysis.where, frame.read)


def tally(
    counts: Counts,
    study: Study,
    names: tuple[str, ...],
    where: Expression | None = None,
    read: dict[str, dict[str, Value | None]] | None = None,
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
        result[tuple(values[name] for name in names)] += number
    return Tally(names, tuple(result.items()), unknown)


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
