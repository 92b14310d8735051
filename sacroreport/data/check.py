"""The data against the study: every defect, each with participant, column and value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sacroreport.data.identifiers import check_identifiers
from sacroreport.data.source import Frame
from sacroreport.data.typing import MOST_DECIMALS, ValueDefect, reader, recorded_decimals
from sacroreport.findings import Finding, Place, Severity, did_you_mean
from sacroreport.study.kinds import NumberVariable
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
    lines: dict[str, list[int]] = defaultdict(list)
    for line, text in zip(frame.lines, frame.columns[column], strict=True):
        if text.strip() in {"", *study.head.missing}:
            yield Finding(
                rule="missing-participant",
                place=Place(frame.file, line, variable=column),
                message="the record names no participant",
                way_out="add the participant, or remove the line",
            )
        elif text != text.strip():
            yield Finding(
                rule="bad-participant",
                place=Place(frame.file, line, participant=text.strip(), variable=column),
                message="there are spaces around the participant",
                found=f'"{text}"',
                way_out="remove them",
            )
        else:
            lines[text].append(line)
    others = [texts for name, texts in frame.columns.items() if name != column]
    for index, line in enumerate(frame.lines):
        if others and all(texts[index] == "" for texts in others):
            yield Finding(
                rule="empty-record",
                place=Place(frame.file, line, participant=frame.columns[column][index]),
                message="the record holds nothing but its participant",
                way_out="complete it, or remove the line",
            )
    for text, places in lines.items():
        if len(places) > 1:
            where = " and ".join(str(line) for line in places)
            yield Finding(
                rule="duplicate-participant",
                place=Place(frame.file, places[1], participant=text, variable=column),
                message=f"{len(places)} records have this participant (lines {where})",
                expected="one record per participant",
                way_out="correct the id, or remove the surplus record",
            )


def check_values(frame: Frame, study: Study, variable: VariableOf) -> Iterator[Finding]:
    """Find texts that are no value of their variable, or finer than declared."""
    texts = frame.columns[variable.column]
    read, known = reader(variable, study.head), frame.read.setdefault(variable.name, {})
    where: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        where[text].append(index)
    finest: tuple[int, int] = (0, 0)
    recorded = False
    for text, indexes in where.items():
        try:
            value = known[text] = read(text)
            recorded = recorded or value is not None
        except ValueDefect as defect:
            recorded = True
            yield from _bad_value(frame, study, variable, text, indexes, defect)
            continue
        if isinstance(variable.options, NumberVariable) and value is not None:
            mark = variable.options.decimal or study.head.decimal
            finest = max(finest, (recorded_decimals(text, mark), -indexes[0]))
    if not recorded:
        yield Finding(
            rule="nothing-recorded",
            severity=Severity.WARNING,
            place=Place(frame.file, 1, variable=variable.column),
            message="no participant has a value in this column",
            way_out="record the values, or remove the variable from the study",
        )
    if finest[0] > variable.decimals:
        index = -finest[1]
        yield Finding(
            rule="finer-than-declared",
            severity=Severity.WARNING,
            place=Place(frame.file, frame.lines[index], variable=variable.column),
            message="recorded with more decimals than declared",
            found=f'"{texts[index]}"',
            expected=f"{variable.decimals} decimals",
            way_out=f"declare `decimals: {finest[0]}`, which prints one decimal more"
            if finest[0] <= MOST_DECIMALS
            else "round the recorded values to what was measured",
        )


def _bad_value(
    frame: Frame,
    study: Study,
    variable: VariableOf,
    text: str,
    indexes: list[int],
    defect: ValueDefect,
) -> Iterator[Finding]:
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
            found=f'"{text}"',
            expected=defect.expected,
            way_out=defect.way_out,
        )  # fmt: skip
