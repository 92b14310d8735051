"""What a study says about findings: how much a rule weighs, and what is known and stays."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place, Severity, quoted
from sacroreport.guards.typed import one_line
from sacroreport.project.root import Project
from sacroreport.study.head import Acknowledgement
from sacroreport.study.study import Study

LETTER = r"[^\W\d_]"
AROUND = 3
"""Lines before and after a finding in which acknowledged words may begin and end."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A finding that the study's authors know of, and their reason to leave it."""

    finding: Finding
    reason: str

    def as_dict(self) -> dict[str, object]:
        """Return it as JSON-ready fields."""
        return {**self.finding.as_dict(), "reason": self.reason}


def settle(
    findings: Iterable[Finding], study: Study, project: Project, *, whole: bool
) -> tuple[list[Finding], list[Acknowledged]]:
    """Apply ``rules:`` and ``acknowledge:`` to findings.

    Parameters
    ----------
    whole
        Whether everything was checked that the study's own documents are checked for: only
        then is an acknowledgement without a finding out of date.
    """
    lines: dict[str, list[str]] = {}
    kept: list[Finding] = []
    known: list[Acknowledged] = []
    used: set[int] = set()
    missed = _Missed(study.head.acknowledge, project, lines)
    for finding in _each_once(findings):
        setting = study.head.rules.get(finding.rule)
        one = finding
        if setting is not None:
            one = dataclasses.replace(finding, severity=Severity(setting.severity), adjusted=True)
        index = next(
            (
                index
                for index, entry in enumerate(study.head.acknowledge)
                if _covers(entry, finding, project, lines)
            ),
            None,
        )
        missed.look(finding, index)
        if index is None:
            kept.append(one)
        else:
            used.add(index)
            known.append(Acknowledged(one, study.head.acknowledge[index].reason))
    for index in range(len(study.head.acknowledge)):
        if whole and index not in used:
            message, way_out = missed.told(index, study)
            kept.append(
                Finding(
                    rule="stale-acknowledgement",
                    severity=Severity.WARNING,
                    place=study.source.place(("acknowledge", index)),
                    message=message,
                    way_out=way_out,
                )
            )
    return kept, known


class _Missed:
    """What entries without a finding of their own nearly were about."""

    def __init__(
        self, entries: Sequence[Acknowledgement], project: Project, lines: dict[str, list[str]]
    ) -> None:
        self.entries, self.project, self.lines = entries, project, lines
        self.taken: dict[int, int] = {}
        self.elsewhere: dict[int, list[str]] = {}

    def look(self, finding: Finding, taker: int | None) -> None:
        """Note the entries that an earlier one kept from a finding, or their `document:` did."""
        for index, entry in enumerate(self.entries):
            if index == taker or entry.rule != finding.rule:
                continue
            if not _says(entry, finding, self.project, self.lines):
                continue
            if not _is_in(entry, finding):
                files = self.elsewhere.setdefault(index, [])
                files += [finding.place.file] * (finding.place.file not in files)
            elif taker is not None:
                self.taken.setdefault(index, taker)

    def told(self, index: int, study: Study) -> tuple[str, str]:
        """Return what is wrong with an entry, and the way out."""
        entry = self.entries[index]
        what = f'"{entry.rule}"' + (f' about "{entry.text}"' if entry.text else "")
        if index in self.taken:
            line = study.source.place(("acknowledge", self.taken[index])).line
            return (
                f"every finding of the rule {what} is acknowledged by the entry in line {line} "
                "already",
                "remove one of the two, or give the earlier one a `text:` or `document:`",
            )
        if index in self.elsewhere:
            return (
                f"there is a finding of the rule {what}, but in "
                f'{quoted(self.elsewhere[index], "and")} and not in "{entry.document}"',
                "correct `document:`, or remove the acknowledgement",
            )
        return (
            f"there is no finding of the rule {what} any more",
            "remove the acknowledgement, or correct its words",
        )


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings without those that an included file gives once per document.

    The one that weighs most stays. What such documents would write in its place stays only
    where they agree.
    """
    made: dict[object, Finding] = {}
    order = list(Severity)
    for finding in findings:
        told = (finding.message, finding.found, finding.expected, finding.way_out, finding.fix)
        same = finding.found if finding.length else told
        key = (finding.rule, finding.place, same)
        earlier = made.setdefault(key, finding)
        fix = finding.fix if finding.fix == earlier.fix else ""
        heavier = min(earlier, finding, key=lambda one: order.index(one.severity))
        made[key] = dataclasses.replace(heavier, fix=fix)
    return list(made.values())


def _covers(
    entry: Acknowledgement, finding: Finding, project: Project, lines: dict[str, list[str]]
) -> bool:
    return (
        entry.rule == finding.rule
        and _is_in(entry, finding)
        and _says(entry, finding, project, lines)
    )


def _is_in(entry: Acknowledgement, finding: Finding) -> bool:
    """Say whether a finding is in the file that an acknowledgement names, if it names one."""
    return entry.document is None or finding.place.file in (
        entry.document,
        f"manuscript/{entry.document}",
        f"manuscript/{entry.document}.qmd",
    )


def _says(
    entry: Acknowledgement, finding: Finding, project: Project, lines: dict[str, list[str]]
) -> bool:
    """Say whether the words of an acknowledgement stand where a finding is, if it has any."""
    if entry.text is None:
        return True
    file = finding.place.file
    if file not in lines:
        try:
            lines[file] = project.read_text(project.root / file).split("\n")
        except DefectError:
            lines[file] = []
    return _stands_there(entry.text, finding.place, finding.length, lines[file])


def _stands_there(text: str, place: Place, length: int, lines: list[str]) -> bool:
    """Say whether words stand where a finding is; it may be a part of them."""
    wanted = _folded(one_line(text, 0, len(text)).text.strip())
    if not re.search(r"\w", wanted) or not place.line:
        return False
    first = max(0, place.line - 1 - AROUND)
    window = "\n".join(lines[first : place.line + AROUND])
    start = sum(len(line) + 1 for line in lines[first : place.line - 1]) + max(0, place.column - 1)
    end = start + length
    if not length:  # the whole line is meant
        start -= max(0, place.column - 1)
        end = start + len(lines[place.line - 1] if place.line <= len(lines) else "")
    line = one_line(window, 0, len(window))
    folded = _folded(line.text)
    at = folded.find(wanted)
    while at >= 0:
        last = at + len(wanted)
        if (
            line.positions[at] < end
            and start < line.positions[last - 1] + 1
            and not _is_inside(folded, at)
            and not _is_inside(folded, last)
        ):
            return True
        at = folded.find(wanted, at + 1)
    return False


def _folded(text: str) -> str:
    """Return a text in small letters, each where it was: "ß" and "İ" fold to two characters."""
    return "".join(small if len(small := one.lower()) == 1 else one for one in text)


def _is_inside(text: str, at: int) -> bool:
    """Say whether a place in a text is inside a word or a number.

    The sign and the decimals are a part of a number.

    Examples
    --------
    >>> [_is_inside("It was 35.5% of 3-5", at) for at in (3, 8, 9, 10, 11, 12, 18)]
    [False, True, True, True, False, False, False]
    >>> [_is_inside(text, 1) for text in ("as", "−6", " 6", "6,", "a-b", "6-b")]
    [True, True, False, False, True, False]
    """
    before, after = text[max(0, at - 3) : at], text[at : at + 2]
    return bool(
        (re.search(r"\w\Z", before) and re.match(r"\w", after))
        or (re.search(r"\d\Z", before) and re.match(r"[.,·]\d", after))
        or (re.search(r"(?:\d|(?<!\w))[.,·]\Z", before) and re.match(r"\d", after))
        or (re.search(rf"{LETTER}\Z", before) and re.match(rf"[-‑]{LETTER}", after))
        or (re.search(rf"{LETTER}[-‑]\Z", before) and re.match(LETTER, after))
        or (re.search(r"(?<![^\s(\[~<>=≤≥±|/])[-−–]\Z", before) and re.match(r"[.·]?\d", after))
    )
