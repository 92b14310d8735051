"""Delimited text, read strictly: its delimiter, its header and its records."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sacroreport.data.columns import Column, Encoder
from sacroreport.findings import Finding, Place

DELIMITERS = (",", ";", "\t", "|", "^")
BATCH = 1 << 14
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Records:
    r"""The records of a delimited text.

    Attributes
    ----------
    header
        The names of the columns, once they have been read.
    lines
        Line of the file on which each record ends, for those that fit the header.
    findings
        What is wrong with the header and with lines.

    Examples
    --------
    >>> records = Records("id;pain\nS1;8,5\nS2;9;0\n", "a.csv", ";")
    >>> [list(column) for column in records.columns()]
    [['S1'], ['8,5']]
    >>> [str(finding.place) for finding in records.findings]
    ['a.csv:3']
    """

    def __init__(self, text: str, file: str, delimiter: str) -> None:
        self.file = file
        self.header: list[str] = []
        self.lines = array("q")
        self.findings: list[Finding] = []
        self._is_controlled = CONTROL.search(text) is not None
        self._reader = csv.reader(
            (line[0] for line in LINE.finditer(text)), delimiter=delimiter, strict=True
        )

    def columns(self) -> list[Column]:
        """Return the columns of all records; none of a text whose quotation marks do not close."""
        try:
            return _columns(self._read())
        except csv.Error as error:
            self.findings.append(
                Finding(
                    rule="bad-quoting",
                    place=Place(self.file, self._reader.line_num),
                    message=f"the line cannot be read: {error}",
                    way_out="check the quotation marks on it and above it",
                )
            )
            return []

    def _read(self) -> Iterator[list[str]]:
        """Yield the records that fit the header; about each other one there is a finding."""
        reader, lines = self._reader, self.lines
        width = 0
        for record in reader:
            if not record:
                continue  # a blank line
            if not self.header:
                self.header, width = record, len(record)
                self.findings += check_header(record, self.file)
            elif self._is_controlled and any(CONTROL.search(cell) for cell in record):
                self.findings.append(
                    Finding(
                        rule="control-character",
                        place=Place(self.file, reader.line_num),
                        message="a cell holds a control character",
                        way_out="remove it; export the table as plain CSV in UTF-8",
                    )
                )
            elif len(record) != width:
                self.findings.append(
                    Finding(
                        rule="ragged-line",
                        place=Place(self.file, reader.line_num),
                        message="the line does not fit the header",
                        found=f"{len(record)} cells",
                        expected=f"{width} cells",
                        way_out="look for a missing or surplus delimiter, or quote the cell",
                    )
                )
            else:
                lines.append(reader.line_num)
                yield record


def _columns(records: Iterable[list[str]]) -> list[Column]:
    """Return the columns of records of one width; few records live at the same time."""
    records = iter(records)
    encoders: list[Encoder] = []
    while batch := list(islice(records, BATCH)):
        encoders = encoders or [Encoder() for _ in batch[0]]
        for encoder, texts in zip(encoders, zip(*batch, strict=True), strict=True):
            encoder.add(texts)
    return [encoder.column() for encoder in encoders]


def delimiter_of(text: str, wanted: Sequence[str]) -> str:
    """Return the delimiter under which the header looks most like what is wanted."""
    line = text.lstrip("\r\n").split("\n", 1)[0].rstrip("\r")

    def score(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([line], delimiter=delimiter))
        except (csv.Error, StopIteration):
            return (0, 0)
        return (len(set(cells) & set(wanted)), len(cells))

    return max(DELIMITERS, key=score)


def check_header(header: list[str], file: str) -> list[Finding]:
    """Return the findings about columns without a name, or with that of another."""
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
