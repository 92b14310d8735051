"""What ``tables:`` in ``study.yml`` may say, and what becomes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from sacroreport.study.options import Name, Options

SHORTCODE = re.compile(r"\{\{<[ \t]+var[ \t]+([^\s<>{}]+)[ \t]+>\}\}")
"""A number that a text of ``study.yml`` names."""


class TableRow(Options):
    """A row, or rows, of a table.

    Attributes
    ----------
    of
        A variable, an analysis, a part of one (``vas.responders.abs2``) or an id. A category
        gives a row for each level, events give one for each event.
    label
        Printed name, when it differs from that of what it is about.
    show
        The end of the ids of its cells, when it differs from the table's.
    heading
        In place of ``of``: a row of its own, with the rows below it indented.
    rows
        The rows below a heading.
    """

    of: Name | None = None
    label: Name | None = None
    show: Name | None = None
    heading: Name | None = None
    rows: tuple[Name | TableRow, ...] = ()


class TableColumn(Options):
    """A column of a table.

    Attributes
    ----------
    label
        Header.
    show
        The end of its ids, such as ``change.mean`` or ``test.p``; of several the first that a
        row has.
    """

    label: Name
    show: Name | Annotated[tuple[Name, ...], Field(min_length=1)]


class Table(Options):
    """A table, made for ``{{< include _generated/tbl-NAME.md >}}``.

    Its label for references is ``@tbl-NAME``; underscores in the name become hyphens.

    Attributes
    ----------
    caption
        Printed above it; it may name numbers as ``{{< var id >}}``.
    rows
        Variables, analyses, parts of analyses, ids, or headings with rows below them.
    by
        Variable whose levels are columns; each variable is then described by group under
        ``TABLE.VARIABLE``.
    total
        Whether a table by group also has a column of all participants.
    compare
        Whether a table by group has a column of P values; numbers by ``test``, all else by
        Fisher's exact test. They are ids below ``TABLE.VARIABLE.compare``.
    reference
        Of two groups, the one that the other is compared with.
    numbers, counts
        How numbers and counts are shown.
    columns
        Columns besides those of the groups; without groups the only ones.
    notes
        Printed below it; they may name numbers too.
    missing
        Whether a variable has a row that counts the participants without it.
    """

    caption: Name
    rows: Annotated[tuple[Name | TableRow, ...], Field(min_length=1)]
    by: Name | None = None
    total: bool = True
    compare: bool = False
    reference: Name | None = None
    test: Literal["welch", "student", "mann_whitney", "anova", "kruskal"] | None = None
    numbers: Literal["mean_sd", "median_iqr", "range"] = "mean_sd"
    counts: Literal["count_percent", "count_of_n", "count"] = "count_percent"
    columns: tuple[TableColumn, ...] = ()
    notes: tuple[Name, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOf:
    """A column: its header, and the id of how many participants it is about."""

    label: str
    count: str = ""
    is_p: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOf:
    """A row.

    Attributes
    ----------
    label
        What it is about; empty for a word of the table's language, which ``word`` names.
    form
        How its cells are written, such as ``mean_sd``; for the label.
    own_form
        Whether that is said of this row alone.
    missing
        The ids of how many participants have no value, by column.
    depth
        How far it is indented.
    cells
        The id in each column; empty for none.
    parts
        For the first row of a category: the ids of the levels' percentages, by column, which
        ought to sum to 100.
    is_multi
        Whether several of the rows below it may hold for one participant.
    """

    label: str
    word: str = ""
    unit: str = ""
    form: str = ""
    own_form: bool = False
    missing: tuple[str, ...] = ()
    depth: int = 0
    cells: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...] = ()
    is_multi: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOf:
    """A table of a study."""

    name: str
    options: Table
    columns: tuple[ColumnOf, ...]
    rows: tuple[RowOf, ...]

    @property
    def label(self) -> str:
        """What a cross reference calls it."""
        return f"tbl-{self.name.replace('_', '-')}"
