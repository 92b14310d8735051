"""Numbers already in print, compared with the data as rounding intervals.

A printed 68.7 stands for any value from 68.65 to 68.75: which tie rule was used is not
known, so both ends agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Severity, did_you_mean, quoted
from sacroreport.kinds.results import Result, Results
from sacroreport.project.numerals import NumeralError, read_decimal
from sacroreport.project.positions import Document, read_yaml
from sacroreport.project.reading import is_there
from sacroreport.project.root import Project
from sacroreport.statistics.exact import Root, to_fraction

RELATIONS = ("=", "<", ">")


def check_published(project: Project, results: Results) -> list[Finding]:
    """Return a warning for each published number that the data do not reproduce."""
    path = project.published_file
    if not is_there(path):
        return []
    try:
        document = read_yaml(project.read_text(path), project.name(path))
    except DefectError as error:
        return list(error.findings)
    return list(_check(document, results))


def _check(document: Document, results: Results) -> Iterator[Finding]:
    data = document.data
    numbers = data.get("numbers") if isinstance(data, dict) else None
    if not isinstance(numbers, list):
        yield Finding(
            rule="published",
            place=document.place(()),
            message="this file needs a list under `numbers:`",
            expected='entries like {id: age.mean, printed: "68.7"}',
        )
        return
    for index, entry in enumerate(numbers):
        yield from _check_entry(document, index, entry, results)


def _check_entry(
    document: Document, index: int, entry: object, results: Results
) -> Iterator[Finding]:
    place = document.place(("numbers", index))
    keys = {"id", "printed", "relation", "note"}
    if not isinstance(entry, dict) or not {"id", "printed"} <= set(entry) <= keys:
        yield Finding(
            rule="published",
            place=place,
            message="an entry needs `id:` and `printed:`, and may have `relation:` and `note:`",
        )
        return
    id_, printed = str(entry["id"]), str(entry["printed"])
    relation = str(entry.get("relation", "="))
    result = results.get(id_)
    if result is None:
        yield Finding(
            rule="unknown-id",
            place=document.place(("numbers", index, "id")),
            message=f'there is no number "{id_}"',
            way_out=did_you_mean(id_, results),
        )
        return
    try:
        grouped = re.fullmatch(r"[−-]?\d{1,3}(,\d{3})+(\.\d+)?", printed, re.ASCII)
        text = printed.replace(",", "") if grouped else printed
        number = read_decimal(text.replace("−", "-"))
        wrong = "" if relation in RELATIONS else f"the relation is none of {quoted(RELATIONS)}"
    except NumeralError as error:
        wrong = str(error)
    if wrong:
        yield Finding(
            rule="published",
            place=document.place(("numbers", index, "printed")),
            message=f"a printed number with a relation of {quoted(RELATIONS)} was expected: "
            f"{wrong}",
            found=f"{relation} {printed}",
        )
        return
    if not agrees(result, number, relation):
        now = "nothing" if result.value is None else f"{float(result.value):.6g}"
        yield Finding(
            rule="published",
            severity=Severity.WARNING,
            place=document.place(("numbers", index, "printed")),
            message=f"{id_} no longer agrees with what is in print",
            found=f"{now} in the data",
            expected=f"{relation} {printed}",
            way_out="check the data, or say in the text that the number was corrected",
        )


def agrees(result: Result, printed: Decimal, relation: str = "=") -> bool:
    """Say whether a number lies in the rounding interval of what was printed."""
    value = result.value
    if value is None:
        return False
    exact = Fraction(float(value)) if isinstance(value, Root) else to_fraction(value)
    bound = Fraction(printed)
    if relation == "<":
        return exact < bound
    if relation == ">":
        return exact > bound
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)
    half = Fraction(10) ** exponent / 2
    return bound - half <= exact <= bound + half
