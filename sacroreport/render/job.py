"""What goes into an engine and what comes out: the same for each of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacroreport.errors import ProgramError
from sacroreport.formats.registry import not_typeset


class StandardError(ProgramError):
    """A document cannot conform to the standard that its PDF should."""


@dataclass(frozen=True, slots=True)
class FilterReport:
    """What the filters write beside a file.

    Attributes
    ----------
    document
        The document as pandoc's JSON, as it was handed to the writer.
    problems
        What they found wrong with it.
    hidden
        Numbers in parts of the document that the format does not show.
    """

    document: dict[str, Any]
    problems: list[dict[str, str]]
    hidden: frozenset[str]


def read_report(side: Path) -> FilterReport:
    """Return what the filters wrote beside a file.

    Raises
    ------
    ProgramError
        If the document is nested too deeply to be read back.
    """
    try:
        fields = json.loads(side.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ProgramError(
            f"{side.name.partition('.')[0]} is nested too deeply: write quotations and lists that "
            "stand inside each other on fewer levels"
        ) from error
    return FilterReport(
        fields["document"], [*(fields["problems"] or [])], frozenset(fields["hidden"] or [])
    )


def refusal(message: str) -> str:
    """Return why Typst refuses a document under a standard; empty when it is not for that.

    Examples
    --------
    >>> refusal("error: PDF/UA-1 error: missing document title")
    'PDF/UA-1: missing document title'
    >>> refusal("error: unknown variable: x")
    ''
    """
    match = re.search(r"(PDF/\w+-\w+) error: ([^\n]+)", message)
    if match is None:
        return ""
    hint = re.search(r"= hint: ([^\n]+)", message[match.end() :])
    return f"{match[1]}: {match[2].strip()}" + (f" ({hint[1].strip()})" if hint else "")


def standard_problem(message: str) -> dict[str, str]:
    """Return the problem of a document that cannot conform, as a filter would tell it."""
    if match := re.search(r'the text `"(.)[^`]*` could not be displayed', message):
        return {
            "rule": "missing-glyph",
            "needle": match[1],
            "message": f"the fonts of the PDF have no character {match[1]} "
            f"(U+{ord(match[1]):04X}): write it in another way, or build {not_typeset()} only",
        }
    return {
        "rule": "pdf-standard",
        "needle": "",
        "message": f"the PDF cannot be made to its standard: {message}; "
        '`pdf-standard: "1.7"` makes one that promises nothing',
    }


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on a page, in points from its left and upper edge.

    Attributes
    ----------
    occurrence
        The number that begins or ends there.
    edge
        ``start`` or ``end``.
    y
        Of the baseline.
    """

    occurrence: str
    edge: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Job:
    """A staged document in a private folder.

    Attributes
    ----------
    folder
        Root of the staged project.
    name
        Path of the document in it, without an ending.
    lang
        Language of generated words and hyphenation.
    date
        Printed into files as their time of making.
    bibliography, csl
        Paths relative to ``folder``.
    watermark
        The word behind the pages of a draft; empty for a finished file.
    """

    folder: Path
    name: str
    lang: str
    date: dt.date
    bibliography: tuple[str, ...] = ()
    csl: str = ""
    watermark: str = ""

    @property
    def epoch(self) -> int:
        """The date as seconds since 1970, UTC."""
        midnight = dt.datetime.combine(self.date, dt.time(), tzinfo=dt.UTC)
        return int(midnight.timestamp())


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered file with what the proof needs to know of it.

    Attributes
    ----------
    path
        The file.
    document
        The document as pandoc's JSON, as it was handed to the writer.
    problems
        What the filters found wrong.
    hidden
        Numbers in parts of the document that this format does not show.
    marks, bottom_margin, left_margin
        For a PDF: where each number begins and ends, how high the footer is, and how wide
        the strip of line numbers.
    exact
        Whether the file holds nothing but the document; otherwise the engine may have
        added words of its own, such as the titles of a theme.
    watermark
        The word behind the pages of a draft, which is no part of its text.
    """

    path: Path
    document: dict[str, Any]
    problems: list[dict[str, str]]
    hidden: frozenset[str] = frozenset()
    marks: tuple[Mark, ...] = ()
    bottom_margin: float = 0.0
    left_margin: float = 0.0
    exact: bool = True
    watermark: str = ""


def marks_of(answers: Iterable[Mapping[str, Any]]) -> tuple[Mark, ...]:
    """Return the marks of a page from what Typst answers to a query."""
    return tuple(
        Mark(
            answer["id"],
            answer["edge"],
            int(answer["at"]["page"]),
            points(answer["at"]["x"]),
            points(answer["at"]["y"]),
        )
        for answer in answers
    )


def points(length: str) -> float:
    """Return a length that Typst gives in points.

    Examples
    --------
    >>> points("64.8pt")
    64.8
    """
    return float(length.removesuffix("pt"))
