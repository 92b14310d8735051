"""What a document reaches for when the real Quarto renders it: themes, filters, extensions.

Quarto's options name files in many ways. Here every text among options and shortcodes that
is the name of a file of the project counts as such a file; it is copied to where Quarto
renders. Raw data never are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sacroreport.document.document import Document
from sacroreport.document.scan import Shortcode
from sacroreport.findings import Finding, Place
from sacroreport.project.root import Project
from sacroreport.project.settings import Settings

OWN = frozenset({"var", "meta", "include", "pagebreak"})
EXTENSIONS = "_extensions"
CHECKED = frozenset({"bibliography", "csl", "title", "subtitle", "abstract"})
"""Keys that are looked after elsewhere, or are plain words."""


def reach(settings: Settings, document: Document) -> tuple[list[str], list[Finding]]:
    """Return the files that options, shortcodes and extensions bring into a document.

    Returns
    -------
    files, findings
        Names relative to the project, sorted; and what reaches out of the project or into
        the raw data.
    """
    project = document.project
    files: set[Path] = set()
    findings: list[Finding] = []
    own = {key: value for key, value in document.metadata.data.items() if key not in CHECKED}
    named = [
        *((text, project.root, project.quarto_file) for text in _texts(settings.quarto)),
        *((text, project.root, project.quarto_file) for text in _texts(settings.formats)),
        *((text, document.path.parent, document.path) for text in _texts(own)),
    ]
    for text, folder, source in named:
        place = Place(project.name(source))
        _add(project, text, folder, place, files, findings)
    for item in document.items:
        if isinstance(item, Shortcode) and item.name not in OWN:
            place = document.body.place(item.start)
            for word in item.argument.split():
                _add(project, word, document.path.parent, place, files, findings)
    for folder in {project.root, document.path.parent}:
        found = [path for path in (folder / EXTENSIONS).rglob("*") if path.is_file()]
        files |= {path for path in found if project.contains(path)}
        for name in ("_brand.yml", "_metadata.yml"):
            if (folder / name).is_file() and folder / name != project.root / "_metadata.yml":
                files.add(folder / name)
    return sorted(project.name(path) for path in files), findings


def _add(
    project: Project,
    text: str,
    folder: Path,
    place: Place,
    files: set[Path],
    findings: list[Finding],
) -> None:
    if not _may_name_file(text):
        return
    start = project.root if text.startswith("/") else folder
    if "*" in text:
        found = [path for path in start.glob(text.lstrip("/")) if path.is_file()]
    else:
        path = Path(os.path.normpath(start / text.lstrip("/")))
        found = [path] if path.is_file() else []
        outside = Path(text)
        if text.startswith("/") and not found and outside.is_file():
            found = [outside]
    for path in found:
        if not (path.is_relative_to(project.root) and project.contains(path)):
            findings.append(
                Finding(
                    rule="outside-project",
                    place=place,
                    message="a document cannot reach outside the project",
                    found=text,
                    way_out="copy the file into the project",
                )
            )
        elif path.is_relative_to(project.data_folder):
            findings.append(
                Finding(
                    rule="raw-data",
                    place=place,
                    message="a document cannot reach into the raw data",
                    found=text,
                    way_out="name numbers with {{< var id >}}",
                )
            )
        else:
            files.add(path)


def _may_name_file(text: str) -> bool:
    return 0 < len(text) < 300 and "\n" not in text and not re.match(r"[A-Za-z][\w+.-]+:", text)


def _texts(value: object) -> Iterator[str]:
    """Yield every text in nested options."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def plain(value: Any) -> Any:
    """Return nested options as plain JSON-ready values; a date becomes its text."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
