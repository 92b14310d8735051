"""A document with its includes laid out as one text that knows where each line is from."""

from __future__ import annotations

import bisect
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place, Severity, did_you_mean
from sacroreport.project.names import is_file, name_finding, names_beside
from sacroreport.project.root import Project, leads_to

INCLUDE_LINE = re.compile(
    r"^[ \t]*\{\{<[ \t]+include[ \t]+(?P<path>\"[^\"]+\"|\S+)[ \t]+>\}\}[ \t]*$"
)
MOST_NESTED, MOST_INCLUDES = 20, 500
FENCE_LINE = re.compile(r"^[ \t>]*(?P<ticks>`{3,}(?=[^`\n]*$)|~{3,})")
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)


@dataclass(frozen=True)
class FlatText:
    r"""Body text of a document, includes in place.

    Attributes
    ----------
    text
        The text, lines ending in ``\n``.
    origins
        File and line of each line of ``text``.
    files
        Every file that it was read from, the document first.
    """

    text: str
    origins: tuple[tuple[str, int], ...]
    files: tuple[str, ...]
    _starts: tuple[int, ...] = field(repr=False, default=())

    def place(self, offset: int) -> Place:
        """Return the source position of an offset in the text."""
        index = max(bisect.bisect_right(self._starts, offset) - 1, 0)
        if not self.origins:
            return Place(self.files[0])
        file, line = self.origins[min(index, len(self.origins) - 1)]
        return Place(file, line, offset - self._starts[index] + 1)

    def offsets(self, place: Place) -> list[int]:
        """Return where a source position stands in the text: nowhere, or more than once.

        A file may be included several times.
        """
        line = place.file, place.line
        return [
            start + max(place.column - 1, 0)
            for start, origin in zip(self._starts, self.origins, strict=True)
            if origin == line
        ]


def split_front_matter(text: str) -> tuple[str, str, int]:
    r"""Split a document into YAML, body, and the line on which the body begins.

    Examples
    --------
    >>> split_front_matter("---\ntitle: A\n---\nText\n")
    ('title: A\n', 'Text\n', 4)
    >>> split_front_matter("Text\n")
    ('', 'Text\n', 1)
    """
    match = FRONT_MATTER.match(text)
    if match is None:
        return "", text, 1
    return match["yaml"], text[match.end() :], text[: match.end()].count("\n") + 1


def flatten(
    project: Project,
    path: Path,
    body: str,
    first_line: int,
    generated: Mapping[str, str | None] | None = None,
) -> tuple[FlatText, list[Finding]]:
    """Put every included file in the place of its shortcode.

    An include stands alone on its line; its path is relative to the including file, or
    to the project when it begins with ``/``. Front matter of an included file is left
    out with a warning, as Quarto leaves it out.

    Parameters
    ----------
    generated
        Files that are made and not read: their names in the project, and their texts.
    """
    generated = generated or {}
    lines: list[str] = []
    origins: list[tuple[str, int]] = []
    files: list[str] = []
    findings: list[Finding] = []
    included: list[Place] = []

    def add(path: Path, body: str, first_line: int, above: tuple[Path, ...]) -> None:
        name = project.name(path)
        if name not in files:
            files.append(name)
        fence = ""
        if len(included) > MOST_INCLUDES:
            return
        for number, line in enumerate(body.split("\n"), start=first_line):
            if match := FENCE_LINE.match(line):
                ticks = match["ticks"]
                if not fence:
                    fence = ticks
                elif ticks[0] == fence[0] and len(ticks) >= len(fence):
                    fence = ""
            include = None if fence else INCLUDE_LINE.match(line)
            if include is None:
                lines.append(line)
                origins.append((name, number))
                continue
            place = Place(name, number, line.index("{{<") + 1)
            included.append(place)
            if len(included) > MOST_INCLUDES:
                continue
            target = _target(project, path, include["path"].strip('"'))
            own = project.name(Path(os.path.normpath(target)))
            made = generated.get(own)
            if made is not None:
                add(project.root / own, made, 1, (*above, path))  # with the blank line at its end
                continue
            if (
                finding := _bad_target(project, target, place, (*above, path), generated)
            ) is not None:
                findings.append(finding)
                continue
            try:
                text = project.read_text(target)
            except DefectError as error:
                findings.extend(error.findings)
                continue
            front, inner, line_of_body = split_front_matter(text)
            if front:
                findings.append(
                    Finding(
                        rule="included-front-matter",
                        severity=Severity.WARNING,
                        place=Place(project.name(target), 1),
                        message="the front matter of an included file has no effect",
                        way_out="move it to the including document",
                    )
                )
            add(target, inner.rstrip("\n"), line_of_body, (*above, path))

    add(path, body, first_line, ())
    if len(included) > MOST_INCLUDES:
        findings = [
            Finding(
                rule="too-many-includes",
                place=included[0],
                message=f"the document has more than {MOST_INCLUDES} includes",
                way_out="look for files that include each other again and again",
            )
        ]
    if not lines:  # of includes only, none of which is there
        lines, origins = [""], [(project.name(path), first_line)]
    text = "\n".join(lines)
    starts, position = [], 0
    for line in lines:
        starts.append(position)
        position += len(line) + 1
    return FlatText(text, tuple(origins), tuple(files), tuple(starts)), findings


def _target(project: Project, path: Path, target: str) -> Path:
    if target.startswith("/"):
        return project.root / target.lstrip("/")
    return path.parent / target


def _bad_name(project: Project, target: Path) -> Finding | None:
    """Return the finding about a name that cannot be used, at the file if there is one."""
    return name_finding(project.name(Path(os.path.normpath(target))))


def _bad_target(
    project: Project,
    target: Path,
    place: Place,
    above: tuple[Path, ...],
    generated: Mapping[str, str | None],
) -> Finding | None:
    if len(above) > MOST_NESTED:
        return Finding(
            rule="too-many-includes",
            place=place,
            message=f"includes nest deeper than {MOST_NESTED} files",
        )
    if not project.contains(target):
        return Finding(
            rule="outside-project",
            place=place,
            message="an include cannot reach outside the project",
            found=f"{target.name}, which leads to {leads_to(target)}",
            way_out="copy the file into the project",
        )
    if (finding := _bad_name(project, target)) is not None:
        return finding
    if project.is_raw_data(target):
        return Finding(
            rule="raw-data",
            place=place,
            message="a document cannot reach into the raw data",
            way_out="name numbers with {{< var id >}}",
        )
    made = target.parent.resolve() == project.generated_folder and target.suffix == ".md"
    if made or not is_file(target):
        names = names_beside(target)
        way_out = "create it or correct the path"
        if made:
            names = [Path(name).name for name, made in generated.items() if made is not None]
            way_out = "declare it under `tables:` or `figures:` in study.yml"
        return Finding(
            rule="missing-file",
            place=place,
            message=f"{project.name(target.resolve())} is not made: nothing declares it"
            if made
            else f"there is no file {project.name(target.resolve())} to include",
            way_out=did_you_mean(target.name, names) or way_out,
        )
    if target.suffix not in (".qmd", ".md"):
        return Finding(
            rule="unsupported",
            place=place,
            message="only text can be included",
            found=target.name,
            expected="a .qmd or .md file",
        )
    if target.resolve() in {one.resolve() for one in above}:
        return Finding(
            rule="circular-include",
            place=place,
            message=f"{project.name(target.resolve())} includes itself",
            way_out="remove one of the includes",
        )
    return None
