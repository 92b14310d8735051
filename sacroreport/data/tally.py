"""Typed counts: what an analysis sees.

Typing, ``derive`` and ``where`` run here, on the distinct texts and tuples, once for each,
in exact arithmetic and three-valued logic. "8.9" and "8.90" become one value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sacroreport.data.counts import Counts, count
from sacroreport.data.numbers import Numbers, Scaled
from sacroreport.data.reading import MISSING, Reading, Typed, read_column, typed
from sacroreport.data.source import Frame
from sacroreport.study.expression import Expression, Value
from sacroreport.study.ids import UNEXPLAINED
from sacroreport.study.study import AnalysisOf, Study, VariableOf

if TYPE_CHECKING:
    from sacroreport.data.columns import Array

Values = tuple[Value | None, ...]


@dataclass(frozen=True, eq=False)
class Tally:
    """How many participants have each combination of values.

    Attributes
    ----------
    names
        Variables.
    columns
        The values of each variable, one per combination.
    numbers
        Participants with each combination.
    where_missing
        Participants left out because the condition is unknown for them.
    """

    names: tuple[str, ...]
    columns: tuple[Typed, ...]
    numbers: Array
    where_missing: int = 0

    @classmethod
    def of(cls, names: tuple[str, ...], rows: Sequence[tuple[Values, int]]) -> Tally:
        """Return the counts with these combinations."""
        import numpy as np

        columns = [[values[at] for values, _ in rows] for at in range(len(names))]
        numbers = np.array([number for _, number in rows], dtype=np.int64)
        return cls(names, tuple(map(typed, columns)), numbers)

    @property
    def n(self) -> int:
        """Number of participants."""
        return int(self.numbers.sum())

    @cached_property
    def rows(self) -> tuple[tuple[Values, int], ...]:
        """Values in the order of ``names`` with the number of participants.

        Each combination once, in ascending order; ``None`` is missing.
        """
        merged: Counter[tuple[int, ...]] = Counter()
        places = zip(*(column.places.tolist() for column in self.columns), strict=True)
        for key, number in zip(places, self.numbers.tolist(), strict=True):
            merged[key] += number
        known: list[dict[int, Value | None]] = [
            {place: None if place == MISSING else column.values[place] for place in used}
            for column, used in zip(self.columns, map(set, zip(*merged, strict=True)), strict=False)
        ]
        return tuple(
            (tuple(values[place] for values, place in zip(known, key, strict=True)), number)
            for key, number in sorted(merged.items())
        )

    def environment(self, values: Values) -> dict[str, Value | None]:
        """Return one combination as names with values, for expressions."""
        return dict(zip(self.names, values, strict=True))

    def part(self, name: str, value: Value) -> Tally:
        """Return the counts of those who have one value of a variable."""
        column = self.columns[self.names.index(name)]
        place = column.values.index(value) if value in column.values else MISSING - 1
        kept = column.places == place
        columns = tuple(Typed(other.places[kept], other.values) for other in self.columns)
        return Tally(self.names, columns, self.numbers[kept], self.where_missing)

    def column(self, name: str) -> Counter[Value | None]:
        """Return how many participants have each value of one variable."""
        values = self.columns[self.names.index(name)].values
        counts = self._counts(name)
        places = (counts[1:].nonzero()[0]).tolist()
        result: Counter[Value | None] = Counter(
            {values[place]: int(counts[place + 1]) for place in places}
        )
        if counts[0]:
            result[None] = int(counts[0])
        return result

    def weights(self, name: str) -> tuple[Scaled, int] | None:
        """Return the numbers of a variable with their counts, and how many have none.

        ``None`` if the variable has other values than exact numbers.
        """
        values = self.columns[self.names.index(name)].values
        if not isinstance(values, Numbers):
            return None
        counts = self._counts(name)
        (present,) = counts[1:].nonzero()
        return Scaled(values.scale, values.whole[present], counts[1:][present]), int(counts[0])

    def _counts(self, name: str) -> Array:
        """Return how many participants have no value of a variable, and each of its values."""
        import numpy as np

        column = self.columns[self.names.index(name)]
        counts = np.bincount(
            column.places + 1, weights=self.numbers, minlength=len(column.values) + 1
        )
        return counts.astype(np.int64)  # sums of whole numbers are exact up to 2**53


def tally_of_analysis(frame: Frame, study: Study, analysis: AnalysisOf) -> Tally:
    """Return the typed counts of one analysis, its ``where`` applied.

    Where it describes a variable whose missing values have reasons, these are a column
    too, named by :func:`reason_of`.
    """
    names = analysis.variables
    counts = count(frame, study.recorded(names))
    described = analysis.described
    reasons = (described,) if described and study.variables[described].reasons else ()
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
    read: dict[str, Reading] | None = None,
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
        What has been read already, by variable; it is added to.
    reasons
        Variables for which the reason of a missing value is a column of its own.
    """
    columns = _recorded(counts, study, {} if read is None else read)
    for name in reasons:
        columns[reason_of(name)] = _reason(counts, study.variables[name], columns[name])
    names = (*names, *map(reason_of, reasons))
    for name in (*names, *(where.names if where else ())):
        if name in columns:
            continue
        _derive(study, name, columns, len(counts.numbers))
    numbers, unknown = counts.numbers, 0
    wanted = [columns[name] for name in names]
    if where is not None:
        verdicts, combination = _evaluated(where, columns, len(numbers))
        import numpy as np

        kept = np.array([verdict is True for verdict in verdicts], dtype=bool)[combination]
        unknown = int(
            numbers[
                np.array([verdict is None for verdict in verdicts], dtype=bool)[combination]
            ].sum()
        )
        wanted = [Typed(column.places[kept], column.values) for column in wanted]
        numbers = numbers[kept]
    return Tally(names, tuple(wanted), numbers, unknown)


def _recorded(counts: Counts, study: Study, read: dict[str, Reading]) -> dict[str, Typed]:
    by_column = {
        variable.column: variable for variable in study.variables.values() if variable.column
    }
    columns: dict[str, Typed] = {}
    for name, column, codes in zip(counts.columns, counts.texts, counts.codes, strict=True):
        variable = by_column[name]
        if variable.name not in read:
            read[variable.name] = read_column(column, variable, study.head)
        reading = read[variable.name]
        if reading.defects:
            raise next(iter(reading.defects.values()))
        columns[variable.name] = Typed(reading.places[codes], reading.values)
    return columns


def _reason(counts: Counts, variable: VariableOf, column: Typed) -> Typed:
    """Return the parts of the ids that count why values are missing."""
    import numpy as np

    at = counts.columns.index(variable.column)
    codes = counts.codes[at]
    parts = (*variable.reason_labels, UNEXPLAINED)
    places = np.full(len(codes), MISSING, dtype=np.int64)
    for code in np.unique(codes[column.places == MISSING]).tolist():
        part = variable.reasons.get(counts.texts[at].text(code), UNEXPLAINED)
        places[codes == code] = parts.index(part)
    return Typed(places, parts)


def _derive(study: Study, name: str, columns: dict[str, Typed], size: int) -> None:
    """Add a derived variable, and those that it derives from, to the columns."""
    derive = study.variables[name].derive
    if name in columns or derive is None:
        return
    for other in derive.names:
        _derive(study, other, columns, size)
    values, combination = _evaluated(derive, columns, size)
    derived = typed(values)
    columns[name] = Typed(derived.places[combination], derived.values)


def _evaluated(
    expression: Expression, columns: Mapping[str, Typed], size: int
) -> tuple[Sequence[Value | None], Array]:
    """Evaluate an expression once for each distinct combination of what it reads."""
    used = [columns[name] for name in expression.names]
    first, combination = _distinct(used, size)
    values = [
        expression(
            {name: column.at(at) for name, column in zip(expression.names, used, strict=True)}
        )
        for at in first
    ]
    return values, combination


def _distinct(columns: Sequence[Typed], size: int) -> tuple[list[int], Array]:
    """Return where each distinct combination first occurs, and for each row its combination."""
    import numpy as np

    key, total = np.zeros(size, dtype=np.int64), 1
    for column in columns:
        room = len(column.values) + 1
        if total * room >= 1 << 62:
            distinct, key = np.unique(key, return_inverse=True)
            total = len(distinct)
        key, total = key * room + (column.places + 1), total * room
    _, first, combination = np.unique(key, return_index=True, return_inverse=True)
    return first.tolist(), combination
