"""What a study says about findings: how much a rule weighs, and what is known and stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place, Severity
from sacroreport.guards.typed import one_line
from sacroreport.project.root import Project
from sacroreport.study.keys import Acknowledgement
from sacroreport.study.study import Study

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
    for finding in _each_once(findings):
        setting = study.head.rules.get(finding.rule)
        one = finding
        if setting is not None:
            one = dataclasses.replace(finding, severity=Severity(setting.severity))
        index = next(
            (
                index
                for index, entry in enumerate(study.head.acknowledge)
                if _covers(entry, finding, project, lines)
            ),
            None,
        )
        if index is None:
            kept.append(one)
        else:
            used.add(index)
            known.append(Acknowledged(one, study.head.acknowledge[index].reason))
    for index, entry in enumerate(study.head.acknowledge):
        if whole and index not in used:
            what = f' about "{entry.text}"' if entry.text else ""
            kept.append(
                Finding(
                    rule="stale-acknowledgement",
                    severity=Severity.WARNING,
                    place=study.source.place(("acknowledge", index)),
                    message=f'there is no finding of the rule "{entry.rule}"{what} any more',
                    way_out="remove the acknowledgement, or correct its words",
                )
            )
    return kept, known


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings without those that an included file gives once per document.

    The one that weighs most stays. What such documents would write in its place stays only
    where they agree.
    """
    made: dict[object, Finding] = {}
    order = list(Severity)
    for finding in findings:
        same = finding.found if finding.length else dataclasses.replace(finding, severity=order[0])
        key = (finding.rule, finding.place, same)
        earlier = made.setdefault(key, finding)
        fix = finding.fix if finding.fix == earlier.fix else ""
        heavier = min(earlier, finding, key=lambda one: order.index(one.severity))
        made[key] = dataclasses.replace(heavier, fix=fix)
    return list(made.values())


def _covers(
    entry: Acknowledgement, finding: Finding, project: Project, lines: dict[str, list[str]]
) -> bool:
    if entry.rule != finding.rule:
        return False
    if entry.document is not None and finding.place.file not in (
        entry.document,
        f"manuscript/{entry.document}",
        f"manuscript/{entry.document}.qmd",
    ):
        return False
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
    if not wanted or not place.line:
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
        if line.positions[at] < end and start < line.positions[at + len(wanted) - 1] + 1:
            return True
        at = folded.find(wanted, at + 1)
    return False


def _folded(text: str) -> str:
    """Return a text in small letters, each where it was: "ß" and "İ" fold to two characters."""
    return "".join(small if len(small := one.lower()) == 1 else one for one in text)
