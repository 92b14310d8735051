"""Raw tables, every cell as the text that was recorded.

Nothing is guessed: no cell becomes missing, a number or a date here. ``None``, ``NA``,
``00123`` and ``8,5`` arrive as they stand in the file.
"""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sacroreport.data.columns import Column, Encoder
from sacroreport.data.scan import scan
from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place, quoted
from sacroreport.project.names import is_file, name_finding
from sacroreport.project.root import Project
from sacroreport.study.study import Study

DELIMITERS = (",", ";", "\t", "|", "^")
SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
MOST_RAGGED = 20
BULK = 1 << 20
"""Bytes from which it is worth to try reading in bulk."""
BATCH = 1 << 14
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
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
        Variable → values of its texts, as far as they have been read already.
    counted
        Columns → their Counts, as far as they have been counted already.
    """

    file: str
    columns: Mapping[str, Column]
    lines: Sequence[int]
    read: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    counted: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        columns = {
            name: texts if isinstance(texts, Column) else Column.of(texts)
            for name, texts in self.columns.items()
        }
        object.__setattr__(self, "columns", columns)

    @property
    def n(self) -> int:
        """Number of records."""
        return len(self.lines)


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
    if (finding := name_finding(project.name(path))) is not None:
        raise DefectError([finding])
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
    if not is_file(path):
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
    wanted.append(study.head.participant)
    content = project.read_bytes(path)
    if len(content) >= BULK and (frame := scan_table(content, project.name(path), wanted)):
        return frame
    return parse_table(project.decode(path, content), project.name(path), wanted)


def scan_table(content: bytes, file: str, wanted: Sequence[str] = ()) -> Frame | None:
    r"""Read delimited text in bulk; ``None`` if :func:`parse_table` must look at it.

    Examples
    --------
    >>> scan_table(b"id;pain\nS1;8,5\n", "a.csv", ["pain"]).columns["pain"][0]
    '8,5'
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n")
    if not content.endswith(b"\n"):
        content += b"\n"
    line = content[: content.index(b"\n")]
    if b'"' in line or not line.isascii() or CONTROL.search(text := line.decode()):
        return None
    delimiter = _delimiter(text, wanted)
    header = text.split(delimiter)
    if _check_header(header, file):
        return None
    found = scan(content, delimiter, len(header), start=len(line) + 1)
    if found is None:
        return None
    columns = dict(zip(header, found, strict=True))
    return Frame(file, columns, range(2, len(found[0]) + 2))


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
    >>> {name: list(texts) for name, texts in frame.columns.items()}
    {'id': ['S1', 'S2'], 'pain': ['8,5', 'None']}
    """
    if not text.strip():
        raise DefectError(
            [Finding(rule="empty-data", place=Place(file), message="the data file is empty",
                     expected="a header line and one line per participant")]
        )  # fmt: skip
    reader = csv.reader(
        (line[0] for line in LINE.finditer(text)), delimiter=_delimiter(text, wanted), strict=True
    )
    findings: list[Finding] = []
    lines = array("q")
    header: list[str] = []
    is_controlled = CONTROL.search(text) is not None

    def records() -> Iterator[list[str]]:
        nonlocal header
        for record in reader:
            if not record:
                continue  # a blank line
            if not header:
                header = record
                findings.extend(_check_header(header, file))
                continue
            if is_controlled and any(CONTROL.search(cell) for cell in record):
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
            lines.append(reader.line_num)
            yield record

    try:
        columns = _columns(records())
    except csv.Error as error:
        findings.append(
            Finding(
                rule="bad-quoting",
                place=Place(file, reader.line_num),
                message=f"the line cannot be read: {error}",
                way_out="check the quotation marks on it and above it",
            )
        )
    if not lines and not findings:
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
    is_unbroken = lines[-1] - lines[0] == len(lines) - 1
    places = range(lines[0], lines[-1] + 1) if is_unbroken else lines
    return Frame(file, dict(zip(header, columns, strict=True)), places)


def _columns(records: Iterable[list[str]]) -> list[Column]:
    """Return the columns of records of one width; few records live at the same time."""
    records = iter(records)
    encoders: list[Encoder] = []
    while batch := list(islice(records, BATCH)):
        encoders = encoders or [Encoder() for _ in batch[0]]
        for encoder, texts in zip(encoders, zip(*batch, strict=True), strict=True):
            encoder.add(texts)
    return [encoder.column() for encoder in encoders]


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
