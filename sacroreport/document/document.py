"""A Quarto document: front matter, body with includes, and what is in them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from sacroreport.document.includes import BodyText, expand_includes, split_front_matter
from sacroreport.document.items import Item, Shortcode, Target
from sacroreport.document.limits import check_limits
from sacroreport.document.metadata import Metadata, read_metadata
from sacroreport.document.people import read_people
from sacroreport.document.scan import scan
from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place
from sacroreport.project.names import name_finding
from sacroreport.project.root import Project

NO_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""What no name of a document has; the last are bytes that are not UTF-8."""


@dataclass(frozen=True)
class Document:
    """A document as read.

    Attributes
    ----------
    path
        The ``.qmd`` file.
    items
        Shortcodes, targets, comments, references and refusals of the body.
    findings
        What reading it brought up.
    generated
        Names of files that are made and need not be there.
    """

    project: Project
    path: Path
    metadata: Metadata
    body: BodyText
    items: tuple[Item, ...]
    findings: tuple[Finding, ...]
    generated: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Path relative to the project."""
        return self.project.name(self.path)

    @property
    def resources(self) -> tuple[str, ...]:
        """Files that it refers to, relative to the project: images, bibliography, style."""
        images = [
            self._relative(item.text)
            for item in self.items
            if isinstance(item, Target) and (item.is_image or item.is_loaded)
        ]
        named = [*self.files_under("bibliography"), *self.files_under("csl")]
        return tuple(dict.fromkeys([*images, *named]))

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that it prints, in order, each once."""
        return tuple(self.printed)

    @property
    def printed(self) -> dict[str, Place]:
        """The ids that it prints, in order, with the first place of each."""
        places: dict[str, Place] = {}
        for shortcode in self.metadata.shortcodes:
            if shortcode.name == "var":
                places.setdefault(shortcode.argument, shortcode.place)
        for item in self.items:
            if isinstance(item, Shortcode) and item.name == "var" and item.argument not in places:
                places[item.argument] = self.body.place(item.start)
        return places

    def is_generated(self, name: str) -> bool:
        """Say whether a path in the document means a file that is made."""
        path = Path(os.path.normpath(self.resolve(name)))
        return self.project.name(path) in self.generated

    def resolve(self, name: str) -> Path:
        """Return the file that a path in the document means; ``/`` is the project."""
        name = unquote(name)
        if name.startswith("/"):
            return self.project.root / name.lstrip("/")
        return self.path.parent / name

    def named(self, key: str) -> list[str]:
        """Return the file names under a key of the front matter."""
        value = self.metadata.data.get(key)
        if isinstance(value, list):
            return [str(name) for name in value]
        return [] if value is None else [str(value)]

    def files_under(self, key: str) -> list[str]:
        """Return the files under a key of the front matter, relative to the project."""
        return [self._relative(name) for name in self.named(key)]

    def find(self, quote: str) -> Place | None:
        """Return where a line that some program quotes stands in the source, if it does."""
        needle = quote.strip()
        if not needle:
            return None
        offset = self.body.text.find(needle)
        if offset >= 0:
            return self.body.place(offset)
        offset = self.metadata.text.find(needle)
        if offset < 0:  # staged values are rewritten, keys are not
            key = needle.split(":")[0] + ":"
            offset = self.metadata.text.find(key) if ":" in needle else -1
        if offset >= 0:
            return Place(self.name, self.metadata.text.count("\n", 0, offset) + 2)
        return None

    def _relative(self, name: str) -> str:
        path = Path(os.path.normpath(self.resolve(name)))
        return path.relative_to(self.project.root).as_posix()


def read_document(
    project: Project, path: Path, generated: Mapping[str, str | None] | None = None
) -> Document:
    """Read a document with everything it includes.

    Parameters
    ----------
    generated
        Names of the files that are made and not read, with the texts of those that have one.

    Raises
    ------
    DefectError
        If the file cannot be read or its front matter is not YAML.
    """
    if (finding := name_finding(project.name(path))) is not None:
        raise DefectError([finding])
    if not project.contains(path):
        raise DefectError([project.outside(path, Place(project.name(path)), "the document")])
    if NO_TEXT.search(project.name(path)):
        raise DefectError(
            [
                Finding(
                    rule="document-name",
                    place=Place(project.name(path)),
                    message="the name of the document is no text: it has control characters, or "
                    "is not UTF-8",
                    way_out="rename it",
                )
            ]
        )
    text = project.read_text(path)
    front, text_of_body, first_line = split_front_matter(text)
    body, findings = expand_includes(project, path, text_of_body, first_line, generated)
    if excess := [*check_limits(body.text, body.place)]:
        raise DefectError([*findings, *excess])
    items = tuple(scan(body.text))
    used = frozenset(
        item.argument for item in items if isinstance(item, Shortcode) and item.name == "meta"
    )
    people, about_people = read_people(project)
    metadata, more = read_metadata(front, project.name(path), used, people)
    if metadata.people is not None:
        more += about_people
    return Document(
        project, path, metadata, body, items, (*more, *findings), frozenset(generated or ())
    )
