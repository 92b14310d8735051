"""What a document reaches for when the real Quarto renders it: themes, filters, extensions.

Quarto's options name files in many ways. Here every text among options and shortcodes that
is the name of a file of the project counts as such a file, and so does every name in such
a file (a style sheet's images, a brand's logo); all are copied to where Quarto renders.
Raw data never are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sacroreport.document.document import Document
from sacroreport.document.items import Shortcode
from sacroreport.findings import Finding, Place, did_you_mean
from sacroreport.project.names import name_finding
from sacroreport.project.reading import read_file
from sacroreport.project.root import Project
from sacroreport.project.settings import Settings, no_effect
from sacroreport.rules.registry import RuleName

OWN = frozenset({"var", "meta", "include", "pagebreak"})
EXTENSIONS = "_extensions"
BRAND = "_brand.yml"
DIRECTORY_SETTINGS = "_metadata.yml"
WORDS = frozenset({"title", "subtitle", "abstract", "abstract-title", "keywords", "description"})
"""Keys that are plain words."""
CITED = ("bibliography", "csl")
"""Keys that are looked after in documents; in the project file they are checked here."""
NAMING = frozenset({".css", ".scss", ".sass", ".yml", ".yaml", ".html", ".htm", ".typ", ".tex"})
"""Endings of files that may name other files."""
NAMED = re.compile(
    r"""url\(\s*["']?([^"')]+)|["']([^"'\n]{1,200})["']|:[ \t]*([^\s"'#]+)[ \t]*$""", re.M
)
FONTS = frozenset({".ttf", ".otf", ".ttc", ".woff", ".woff2"})
GLOB_SIGNS = re.compile(r"[\[\]*?{}]")


@dataclass
class QuartoFiles:
    """Files that a document brings along, and the findings about those that it must not."""

    project: Project
    files: set[Path] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The files, relative to the project, sorted."""
        return sorted(self.project.name(path) for path in self.files)

    def add(self, text: str, folder: Path, place: Place, *, glob: bool = False) -> bool:
        """Add the files that a text names; say whether it names any."""
        if not 0 < len(text) < 300 or "\n" in text or re.match(r"[A-Za-z][\w+.-]+:", text):
            return False
        start = self.project.root if text.startswith("/") else folder
        path = Path(os.path.normpath(start / text.lstrip("/")))
        try:
            named_files = [path] if path.is_file() else []
            if glob and "*" in text:
                named_files = [file for file in start.glob(text.lstrip("/")) if file.is_file()]
            elif path.is_dir() and path != self.project.root:
                named_files = [file for file in path.rglob("*") if file.suffix.lower() in FONTS]
            elif not named_files and text.startswith("/") and Path(text).is_file():
                named_files = [Path(text)]
        except (OSError, ValueError):  # a text that no file system allows as a name
            return False
        for file in named_files:
            self.take(file, text, place)
        return bool(named_files)

    def take(self, path: Path, text: str, place: Place) -> None:
        """Add a file; one outside the project or among the raw data becomes a finding instead."""
        if path in self.files:
            return
        rule: RuleName
        if not (path.is_relative_to(self.project.root) and self.project.contains(path)):
            what, way_out = "outside the project", "copy the file into the project"
            rule = "outside-project"
        elif (finding := name_finding(self.project.name(path))) is not None:
            self.findings.append(finding)
            return
        elif self.project.is_raw_data(path):
            what, way_out = "into the raw data", "name numbers with {{< var id >}}"
            rule = "raw-data"
        else:
            self.files.add(path)
            if path.suffix.lower() in NAMING:
                self._look_into(path, place)
            return
        self.findings.append(
            Finding(
                rule=rule,
                place=place,
                message=f"a document cannot reach {what}",
                found=text,
                way_out=way_out,
            )
        )

    def _look_into(self, path: Path, place: Place) -> None:
        """Add the files that a file names, relative to itself."""
        try:
            text = read_file(path).decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return
        for match in NAMED.finditer(text):
            name = next(group for group in match.groups() if group is not None).strip()
            if self.add(name, path.parent, place) or path.suffix.lower() not in (".scss", ".sass"):
                continue
            stem = Path(name)  # a part of a style sheet is named without its underscore
            for part in (f"_{stem.name}.scss", f"{stem.name}.scss", f"_{stem.name}.sass"):
                self.add(str(stem.with_name(part)), path.parent, place)


def find_quarto_files(settings: Settings, document: Document) -> QuartoFiles:
    """Return the files that options, shortcodes and extensions bring into a document."""
    project = document.project
    quarto_files = QuartoFiles(project)
    about = Place(project.name(project.quarto_file))
    _cited(settings, quarto_files, about)
    for key, value in settings.quarto.items():
        if key not in WORDS and key not in CITED:
            for text in texts(value):
                quarto_files.add(text, project.root, about, glob=key == "resources")
    for text in texts(settings.formats):
        quarto_files.add(text, project.root, about)
    for key, value in document.metadata.data.items():
        if key not in WORDS and key not in CITED:
            for text in texts(value):
                place = Place(document.name)
                quarto_files.add(text, document.path.parent, place, glob=key == "resources")
    for item in document.items:
        if isinstance(item, Shortcode) and item.name not in OWN:
            place = document.body.place(item.start)
            if item.name == "env":
                quarto_files.findings.append(
                    Finding(
                        rule="moving-text",
                        place=place,
                        message="a variable of the environment would change from build to build",
                        way_out="write the words themselves",
                    )
                )
            for word in item.argument.split():
                quarto_files.add(word, document.path.parent, place)
    for folder in project.folders_to(document.path):
        for path in sorted((folder / EXTENSIONS).rglob("*")):
            if path.is_file():
                quarto_files.take(
                    path, project.name(path), Place(project.name(folder / EXTENSIONS))
                )
        if (folder / BRAND).is_file():
            quarto_files.take(folder / BRAND, BRAND, Place(project.name(folder / BRAND)))
        settings_file = folder / DIRECTORY_SETTINGS
        if settings_file.is_file():
            place = Place(project.name(settings_file))
            quarto_files.findings.append(no_effect("settings of a folder", place))
    if match := GLOB_SIGNS.search(document.name):
        quarto_files.findings.append(
            Finding(
                rule="document-name",
                place=Place(document.name),
                message=f"Quarto takes {match.group()} in the name of a document for a pattern",
                way_out="rename it",
            )
        )
    return quarto_files


def _cited(settings: Settings, quarto_files: QuartoFiles, place: Place) -> None:
    """Check the files of citations that the project file names."""
    for key in CITED:
        for text in texts(settings.quarto.get(key)):
            if not quarto_files.add(text, quarto_files.project.root, place):
                path = Path(os.path.normpath(quarto_files.project.root / text.lstrip("/")))
                siblings = path.parent.iterdir() if path.parent.is_dir() else ()
                quarto_files.findings.append(
                    Finding(
                        rule="missing-file",
                        place=place,
                        message=f"there is no file {text} for `{key}:`",
                        way_out=did_you_mean(path.name, [sibling.name for sibling in siblings])
                        or "create it or correct the path",
                    )
                )


def texts(value: object) -> Iterator[str]:
    """Yield every text in nested options."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)


def plain(value: Any) -> Any:
    """Return nested options as plain JSON-ready values; a date becomes its text."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
