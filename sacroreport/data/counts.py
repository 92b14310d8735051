"""Counts: distinct tuples of recorded texts, each with its number of participants.

The only thing that crosses from data to statistics. No order, no identifier: two
files that hold the same participants in another order give the same Counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from sacroreport.data.source import Frame


@dataclass(frozen=True, slots=True)
class Counts:
    """How many participants have each combination of texts.

    Attributes
    ----------
    columns
        Headers, sorted.
    rows
        Texts in the order of ``columns`` with the number of participants, sorted.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], int], ...]

    @property
    def n(self) -> int:
        """Number of participants."""
        return sum(count for _, count in self.rows)


def count(frame: Frame, columns: tuple[str, ...]) -> Counts:
    r"""Count the distinct tuples of some columns.

    Examples
    --------
    >>> from sacroreport.data.source import parse_table
    >>> frame = parse_table("id,sex\n1,f\n2,m\n3,f\n", "a.csv")
    >>> count(frame, ("sex",)).rows
    ((('f',), 2), (('m',), 1))
    """
    import narwhals as nw

    columns = tuple(sorted(columns))
    if not columns:
        return Counts((), (((), frame.n),))
    length = "sacroreport count"  # no header of a declared variable: it has a space
    while length in columns:
        length += "_"
    grouped = frame.table.group_by(*columns, drop_null_keys=False).agg(nw.len().alias(length))
    rows = grouped.select(*columns, length).rows()
    return Counts(columns, tuple(sorted((tuple(map(str, row[:-1])), int(row[-1])) for row in rows)))
