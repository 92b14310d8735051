"""``check --fix``: the ids of typed numbers written where exactly one fits."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sacroreport.errors import DefectError
from sacroreport.findings import Finding
from sacroreport.project.outputs import Output, publish
from sacroreport.project.root import Project, digest


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that was mended, and the findings that it was mended by."""

    file: str
    findings: tuple[Finding, ...]


def write_fixes(project: Project, findings: Iterable[Finding]) -> list[Fixed]:
    """Write what findings propose into the sources.

    Line ends, a byte order mark and everything else in a file stay as they are. Where two
    documents with different styles include one text and would write different ids, nothing
    is written.

    Raises
    ------
    DefectError
        If a file is no longer what was checked; then no file is changed.
    OutputError
        If a file cannot be written; then no file is changed.
    """
    by_file: dict[str, dict[tuple[int, int], list[Finding]]] = {}
    for finding in findings:
        if finding.fix and finding.length:
            spots = by_file.setdefault(finding.place.file, {})
            spots.setdefault((finding.place.line, finding.place.column), []).append(finding)
    outputs, fixed, modes, changed = [], [], {}, []
    for name, spots in sorted(by_file.items()):
        chosen = [one[0] for one in spots.values() if len({each.fix for each in one}) == 1]
        path = (project.root / name).resolve()
        content = path.read_bytes() if path.is_file() else b""
        edited = _edit(content, chosen) if digest(content) == project.seen.get(name) else None
        if edited is None:
            changed.append(name)
        elif chosen:
            outputs.append(Output(path, edited))
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
    publish(outputs, folder=project.documents_folder, root=project.root)
    for path, mode in modes.items():
        os.chmod(Path(path), mode)
    return fixed


def _edit(content: bytes, findings: Iterable[Finding]) -> bytes | None:
    """Return a file with its fixes; nothing if it does not hold what was found."""
    raw = content.decode("utf-8")
    # A finding counts characters as they were read: without a mark at the start, and with
    # line ends of one character.
    skipped = {0} if raw.startswith("\ufeff") else set()
    skipped |= {match.start() for match in re.finditer("\r\n", raw)}
    kept = [index for index in range(len(raw)) if index not in skipped]
    text = "".join(raw[index] for index in kept)
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    made, rest = [], len(raw)
    for finding in sorted(findings, key=lambda one: one.place, reverse=True):
        start = starts[finding.place.line - 1] + finding.place.column - 1
        end = start + finding.length
        if " ".join(text[start:end].split()) != finding.found or kept[end - 1] + 1 > rest:
            return None
        after = kept[end - 1] + 1
        inside = raw[kept[start] : after]
        line_end = "\r\n" if "\r\n" in inside else "\n" if "\n" in inside else ""
        if line_end and raw[after : after + 1] == " " and after < rest:  # the line still ends
            made += [raw[after + 1 : rest], line_end, finding.fix]
        else:
            made += [raw[after:rest], finding.fix]
        rest = kept[start]
    made.append(raw[:rest])
    return "".join(reversed(made)).encode("utf-8")
