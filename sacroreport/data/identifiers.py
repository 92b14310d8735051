"""Columns that could identify a participant.

A list of what gives people away in study tables, after the HIPAA Safe Harbor
identifiers: names, contact data, record and device numbers, dates with a day, ages
over 89. The declared participant pseudonym is fine; any other such column is an error
until it is removed or ``deidentified:`` says why it may stay.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sacroreport.data.columns import Column
from sacroreport.data.source import Frame
from sacroreport.findings import Finding, Place
from sacroreport.project.numerals import NUMBER
from sacroreport.study.options import NumberVariable
from sacroreport.study.study import Study, VariableOf

HEADER_WORDS = frozenset(
    "name surname forename firstname lastname initials dob birth birthdate birthday mrn medrec "
    "ssn nhs accession patientid patientname phone telephone mobile fax email mail address street "
    "town zip zipcode postcode url ip serial lot "
    "geburtsdatum vorname nachname anschrift adresse telefon nom prenom naissance".split()
)
HEADER_PAIRS = frozenset(
    {
        ("patient", "id"), ("id", "patient"), ("e", "mail"), ("date", "birth"),
        ("record", "number"), ("hospital", "number"), ("case", "number"),
        ("patient", "number"), ("device", "serial"),
    }
)  # fmt: skip
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
VALUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an e-mail address", re.compile(r"(?<!\S)[\w.+-]+@[\w-]+\.[\w.-]+")),
    ("a social security number", re.compile(r"(?<!\S)\d{3}-\d{2}-\d{4}(?!\S)")),
    (
        "a phone number",
        re.compile(
            r"(?<!\S)(?:\+\d{1,3}[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\S)"
            r"|(?<!\S)\+\d{1,3}[ ()\d/.-]{7,}\d|(?<!\S)0\d{2,5}[/ -]\d{5,}(?!\S)"
        ),
    ),
    ("a web address", re.compile(r"https?://\S+|(?<!\S)www\.\S+")),
    ("an IP address", re.compile(r"(?<!\S)(?:\d{1,3}\.){3}\d{1,3}(?!\S)")),
    ("a DICOM identifier", re.compile(r"1\.2\.840(?:\.\d+)+")),
    (
        "a date with a day",
        re.compile(
            r"(?<!\S)(?:\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})"
            rf"|\d{{1,2}}[- ]{MONTH}[- ,]+\d{{2,4}}|{MONTH} \d{{1,2}},? \d{{4}}"
            r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\S)",
            re.IGNORECASE,
        ),
    ),
)
HARMLESS = re.compile(
    r"(?:(?:-?\d{1,9}\.\d*+|-?\d{1,7}|[a-z_][a-z0-9_]*+)?(?:\n|\Z))*+", re.A | re.I
)
"""Lines that none of these patterns can match: short numbers, and words of letters first."""
RECORD_NUMBER = re.compile(r"\d{6,10}")
OLDEST = 89
AGE_WORDS = frozenset({"age", "alter", "âge", "edad", "età", "idade"})
YEARS = frozenset({"y", "yr", "yrs", "year", "years", "a", "j", "jahre", "ans", "años", "anni"})


def check_identifiers(frame: Frame, study: Study) -> Iterator[Finding]:
    """Yield an error for every column that looks like an identifier.

    Looks at all columns of the file, declared or not: what lies in the repository is
    shared with it.
    """
    by_column = {variable.column: variable for variable in study.variables.values()}
    for column, texts in frame.columns.items():
        variable = by_column.get(column)
        if variable is not None and variable.options.deidentified is not None:
            continue
        is_participant = column == study.head.participant
        reason = "" if is_participant else header_reason(column)
        reason = reason or value_reason(texts, numbers=not is_participant)
        if reason:
            yield _finding(frame, column, reason, declared=variable is not None)
        elif variable is not None:
            yield from _check_age(frame, variable, texts)


def header_reason(column: str) -> str:
    """Say which word of a header names an identifier; empty if none does.

    Examples
    --------
    >>> header_reason("DateOfBirth"), header_reason("E-mail"), header_reason("needle_lot")
    ('its header says "birth"', 'its header says "e-mail"', 'its header says "lot"')
    >>> header_reason("ship_weight"), header_reason("vas_pre")
    ('', '')
    """
    split = re.sub(r"([a-z])([A-Z])", r"\1 \2", column)
    words = [word for word in re.split(r"[^a-z]+", split.lower()) if word]
    for first, second in pairwise(words):
        if (first, second) in HEADER_PAIRS:
            return f'its header says "{first}-{second}"'
    for word in words:
        if word in HEADER_WORDS:
            return f'its header says "{word}"'
    return ""


def value_reason(texts: Sequence[str], *, numbers: bool = True) -> str:
    """Say what the values of a column look like; empty if harmless.

    Examples
    --------
    >>> value_reason(["8", "a.b@c.org"]), value_reason(["1048576", "2097152"])
    ('it holds an e-mail address', 'nearly each record has a number of its own, 6 to 10 digits')
    >>> value_reason(["8.9", "11", "none"])
    ''
    """
    column = texts if isinstance(texts, Column) else Column.of(texts)
    stripped = [text.strip() for text in column.texts]
    # One text to search: no pattern reaches over the end of a line, and each that looks
    # at what is around it takes such an end for the end of the text.
    together = "\n".join(stripped)
    if not HARMLESS.fullmatch(together):
        for what, pattern in VALUES:
            if pattern.search(together):
                return f"it holds {what}"
    if not numbers or len(texts) < 2:
        return ""
    if not all(map(RECORD_NUMBER.fullmatch, filter(None, stripped))):
        return ""
    distinct = {text for text in stripped if text}
    counts = column.counts().tolist()
    recorded = sum(count for text, count in zip(stripped, counts, strict=True) if text)
    if len(distinct) >= 0.9 * recorded > 0:
        return "nearly each record has a number of its own, 6 to 10 digits"
    return ""


def _check_age(frame: Frame, variable: VariableOf, column: Column) -> Iterator[Finding]:
    words = re.split(r"[^a-zà-ÿ]+", f"{variable.column} {variable.label}".lower())
    options = variable.options
    if not isinstance(options, NumberVariable) or not AGE_WORDS & set(words):
        return
    if options.unit and options.unit.lower() not in YEARS:
        return
    # What is out of range is no age, and is reported as such.
    most = float(options.range[1]) if options.range else math.inf
    old = [code for code, text in enumerate(column.texts) if OLDEST < _as_number(text) <= most]
    if old:
        counts = column.counts()
        number = sum(int(counts[code]) for code in old)
        yield Finding(
            rule="identifier",
            place=Place(frame.file, frame.lines[column.first(old[0])], variable=variable.column),
            message=f"an age over {OLDEST} identifies its bearer",
            found=f"{number} such participant{'s' if number > 1 else ''}",
            way_out="record them as one oldest group, or declare `deidentified:` with the reason "
            "why exact ages may be used",
        )


def _as_number(text: str) -> float:
    return float(text) if NUMBER.fullmatch(text) else 0.0


def _finding(frame: Frame, column: str, reason: str, *, declared: bool) -> Finding:
    way_out = "remove the column from the file"
    if declared:
        way_out += ", or declare `deidentified:` with the reason why it may stay"
    return Finding(
        rule="identifier",
        place=Place(frame.file, 1, variable=column),
        message=f"the column looks like an identifier: {reason}",
        way_out=way_out,
    )
