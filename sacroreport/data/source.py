"""Raw tables, every cell as the text that was recorded.

Nothing is guessed: no cell becomes missing, a number or a date here. ``None``, ``NA``,
``00123`` and ``8,5`` arrive as they stand in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sacroreport.data.columns import Column
from sacroreport.data.delimited import CONTROL, Records, check_header, delimiter_of
from sacroreport.data.scan import scan
from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place, quoted
from sacroreport.project.names import name_finding
from sacroreport.project.reading import is_there
from sacroreport.project.root import Project, leads_to
from sacroreport.study.study import Study

SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
MOST_RAGGED = 20
BULK = 1 << 20
"""Bytes from which it is worth to try reading in bulk."""


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
                    found=f"{study.head.data}, which leads to {leads_to(path)}",
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
    if not is_there(path):
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
    delimiter = delimiter_of(text, wanted)
    header = text.split(delimiter)
    if check_header(header, file):
        return None
    scanned = scan(content, delimiter, len(header), start=len(line) + 1)
    if scanned is None:
        return None
    columns = dict(zip(header, scanned, strict=True))
    return Frame(file, columns, range(2, len(scanned[0]) + 2))


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
    records = Records(text, file, delimiter_of(text, wanted))
    columns = records.columns()
    lines, findings = records.lines, records.findings
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
    return Frame(file, dict(zip(records.header, columns, strict=True)), places)
