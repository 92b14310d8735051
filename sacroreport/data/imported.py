"""Numbers that were computed elsewhere, and whether the data are still those they are of."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place, Severity, did_you_mean
from sacroreport.project.names import name_finding
from sacroreport.project.numerals import (
    MOST_OF_PROGRAMS,
    NumeralError,
    read_number,
    read_whole,
)
from sacroreport.project.root import Project, leads_to
from sacroreport.study.head import Imported
from sacroreport.study.study import Study

MISSING = frozenset({"", "NA", "NaN"})


@dataclass(frozen=True, slots=True)
class ImportedValue:
    """A number as a file has it; ``value`` is ``None`` where the file has none."""

    value: Fraction | float | None
    n: int = 0
    method: str = ""


def read_imported(project: Project, study: Study) -> tuple[dict[str, ImportedValue], list[Finding]]:
    """Return the imported numbers of a study by id, and what is wrong with them."""
    values: dict[str, ImportedValue] = {}
    findings: list[Finding] = []
    for name, source in study.imported.items():
        path = project.data_folder / source.file
        place = Place(project.name(path))
        if (finding := name_finding(project.name(path))) is not None:
            findings.append(finding)
            continue
        if not (project.is_raw_data(path) and project.contains(path)):
            findings.append(
                Finding(
                    rule="outside-project",
                    place=place,
                    message="the file is not in data/",
                    found=f"{source.file}, which leads to {leads_to(path)}",
                    way_out="copy the file into data/",
                )
            )
            continue
        try:
            rows = list(csv.DictReader(io.StringIO(project.read_text(path))))
        except DefectError as error:
            findings += error.findings
            continue
        except csv.Error as error:
            message = f"the file is no table: {error}"
            findings.append(
                Finding(
                    rule="imported", place=place, message=message,
                    expected="commas between cells, quotation marks around those that hold one",
                    way_out="write it anew",
                )
            )  # fmt: skip
            continue
        findings += _stale(project, study, name, source)
        findings += _read(name, source, rows, place, values)
    return values, findings


def _stale(project: Project, study: Study, name: str, source: Imported) -> Iterator[Finding]:
    data = project.data_folder / study.head.data
    digest = project.seen.get(project.name(data))
    if digest == source.data_digest:
        return
    by = f"run {source.script} again" if source.script else "compute them again"
    yield Finding(
        rule="stale-import",
        place=study.source.place(("imported", name, "data_digest")),
        message=f'the numbers of "{name}" were computed from other data than these',
        found=f"{source.data_digest[:12]}…",
        expected=f"{digest}",
        way_out=f"{by}, then write this digest",
    )


def _read(
    name: str,
    source: Imported,
    rows: list[dict[str, str]],
    place: Place,
    values: dict[str, ImportedValue],
) -> Iterator[Finding]:
    if rows and not {"id", "value"} <= set(rows[0]):
        yield Finding(
            rule="imported", place=place, message="the file needs the columns id and value"
        )
        return
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        part, text = (row["id"] or "").strip(), (row["value"] or "").strip()
        where = Place(place.file, line)
        if part in seen:
            yield Finding(rule="imported", place=where, message=f'the id "{part}" stands twice')
        seen.add(part)
        if part not in source.numbers:
            yield Finding(
                rule="imported",
                severity=Severity.WARNING,
                place=where,
                message=f'study.yml does not declare "{part}" among the numbers of "{name}"',
                way_out=did_you_mean(part, source.numbers) or "declare it, or remove the line",
            )
            continue
        size = (row.get("n") or "").strip()
        wrong = [*_wrong(text, size, where)]
        if wrong:
            yield from wrong
            continue
        value = None if text in MISSING else read_number(text, MOST_OF_PROGRAMS)
        n = read_whole(size) if size else 0
        is_p = source.numbers[part].role == "p"
        exact = float(value) if is_p and value is not None else value
        if is_p and value is not None and not 0 <= value <= 1:
            yield Finding(
                rule="imported", place=where, message="a P value lies between 0 and 1", found=text
            )
        values[f"{name}.{part}"] = ImportedValue(exact, n, row.get("method") or "")
    for part in source.numbers:
        if part not in seen:
            yield Finding(
                rule="imported", place=place, message=f'the file has no line for "{part}"'
            )


def _wrong(text: str, size: str, place: Place) -> Iterator[Finding]:
    """Find what is no number: as the value, and as how many it is of."""
    readers: dict[str, Callable[[], object]] = {
        "value": lambda: read_number(text, MOST_OF_PROGRAMS),
        "n": lambda: read_whole(size),
    }
    if text in MISSING:
        del readers["value"]
    if not size:
        del readers["n"]
    for name, read in readers.items():
        try:
            read()
        except NumeralError as error:
            yield Finding(
                rule="imported", place=place, message="this is no number",
                found=f'"{size if name == "n" else text}"', expected=error.expected,
                way_out=error.way_out,
            )  # fmt: skip
