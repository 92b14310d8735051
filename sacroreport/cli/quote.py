"""The line that a finding is about, with the place marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator

from sacroreport.findings import Finding
from sacroreport.project.reading import read_file
from sacroreport.project.root import Project

WIDTH = 88
QUOTED = (".qmd", ".md", ".yml", ".yaml", ".bib")
"""Sources that are quoted; lines of data are not, they hold participants."""


def quoting(project: Project | None) -> Callable[[Finding], list[str]]:
    """Return a function that quotes the line of a finding, with a mark below it.

    It returns nothing where there is no line to quote. Every file is read once.
    """
    lines_of = reading(project)

    def quote(finding: Finding) -> list[str]:
        place = finding.place
        if not place.line or not place.file.endswith(QUOTED):
            return []
        lines = lines_of(place.file)
        if place.line > len(lines) or not lines[place.line - 1].strip():
            return []
        return marked(lines[place.line - 1], place.column, finding.length)

    return quote


def reading(project: Project | None) -> Callable[[str], list[str]]:
    """Return a function that gives the lines of a source; none for one that cannot be read."""
    files: dict[str, list[str]] = {}

    def lines_of(name: str) -> list[str]:
        if name not in files and project is not None:
            path = project.root / name
            try:  # what a record of an earlier build says is not taken on trust
                text = read_file(path).decode("utf-8-sig") if project.contains(path) else ""
            except (OSError, UnicodeDecodeError):
                text = ""
            files[name] = text.replace("\r\n", "\n").split("\n")
        return files.get(name, [])

    return lines_of


def marked(line: str, column: int, length: int) -> list[str]:
    """Return a line, cut to what fits, and a second one that marks a part of it.

    Examples
    --------
    >>> for row in marked("The mean was 8.9 points.", 14, 3):
    ...     print(row)
    The mean was 8.9 points.
                 ^^^
    """
    start = max(0, column - 1)
    first = 0
    if len(line) > WIDTH and start > WIDTH * 2 // 3:
        first = min(start - WIDTH // 2, max(0, len(line) - WIDTH))
        line = "…" + line[first + 1 :]
    if len(line) > WIDTH:
        line = line[: WIDTH - 1] + "…"
    line = "".join(sign if sign.isprintable() else " " for sign in line)
    if not column:
        return [line]
    before = line[: start - first]
    under = line[start - first : start - first + max(1, length)]
    return [line, " " * _columns(before) + "^" * max(1, min(_columns(under), WIDTH))]


def _columns(text: str) -> int:
    """Return how wide a text is on a terminal."""
    columns = 0
    for sign in text:
        is_wide = unicodedata.east_asian_width(sign) in "WF"
        columns += 0 if unicodedata.category(sign) in ("Mn", "Me") else 1 + is_wide
    return columns


def grouped(findings: Iterable[Finding]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield findings by file in the order of the first of each, and within one by line."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    for file, of_file in by_file.items():
        yield file, sorted(of_file, key=lambda finding: (finding.place.line, finding.place.column))
