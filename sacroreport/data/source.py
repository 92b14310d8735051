"""Raw tables, every cell as the text that was recorded.

Nothing is guessed: no cell becomes missing, a number or a date here. ``None``, ``NA``,
``00123`` and ``8,5`` arrive as they stand in the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place, quoted
from sacroreport.project.root import Project
from sacroreport.study.study import Study

if TYPE_CHECKING:
    import narwhals as nw

DELIMITERS = (",", ";", "\t", "|", "^")
SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
MOST_RAGGED = 20
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Frame:
    """A raw table.

    Attributes
    ----------
    file
        Name of the file, relative to the project.
    columns
        Header → recorded texts, one per record, in file order.
    lines
        Line of the file on which each record ends.
    read
        Variable → recorded text → value, as far as texts have been read already.
    """

    file: str
    columns: dict[str, list[str]]
    lines: list[int]
    read: dict[str, dict[str, Any]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def n(self) -> int:
        """Number of records."""
        return len(self.lines)

    @cached_property
    def table(self) -> nw.DataFrame[Any]:
        """The records in a data frame engine, for grouping."""
        import narwhals as nw
        import pandas as pd

        return nw.from_native(pd.DataFrame(self.columns, dtype=object), eager_only=True)


def read_data(project: Project, study: Study) -> Frame:
    """Read the data file of a study.

    Raises
    ------
    DefectError
        If the file is absent, outside the project, of an unknown format, not UTF-8,
        empty, or not a table: with every ragged line.
    """
    path = project.data_folder / study.head.data
    place = study.source.place(("data",))
    if not project.contains(path):
        raise DefectError(
            [
                Finding(
                    rule="outside-project",
                    place=place,
                    message="the data file is outside the project",
                    found=study.head.data,
                    expected="a file below data/",
                )
            ]
        )
    if path.suffix.lower() not in SUFFIXES:
        raise DefectError(
            [
                Finding(
                    rule="data-format",
                    place=place,
                    message="this version reads delimited text only",
                    found=study.head.data,
                    expected=f"a file ending in {quoted(SUFFIXES)}",
                    way_out="export the table as CSV in UTF-8",
                )
            ]
        )
    if not path.is_file():
        raise DefectError(
            [
                Finding(
                    rule="missing-file",
                    place=place,
                    message=f"there is no data file {project.name(path)}",
                    way_out="put it there, or correct `data:`",
                )
            ]
        )
    wanted = [variable.column for variable in study.variables.values() if variable.column]
    return parse_table(
        project.read_text(path), project.name(path), [study.head.participant, *wanted]
    )


def parse_table(text: str, file: str, wanted: Sequence[str] = ()) -> Frame:
    r"""Parse delimited text.

    Parameters
    ----------
    text
        The table with a header line. The delimiter is the one of ``, ; tab | ^``
        under which the header has most of the wanted columns.
    file
        Name for findings.
    wanted
        Columns that are expected.

    Raises
    ------
    DefectError
        If there is no header or no record, or lines do not fit the header.

    Examples
    --------
    >>> frame = parse_table("id;pain\nS1;8,5\nS2;None\n", "a.csv", ["pain"])
    >>> frame.columns
    {'id': ['S1', 'S2'], 'pain': ['8,5', 'None']}
    """
    if not text.strip():
        raise DefectError(
            [Finding(rule="empty-data", place=Place(file), message="the data file is empty",
                     expected="a header line and one line per participant")]
        )  # fmt: skip
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text, wanted), strict=True
    )
    findings: list[Finding] = []
    records: list[list[str]] = []
    lines: list[int] = []
    header: list[str] = []
    try:
        for record in reader:
            if not record:
                continue  # a blank line
            if not header:
                header = record
                findings += _check_header(header, file)
                continue
            if any(CONTROL.search(cell) for cell in record):
                findings.append(
                    Finding(
                        rule="control-character",
                        place=Place(file, reader.line_num),
                        message="a cell holds a control character",
                        way_out="remove it; export the table as plain CSV in UTF-8",
                    )
                )
                continue
            if len(record) != len(header):
                findings.append(
                    Finding(
                        rule="ragged-line",
                        place=Place(file, reader.line_num),
                        message="the line does not fit the header",
                        found=f"{len(record)} cells",
                        expected=f"{len(header)} cells",
                        way_out="look for a missing or surplus delimiter, or quote the cell",
                    )
                )
                continue
            records.append(record)
            lines.append(reader.line_num)
    except csv.Error as error:
        findings.append(
            Finding(
                rule="bad-quoting",
                place=Place(file, reader.line_num),
                message=f"the line cannot be read: {error}",
                way_out="check the quotation marks on it and above it",
            )
        )
    if not records and not findings:
        findings.append(
            Finding(rule="empty-data", place=Place(file), message="the data file has no records",
                    found="a header only", expected="one line per participant")
        )  # fmt: skip
    if findings:
        kept = findings[:MOST_RAGGED]
        if len(findings) > MOST_RAGGED:
            more = len(findings) - MOST_RAGGED
            kept.append(
                Finding(
                    rule="ragged-line", place=Place(file), message=f"and {more} more such lines"
                )
            )
        raise DefectError(kept)
    cells = zip(*records, strict=True)
    columns = {name: list(column) for name, column in zip(header, cells, strict=True)}
    return Frame(file, columns, lines)


def _delimiter(text: str, wanted: Sequence[str]) -> str:
    """Return the delimiter under which the header looks most like what is wanted."""
    line = text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")

    def score(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([line], delimiter=delimiter))
        except (csv.Error, StopIteration):
            return (0, 0)
        return (len(set(cells) & set(wanted)), len(cells))

    return max(DELIMITERS, key=score)


def _check_header(header: list[str], file: str) -> list[Finding]:
    findings = []
    seen: set[str] = set()
    for index, name in enumerate(header, start=1):
        place = Place(file, 1)
        if not name.strip():
            findings.append(
                Finding(rule="bad-header", place=place, message=f"column {index} has no name",
                        way_out="name it, or remove an empty column")
            )  # fmt: skip
        elif name in seen:
            findings.append(
                Finding(rule="bad-header", place=place, message=f'two columns are named "{name}"',
                        way_out="rename or remove one of the two")
            )  # fmt: skip
        seen.add(name)
    return findings
