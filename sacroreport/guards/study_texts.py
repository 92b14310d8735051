"""The texts of study.yml that are printed: captions and notes, claims, and labels.

They are printed as they are written, apart from the numbers that captions, notes and
alternative texts name.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from sacroreport.findings import Finding, Place
from sacroreport.guards.prose import VALUE, Kind, Passage
from sacroreport.project.positions import Path
from sacroreport.study.figure_kinds import FlowFigure
from sacroreport.study.options import Name
from sacroreport.study.study import Study
from sacroreport.study.table_kinds import SHORTCODE, TableRow

HEADER = re.compile(r"\A(?:[&!]\S*\s+)*(?P<block>[|>][-+\d]*(?:[ \t]+#[^\n]*)?)?")
"""An anchor, a tag and the sign of a block, with a comment, before a text."""
OTHER_ESCAPE = re.compile(r"\\[^\"\\/]")
"""An escape in double quotation marks that stands for another character."""


def study_passages(study: Study) -> Iterator[tuple[Path, Passage]]:
    """Yield the printed texts of a study, each with the keys that lead to it.

    Its kind says what it is: ``STUDY`` (captions, notes, alternative texts), ``CLAIM`` or
    ``LABEL``. A text that several keys share by an alias comes once.

    Examples
    --------
    >>> from sacroreport.kinds.load import parse_study
    >>> study = parse_study('''
    ... title: A study
    ... data: a.csv
    ... participant: id
    ... date: 2012-02-01
    ... variables:
    ...   age: {label: "Age of all", type: number, unit: y}
    ... ''')
    >>> for path, passage in study_passages(study):
    ...     print(path, passage.kind, repr(passage.text), passage.place(1))
    ('variables', 'age', 'label') label ' Age of all ' data/study.yml:7:17
    ('variables', 'age', 'unit') label 'y' data/study.yml:7:51
    """
    seen: set[tuple[int, int]] = set()
    for path, text, kind in (*_prose(study), *_labels(study)):
        span = study.source.spans.get(path)
        # Analyses that tables and figures ask for stand nowhere themselves.
        if text and span is not None and span not in seen:
            seen.add(span)
            yield path, _passage(study, path, text, kind)


def placed(passage: Passage, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings about a text of a study; no part of a line that nobody knows is marked."""
    known = passage.place(0) != passage.place(1)
    for finding in findings:
        yield finding if known else dataclasses.replace(finding, length=0)


def _passage(study: Study, path: Path, text: str, kind: Kind) -> Passage:
    """Return a text as it is written, so that each of its characters has a place."""
    source = study.source
    start, end = source.spans[path]
    written = source.text[start:end]
    header = HEADER.match(written)
    assert header is not None
    prose = " " * header.end() + written[header.end() :]
    mark = prose.strip()[:1] if header["block"] is None else ""  # a block has no quotes of its own
    if mark == '"' and OTHER_ESCAPE.search(prose):
        place = source.place(path)
        return Passage(kind, _masked(text), text, lambda _: place)
    if mark in ('"', "'"):
        first, last = prose.index(mark), prose.rindex(mark)
        inner = prose[first + 1 : last]
        inner = inner.replace("''", "’ ") if mark == "'" else inner.replace("\\", " ")
        prose = f"{prose[:first]} {inner} {prose[last + 1 :]}"

    def place_of(at: int) -> Place:
        before = source.text[: start + at]
        return Place(source.file, before.count("\n") + 1, len(before) - before.rfind("\n"))

    return Passage(kind, _masked(prose), written, place_of)


def _masked(text: str) -> str:
    return SHORTCODE.sub(lambda match: VALUE.ljust(len(match.group())), text)


def _prose(study: Study) -> Iterator[tuple[Path, str, Kind]]:
    for name, table in study.tables.items():
        yield ("tables", name, "caption"), table.options.caption, Kind.STUDY
        for index, note in enumerate(table.options.notes):
            yield ("tables", name, "notes", index), note, Kind.STUDY
    for name, figure in study.figures.items():
        yield ("figures", name, "caption"), figure.options.caption, Kind.STUDY
        yield ("figures", name, "alt"), figure.options.alt or "", Kind.STUDY
    for name, claim in study.claims.items():
        yield ("claims", name, "says"), claim.options.says, Kind.CLAIM
        yield ("claims", name, "otherwise"), claim.options.otherwise or "", Kind.CLAIM


def _labels(study: Study) -> Iterator[tuple[Path, str, Kind]]:
    for path, text in (
        *_of_variables(study),
        *_of_analyses(study),
        *_of_tables(study),
        *_of_figures(study),
        *_of_head(study),
    ):
        yield path, text, Kind.LABEL


def _of_variables(study: Study) -> Iterator[tuple[Path, str]]:
    for name, variable in study.variables.items():
        path = ("variables", name)
        yield (*path, "label"), variable.label
        yield (*path, "unit"), variable.unit
        for level in variable.levels:
            yield (*path, "levels", level.code), level.label
            yield (*path, "levels", level.code, "label"), level.label
            yield (*path, "levels", level.code, "text"), level.text
        given = variable.options.missing
        for text, reason in given.items() if isinstance(given, dict) else ():
            yield (*path, "missing", text), "" if not isinstance(reason, str) else reason
            if not isinstance(reason, str):
                yield (*path, "missing", text, "label"), reason.label
                yield (*path, "missing", text, "text"), reason.text or ""


def _of_analyses(study: Study) -> Iterator[tuple[Path, str]]:
    for name, analysis in study.analyses.items():
        yield ("analyses", name, "label"), analysis.label
        yield ("analyses", name, "reason"), analysis.options.reason or ""
        for part, criterion in analysis.kind.criteria(analysis.options).items():
            yield ("analyses", name, "responders", part, "label"), criterion.label
    for name, imported in study.imported.items():
        yield ("imported", name, "label"), imported.label or ""
        for part, number in imported.numbers.items():
            yield ("imported", name, "numbers", part, "label"), number.label
            yield ("imported", name, "numbers", part, "unit"), number.unit


def _of_tables(study: Study) -> Iterator[tuple[Path, str]]:
    for name, table in study.tables.items():
        for index, column in enumerate(table.options.columns):
            yield ("tables", name, "columns", index, "label"), column.label
        yield from _of_rows(table.options.rows, ("tables", name, "rows"))


def _of_rows(rows: Sequence[Name | TableRow], path: Path) -> Iterator[tuple[Path, str]]:
    for index, row in enumerate(rows):
        if isinstance(row, TableRow):
            yield (*path, index, "label"), row.label or ""
            yield (*path, index, "heading"), row.heading or ""
            yield from _of_rows(row.rows, (*path, index, "rows"))


def _of_figures(study: Study) -> Iterator[tuple[Path, str]]:
    for name, figure in study.figures.items():
        steps = figure.options.steps if isinstance(figure.options, FlowFigure) else ()
        for index, step in enumerate(steps):
            path = ("figures", name, "steps", index)
            yield (*path, "label"), step.label
            for number, one in enumerate(step.left_out):
                yield (*path, "left_out", number, "label"), one.label


def _of_head(study: Study) -> Iterator[tuple[Path, str]]:
    for name, forms in study.head.nouns.items():
        for index, form in enumerate(forms):
            yield ("nouns", name, index), form
    for name, meaning in study.head.abbreviations.items():
        yield ("abbreviations", name), meaning
