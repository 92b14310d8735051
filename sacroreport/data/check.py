"""The data against the study: every defect, each with participant, column and value."""

from __future__ import annotations

from collections.abc import Iterator

from sacroreport.data.columns import Column
from sacroreport.data.identifiers import check_identifiers
from sacroreport.data.reading import read_column
from sacroreport.data.source import Frame
from sacroreport.data.typing import MOST_DECIMALS, ValueDefect
from sacroreport.findings import Finding, Place, Severity, did_you_mean
from sacroreport.study.study import Study, VariableOf

MOST_PER_VALUE = 5
"""Participants named for one bad value before the rest are only counted."""


def check_data(frame: Frame, study: Study) -> list[Finding]:
    """Return every finding about the data; none means that all of it has a meaning."""
    return [
        *check_columns(frame, study),
        *check_participants(frame, study),
        *check_identifiers(frame, study),
        *(
            finding
            for variable in study.variables.values()
            if variable.column in frame.columns
            for finding in check_values(frame, study, variable)
        ),
    ]


def check_columns(frame: Frame, study: Study) -> Iterator[Finding]:
    """Compare the header with the study: absent, undeclared and wrongly ignored columns."""
    participant = study.head.participant
    wanted = {participant: ("participant",)} | {
        variable.column: ("variables", name)
        for name, variable in study.variables.items()
        if variable.column
    }
    for column, path in wanted.items():
        if column not in frame.columns:
            yield Finding(
                rule="missing-column",
                place=study.source.place(path)
                if path == ("participant",)
                else study.source.key_place(path),
                message=f'the data have no column "{column}"',
                way_out=did_you_mean(column, frame.columns)
                or f"the columns are {', '.join(frame.columns)}",
            )
    for column in frame.columns:
        if column not in wanted and column not in study.head.ignore:
            yield Finding(
                rule="undeclared-column",
                severity=Severity.WARNING,
                place=Place(frame.file, 1, variable=column),
                message="the study does not say what this column means",
                way_out=did_you_mean(column, wanted)
                or "declare it as a variable, or list it under `ignore:`",
            )
    for column in study.head.ignore:
        if column not in frame.columns:
            yield Finding(
                rule="missing-column",
                severity=Severity.WARNING,
                place=study.source.place(("ignore",)),
                message=f'`ignore:` names a column "{column}" that the data do not have',
                way_out=did_you_mean(column, frame.columns) or "remove it from the list",
            )


def check_participants(frame: Frame, study: Study) -> Iterator[Finding]:
    """Find records without a participant and participants with two records."""
    column = study.head.participant
    if column not in frame.columns:
        return
    texts = frame.columns[column]
    tokens = {"", *study.head.missing}
    unusable = {}
    for code in texts.suspects(tokens):
        text = texts.text(code)
        if text.strip() in tokens or text != text.strip():
            unusable[code] = text
    for index in _records(texts, [*unusable]):
        text, line = unusable[int(texts.codes[index])], frame.lines[index]
        if text.strip() in tokens:
            yield Finding(
                rule="missing-participant",
                place=Place(frame.file, line, variable=column),
                message="the record names no participant",
                way_out="add the participant, or remove the line",
            )
        else:
            yield Finding(
                rule="bad-participant",
                place=Place(frame.file, line, participant=text.strip(), variable=column),
                message="there are spaces around the participant",
                found=f'"{text}"',
                way_out="remove them",
            )
    for index in _empty([cells for name, cells in frame.columns.items() if name != column]):
        yield Finding(
            rule="empty-record",
            place=Place(frame.file, frame.lines[index], participant=texts[index]),
            message="the record holds nothing but its participant",
            way_out="complete it, or remove the line",
        )
    twice = [code for code in (texts.counts() > 1).nonzero()[0].tolist() if code not in unusable]
    for code, indexes in zip(twice, texts.records(twice), strict=True):
        places = [frame.lines[index] for index in indexes]
        where = " and ".join(map(str, places))
        yield Finding(
            rule="duplicate-participant",
            place=Place(frame.file, places[1], participant=texts.text(code), variable=column),
            message=f"{len(places)} records have this participant (lines {where})",
            expected="one record per participant",
            way_out="correct the id, or remove the surplus record",
        )


def _records(column: Column, codes: list[int]) -> list[int]:
    """Return the indexes of the records that have one of some texts, in file order."""
    import numpy as np

    indexes: list[int] = np.isin(column.codes, codes).nonzero()[0].tolist() if codes else []
    return indexes


def _empty(columns: list[Column]) -> list[int]:
    """Return the indexes of the records that are empty in each of the columns."""
    is_empty = None
    for column in columns:
        empty = [code for code in column.suspects() if column.text(code) == ""]
        if not empty:
            return []
        is_empty_here = column.codes == empty[0]
        is_empty = is_empty_here if is_empty is None else is_empty & is_empty_here
        if not is_empty.any():
            return []
    return [] if is_empty is None else is_empty.nonzero()[0].tolist()


def check_values(frame: Frame, study: Study, variable: VariableOf) -> Iterator[Finding]:
    """Find texts that are no value of their variable, or finer than declared."""
    column = frame.columns[variable.column]
    reading = frame.read[variable.name] = read_column(column, variable, study.head)
    records = column.records(reading.defects)
    for defect, indexes in zip(reading.defects.values(), records, strict=True):
        yield from _bad_value(frame, study, variable, indexes, defect)
    if not reading.defects and not len(reading.values):
        yield Finding(
            rule="nothing-recorded",
            severity=Severity.WARNING,
            place=Place(frame.file, 1, variable=variable.column),
            message="no participant has a value in this column",
            way_out="record the values, or remove the variable from the study",
        )
    code, decimals = reading.finest
    if decimals > variable.decimals:
        yield Finding(
            rule="finer-than-declared",
            severity=Severity.WARNING,
            place=Place(frame.file, frame.lines[column.first(code)], variable=variable.column),
            message="recorded with more decimals than declared",
            found=f'"{column.text(code)}"',
            expected=f"{variable.decimals} decimals",
            way_out=f"declare `decimals: {decimals}`, which prints one decimal more"
            if decimals <= MOST_DECIMALS
            else "round the recorded values to what was measured",
        )


def _bad_value(
    frame: Frame,
    study: Study,
    variable: VariableOf,
    indexes: list[int],
    defect: ValueDefect,
) -> Iterator[Finding]:
    """Yield a finding for each participant with a defect, the last one counting those left out."""
    column = frame.columns[variable.column]
    participants = frame.columns.get(study.head.participant, [""] * frame.n)
    for position, index in enumerate(indexes[:MOST_PER_VALUE], start=1):
        more = ""
        if position == MOST_PER_VALUE and len(indexes) > MOST_PER_VALUE:
            more = f" (and {len(indexes) - MOST_PER_VALUE} more participants)"
        yield Finding(
            rule="bad-value",
            place=Place(
                frame.file, frame.lines[index], participant=participants[index],
                variable=variable.column,
            ),
            message=f"not a value of {variable.label}{more}",
            found=f'"{column[index]}"',
            expected=defect.expected,
            way_out=defect.way_out,
        )  # fmt: skip
