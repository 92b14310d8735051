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
class BodyText:
    r"""The body of a document with its includes in place.

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


def expand_includes(
    project: Project,
    path: Path,
    body: str,
    first_line: int,
    generated: Mapping[str, str | None] | None = None,
) -> tuple[BodyText, list[Finding]]:
    """Put every included file in the place of its shortcode.

    An include stands alone on its line; its path is relative to the including file, or
    to the project when it begins with ``/``. Front matter of an included file is left
    out with a warning, as Quarto leaves it out.

    Parameters
    ----------
    generated
        Files that are made and not read: their names in the project, and their texts.
    """
    expansion = _Expansion(project, generated or {})
    expansion.add(path, body, first_line, ())
    findings = expansion.findings
    if len(expansion.includes) > MOST_INCLUDES:
        findings = [
            Finding(
                rule="too-many-includes",
                place=expansion.includes[0],
                message=f"the document has more than {MOST_INCLUDES} includes",
                way_out="look for files that include each other again and again",
            )
        ]
    lines, origins = expansion.lines, expansion.origins
    if not lines:  # of includes only, none of which is there
        lines, origins = [""], [(project.name(path), first_line)]
    starts, position = [], 0
    for line in lines:
        starts.append(position)
        position += len(line) + 1
    text = "\n".join(lines)
    return BodyText(text, tuple(origins), tuple(expansion.files), tuple(starts)), findings


@dataclass
class _Expansion:
    """The lines of a document so far, with the file and line that each is from."""

    project: Project
    generated: Mapping[str, str | None]
    lines: list[str] = field(default_factory=list)
    origins: list[tuple[str, int]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    includes: list[Place] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, path: Path, body: str, first_line: int, above: tuple[Path, ...]) -> None:
        """Add the lines of a file; ``above`` has the files that include it, the document first."""
        name = self.project.name(path)
        if name not in self.files:
            self.files.append(name)
        fence = ""
        if len(self.includes) > MOST_INCLUDES:
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
                self.lines.append(line)
                self.origins.append((name, number))
                continue
            place = Place(name, number, line.index("{{<") + 1)
            self.includes.append(place)
            if len(self.includes) <= MOST_INCLUDES:
                target = _target(self.project, path, include["path"].strip('"'))
                self._include(target, place, (*above, path))

    def _include(self, target: Path, place: Place, above: tuple[Path, ...]) -> None:
        """Add the lines of an included file, or the finding that keeps it out."""
        own = self.project.name(Path(os.path.normpath(target)))
        generated_text = self.generated.get(own)
        if generated_text is not None:
            # with the blank line at its end
            self.add(self.project.root / own, generated_text, 1, above)
            return
        if (finding := _bad_target(self.project, target, place, above, self.generated)) is not None:
            self.findings.append(finding)
            return
        try:
            text = self.project.read_text(target)
        except DefectError as error:
            self.findings.extend(error.findings)
            return
        front, body, first_line = split_front_matter(text)
        if front:
            self.findings.append(
                Finding(
                    rule="included-front-matter",
                    severity=Severity.WARNING,
                    place=Place(self.project.name(target), 1),
                    message="the front matter of an included file has no effect",
                    way_out="move it to the including document",
                )
            )
        self.add(target, body.rstrip("\n"), first_line, above)


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
    """Return what keeps a file from being included; ``None`` for a text that is there."""
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
    if (finding := _missing(project, target, place, generated)) is not None:
        return finding
    if target.suffix not in (".qmd", ".md"):
        return Finding(
            rule="unsupported",
            place=place,
            message="only text can be included",
            found=target.name,
            expected="a .qmd or .md file",
        )
    if target.resolve() in {including.resolve() for including in above}:
        return Finding(
            rule="circular-include",
            place=place,
            message=f"{project.name(target.resolve())} includes itself",
            way_out="remove one of the includes",
        )
    return None


def _missing(
    project: Project, target: Path, place: Place, generated: Mapping[str, str | None]
) -> Finding | None:
    """Return the finding about an included file that is neither there nor made."""
    if target.parent.resolve() == project.generated_folder and target.suffix == ".md":
        names = [Path(name).name for name, text in generated.items() if text is not None]
        message = f"{project.name(target.resolve())} is not made: nothing declares it"
        way_out = "declare it under `tables:` or `figures:` in study.yml"
    elif not is_file(target):
        names = names_beside(target)
        message = f"there is no file {project.name(target.resolve())} to include"
        way_out = "create it or correct the path"
    else:
        return None
    return Finding(
        rule="missing-file",
        place=place,
        message=message,
        way_out=did_you_mean(target.name, names) or way_out,
    )
