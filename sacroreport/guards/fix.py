"""``check --fix``: the ids of typed numbers written where exactly one fits."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sacroreport.errors import DefectError, OutputError
from sacroreport.findings import Finding
from sacroreport.project.outputs import Output, locked, publish
from sacroreport.project.reading import read_file
from sacroreport.project.root import Project, digest

WRITABLE = 0o222
"""The bits of a mode of which one lets somebody write."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that was mended, and the findings that it was mended by."""

    file: str
    findings: tuple[Finding, ...]


def write_fixes(project: Project, findings: Iterable[Finding]) -> list[Fixed]:
    """Write what findings propose into the sources.

    Line ends, a byte order mark and everything else in a file stay as they are. Where two
    documents include one text, or a link leads to it, and they would write different ids,
    nothing is written.

    Raises
    ------
    DefectError
        If a file is no longer what was checked; then no file is changed.
    OutputError
        If a file cannot be written; then no file is changed.
    """
    by_path: dict[Path, list[Finding]] = {}
    for finding in findings:
        if finding.fix and finding.length:
            path = (project.root / finding.place.file).resolve()
            by_path.setdefault(path, []).append(finding)
    outputs, fixed, modes, changed = [], [], {}, []
    for path, proposed in sorted(by_path.items()):
        name = proposed[0].place.file
        content = read_file(path) if path.is_file() else b""
        seen = {project.seen.get(one.place.file) for one in proposed}
        found = _Text(content) if seen == {digest(content)} else None
        if found is None or not all(map(found.holds, proposed)):
            changed.append(name)
        elif chosen := found.undisputed(proposed):
            outputs.append(Output(path, found.edited(chosen)))
            modes[path] = path.stat().st_mode
            fixed.append(Fixed(name, tuple(chosen)))
    if changed:
        raise DefectError(
            [
                Finding(
                    rule="changed-file",
                    message=f"{name} has changed since it was checked; nothing was written",
                    way_out="run `sacroreport check --fix` again",
                )
                for name in changed
            ]
        )
    for path, mode in modes.items():  # a file is replaced, which its own mode does not prevent
        if not (mode & WRITABLE and os.access(path, os.W_OK)):
            raise OutputError(f"{project.name(path)} is read-only: make it writable")
    if outputs:
        with locked(project, wait=60):
            publish(outputs, project)
    return fixed


class _Text:
    """A file as findings count it: without a mark at the start, line ends of one character."""

    def __init__(self, content: bytes) -> None:
        self.raw = content.decode("utf-8")
        skipped = {0} if self.raw.startswith("\ufeff") else set()
        skipped |= {match.start() for match in re.finditer("\r\n", self.raw)}
        # Where each character that counts stands in the file, and the end of the file.
        self.kept = [index for index in range(len(self.raw) + 1) if index not in skipped]
        self.text = "".join(self.raw[index] for index in self.kept[:-1])
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def span(self, finding: Finding) -> tuple[int, int]:
        """Return where what a finding is about begins and ends; an empty span if nowhere."""
        line, column = finding.place.line, finding.place.column
        if not (column and 0 < line <= len(self.starts)):
            return 0, 0
        start = self.starts[line - 1] + column - 1
        return start, min(start + finding.length, len(self.text))

    def holds(self, finding: Finding) -> bool:
        """Say whether what was found stands where a finding is."""
        start, end = self.span(finding)
        return start < end and " ".join(self.text[start:end].split()) == finding.found

    def undisputed(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return each fix once, in the order of the text, without those that exclude each other."""
        made: list[Finding] = []
        disputed: set[int] = set()
        reach, last = 0, -1  # how far those so far reach, and which of them does
        for finding in sorted(findings, key=self.span):
            start, end = self.span(finding)
            if start < reach:
                other = made[last]
                if (self.span(other), other.fix) == ((start, end), finding.fix):
                    continue
                disputed |= {last, len(made)}
            made.append(finding)
            if end > reach:
                reach, last = end, len(made) - 1
        return [one for index, one in enumerate(made) if index not in disputed]

    def edited(self, findings: Iterable[Finding]) -> bytes:
        """Return the file with its fixes, none of which touches another."""
        made, rest = [], len(self.raw)
        for finding in sorted(findings, key=self.span, reverse=True):
            start, end = self.span(finding)
            first, after = self.kept[start], self.kept[end - 1] + 1
            inside = self.raw[first:after]
            line_end = "\r\n" if "\r\n" in inside else "\n" if "\n" in inside else ""
            if line_end and self.raw[after : after + 1] == " " and after < rest:
                made += [self.raw[after + 1 : rest], line_end, finding.fix]  # the line still ends
            else:
                made += [self.raw[after:rest], finding.fix]
            rest = first
        made.append(self.raw[:rest])
        return "".join(reversed(made)).encode("utf-8")
