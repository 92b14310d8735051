"""Counts: distinct tuples of recorded texts, each with its number of participants.

The only thing that crosses from data to statistics. No order, no identifier: two
files that hold the same participants in another order give the same Counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sacroreport.data.columns import FEW, Column, smallest
from sacroreport.data.source import Frame

if TYPE_CHECKING:
    from sacroreport.data.columns import Array

Row = tuple[tuple[str, ...], int]
MOST_KEYS = 1 << 62


@dataclass(frozen=True, eq=False)
class Counts:
    """How many participants have each combination of texts.

    Attributes
    ----------
    columns
        Headers, sorted.
    texts
        The columns, whose distinct texts the codes stand for.
    codes
        One array per column: for each combination the place of its text.
    numbers
        Participants with each combination.
    """

    columns: tuple[str, ...]
    texts: tuple[Column, ...]
    codes: tuple[Array, ...]
    numbers: Array

    @property
    def n(self) -> int:
        """Number of participants."""
        return int(self.numbers.sum())

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Texts in the order of ``columns`` with the number of participants, sorted."""
        texts = [
            map(column.texts.__getitem__, codes.tolist())
            for column, codes in zip(self.texts, self.codes, strict=True)
        ]
        keys = zip(*texts, strict=True) if texts else iter([()])
        return tuple(sorted(zip(keys, self.numbers.tolist(), strict=True)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Counts):
            return NotImplemented
        return (self.columns, self.rows) == (other.columns, other.rows)

    __hash__ = None  # type: ignore[assignment]


def count(frame: Frame, columns: Iterable[str]) -> Counts:
    r"""Count the distinct tuples of some columns.

    Examples
    --------
    >>> from sacroreport.data.source import parse_table
    >>> frame = parse_table("id,sex\n1,f\n2,m\n3,f\n", "a.csv")
    >>> count(frame, ("sex",)).rows
    ((('f',), 2), (('m',), 1))
    """
    wanted = tuple(sorted(columns))
    counts = frame.counted.get(wanted)
    if counts is None:
        counts = frame.counted[wanted] = _margin(frame, wanted) or _counted(frame, wanted)
    return counts


def count_all(frame: Frame, wanted: Iterable[tuple[str, ...]]) -> None:
    """Count several tuples of columns: the larger first, as the smaller follow from them."""
    for columns in sorted({tuple(sorted(names)) for names in wanted}, key=len, reverse=True):
        count(frame, columns)


def _margin(frame: Frame, columns: tuple[str, ...]) -> Counts | None:
    """Return the counts of one column from those of several; ``None`` if none are few enough."""
    import numpy as np

    if len(columns) != 1:
        return None
    larger = [
        counts for names, counts in frame.counted.items()
        if columns[0] in names and len(counts.numbers) <= frame.n // 2
    ]  # fmt: skip
    if not larger:
        return None
    counts = min(larger, key=lambda counts: len(counts.numbers))
    codes = counts.codes[counts.columns.index(columns[0])]
    numbers = np.bincount(codes, weights=counts.numbers).astype(np.int64)  # exact up to 2**53
    (present,) = numbers.nonzero()
    return Counts(columns, (frame.columns[columns[0]],), (present,), numbers[present])


def _counted(frame: Frame, columns: tuple[str, ...]) -> Counts:
    """Return the counts of some columns from the records themselves."""
    import numpy as np

    if not columns:
        return Counts((), (), (), np.array([frame.n]))
    texts = tuple(frame.columns[name] for name in columns)
    keys: list[Array] = []
    folded: list[list[int]] = []
    sizes = [len(column.distinct) for column in texts]
    total = MOST_KEYS
    for column, size in zip(texts, sizes, strict=True):
        # One key for several columns groups several times as fast as several keys.
        if total * size >= MOST_KEYS:
            keys.append(column.codes)
            folded.append([size])
            total = size
            continue
        total *= size
        kind = smallest(total) if total <= 1 << 32 else np.int64
        keys[-1] = keys[-1].astype(kind) * kind(size) + column.codes.astype(kind)
        folded[-1].append(size)
    distinct, numbers = _grouped(keys)
    codes: list[Array] = []
    for key, parts in zip(distinct, folded, strict=True):
        unfolded = []
        for size in reversed(parts[1:]):
            key, place = np.divmod(key, size)
            unfolded.append(place.astype(smallest(size)))
        codes += [key.astype(smallest(parts[0])), *reversed(unfolded)]
    return Counts(columns, texts, tuple(codes), numbers)


def _grouped(keys: list[Array]) -> tuple[list[Array], Array]:
    """Return the distinct combinations of keys, and how often each is there."""
    if len(keys) == 1 and len(keys[0]) <= FEW:  # sorting these is faster than importing pandas
        import numpy as np

        distinct, numbers = np.unique(keys[0], return_counts=True)
        return [distinct], numbers
    return _grouped_by_table(keys)


def _grouped_by_table(keys: list[Array]) -> tuple[list[Array], Array]:
    """Return what :func:`_grouped` does, for any number of records."""
    import narwhals as nw
    import pandas as pd

    names = [str(index) for index in range(len(keys))]
    table = pd.DataFrame(dict(zip(names, keys, strict=True)), copy=False)
    grouped = (
        nw.from_native(table, eager_only=True)
        .group_by(*names, drop_null_keys=False)
        .agg(nw.len().alias("count"))
    )
    return [grouped[name].to_numpy() for name in names], grouped["count"].to_numpy()
