"""Columns of values: each distinct text of a column is read once.

Plain decimals are read in bulk, everything else by the strict parsers of
:mod:`sacroreport.data.typing`: what they refuse is refused.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sacroreport.data.columns import Column
from sacroreport.data.numbers import (
    MOST_DIGITS,
    Numbers,
    parse_decimals,
    rescaled,
    whole_array,
)
from sacroreport.data.typing import ValueDefect, reader, recorded_decimals
from sacroreport.study.expression import Value
from sacroreport.study.head import Head
from sacroreport.study.options import NumberVariable
from sacroreport.study.study import VariableOf

if TYPE_CHECKING:
    from sacroreport.data.columns import Array

MISSING = -1
FEW = 256
"""Up to so many distinct texts reading them one by one costs nothing."""
WIDEST = 24


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """Values, one per text or combination, each distinct one kept once.

    Attributes
    ----------
    places
        For each the place of its value in ``values``; ``MISSING`` where it has none.
    values
        The distinct values in ascending order.
    """

    places: Array
    values: Sequence[Value]

    def at(self, index: int) -> Value | None:
        """Return the value at an index; ``None`` where there is none."""
        place = int(self.places[index])
        return None if place == MISSING else self.values[place]


@dataclass(frozen=True, slots=True, eq=False)
class Reading(Typed):
    """The values of the distinct texts of a column.

    Attributes
    ----------
    defects
        What is wrong with the texts that are no value, by their place in the column.
    finest
        The place of the text with most decimals, the first of several, and its decimals;
        only of numbers.
    """

    defects: dict[int, ValueDefect] = field(default_factory=dict)
    finest: tuple[int, int] = (0, 0)


def typed(values: Sequence[Value | None]) -> Typed:
    """Keep each distinct value once.

    Examples
    --------
    >>> scores = typed([Fraction("8.90"), None, Fraction("8.9"), Fraction(1, 3)])
    >>> scores.places.tolist(), list(scores.values)
    ([1, -1, 1, 0], [Fraction(1, 3), Fraction(89, 10)])
    """
    import numpy as np

    known = {value for value in values if value is not None}
    numbers = [value for value in known if isinstance(value, Fraction)]
    order = sorted(known, key=_rank)
    places = {value: place for place, value in enumerate(order)}
    coded = np.array(
        [MISSING if value is None else places[value] for value in values], dtype=np.int64
    )
    if len(numbers) < len(known):
        return Typed(coded, order)
    scale = math.lcm(*(value.denominator for value in numbers))
    whole = [int(value * scale) for value in numbers]
    return Typed(coded, Numbers(scale, whole_array(sorted(whole))))


def _rank(value: Value) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def read_column(column: Column, variable: VariableOf, head: Head) -> Reading:
    """Read the distinct texts of a column.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> pain = NumberVariable(label="Pain", type="number", missing=["NA"])
    >>> variable = SimpleNamespace(options=pain, levels=())
    >>> head = SimpleNamespace(missing=(), decimal=".")
    >>> reading = read_column(Column.of(["8.9", "8.90", "NA", "8/10"]), variable, head)
    >>> reading.places.tolist(), list(reading.values), [*reading.defects], reading.finest
    ([0, 0, -1, -1], [Fraction(89, 10)], [3], (1, 2))
    """
    if isinstance(variable.options, NumberVariable):
        texts = _bytes(column)
        if texts is not None:
            return _read_numbers(column, texts, variable, variable.options, head)
    return _read_all(column, variable, head)


def _bytes(column: Column) -> Array | None:
    """Return the distinct texts as bytes if there are many and they are short."""
    import numpy as np

    distinct = column.distinct
    if len(distinct) <= FEW:
        return None
    if not isinstance(distinct, list):
        return distinct
    if max(map(len, distinct)) > WIDEST or not all(
        text.isascii() and text.isprintable() for text in distinct
    ):
        return None
    return np.array(distinct, dtype=np.bytes_)


def _read_all(column: Column, variable: VariableOf, head: Head) -> Reading:
    """Read each text with the strict parser."""
    read = reader(variable, head)
    values: list[Value | None] = []
    defects: dict[int, ValueDefect] = {}
    finest = (0, 0)
    mark = _mark(variable, head)
    for place, text in enumerate(column.texts):
        try:
            value = read(text)
        except ValueDefect as defect:
            defects[place] = defect
            value = None
        values.append(value)
        if mark and value is not None:
            finest = max(finest, (recorded_decimals(text, mark), -place))
    typed_values = typed(values)
    return Reading(typed_values.places, typed_values.values, defects, (-finest[1], finest[0]))


def _mark(variable: VariableOf, head: Head) -> str:
    options = variable.options
    return (options.decimal or head.decimal) if isinstance(options, NumberVariable) else ""


def _read_numbers(
    column: Column, texts: Array, variable: VariableOf, options: NumberVariable, head: Head
) -> Reading:
    """Read plain decimals in bulk, and what is left with the strict parser."""
    import numpy as np

    whole, decimals, is_plain = parse_decimals(texts, _mark(variable, head))
    missing = head.missing if options.missing is None else options.missing
    for token in missing:  # a number may stand for a missing value
        is_plain &= texts != token.encode()
    most = int(decimals[is_plain].max()) if is_plain.any() else 0
    is_plain &= np.abs(whole) < 10 ** (MOST_DIGITS - most + decimals)  # else too long a word
    scale = 10**most
    whole *= np.power(10, np.where(is_plain, most - decimals, 0))
    if options.range is not None:
        low, high = (Fraction(bound) * scale for bound in options.range)
        is_plain &= (whole >= _fitting(math.ceil(low))) & (whole <= _fitting(math.floor(high)))
    rest = np.flatnonzero(~is_plain).tolist()
    others = Column.of([column.text(place) for place in rest])
    strict_reading = _read_all(others, variable, head)
    finest = (0, 0)
    if is_plain.any():
        first = int(np.where(is_plain, decimals, -1).argmax())
        finest = (int(decimals[first]), -first)
    if rest:
        finest = max(finest, (strict_reading.finest[1], -rest[strict_reading.finest[0]]))
    values = strict_reading.values
    common = scale if not isinstance(values, Numbers) else math.lcm(scale, values.scale)
    every = rescaled(whole, common // scale)
    is_known = is_plain.copy()
    if rest and isinstance(values, Numbers) and len(values):
        strict_whole = rescaled(values.whole, common // values.scale)
        if strict_whole.dtype == object:
            every = every.astype(object)
        is_value = strict_reading.places >= 0
        at = np.array(rest)[is_value]
        every[at] = strict_whole[strict_reading.places[is_value]]
        is_known[at] = True
    distinct, inverse = np.unique(every[is_known], return_inverse=True)
    places = np.full(len(texts), MISSING, dtype=np.int64)
    places[is_known] = inverse
    defects = {rest[place]: defect for place, defect in strict_reading.defects.items()}
    return Reading(places, Numbers(common, distinct), defects, (-finest[1], finest[0]))


def _fitting(bound: int) -> int:
    """Return a bound, or the next to it that a machine word holds."""
    return max(-(2**63), min(2**63 - 1, bound))
