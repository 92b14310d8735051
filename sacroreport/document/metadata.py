"""Front matter: read with positions, checked against the supported keys.

The scalars stay as they were typed; only those that hold a shortcode change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.nodes import ScalarNode

from sacroreport.document.items import Refusal, Target
from sacroreport.document.limits import check_limits
from sacroreport.document.people import People, check_people, unsupported
from sacroreport.document.scan import scan
from sacroreport.document.tokens import SHORTCODE_PATTERN
from sacroreport.errors import DefectError
from sacroreport.findings import NEEDS_QUARTO, Finding, Place
from sacroreport.project.contents import KEYS as OF_CONTENTS
from sacroreport.project.contents import check_contents
from sacroreport.project.looks import LOOK, STANDARD, check_look, check_standards
from sacroreport.project.positions import Document, Path, compose, read_yaml, scalars, typed_yaml
from sacroreport.project.settings import (
    NO_EFFECT,
    check_formats,
    conflicting,
    formats_of,
    no_effect,
)
from sacroreport.study.head import LANG

KEYS = frozenset(OF_CONTENTS) | frozenset(
    "title subtitle date author authors affiliations abstract abstract-title keywords lang "
    "bibliography csl nocite link-citations number-sections engine format description style "
    "pdf-standard look".split()
)
PRINTED = frozenset({"title", "subtitle", "abstract"})
OURS = frozenset({"format", "engine", "style", STANDARD, LOOK})
"""Keys that steer a build and reach no file."""
CITED = frozenset({"bibliography", "csl"})
"""Files; in metadata their names would go through markdown, so pandoc is told apart from those."""
MOVING_DATES = frozenset({"today", "now", "last-modified"})
MALFORMED = re.compile(r"\{\{[ \t]*<|>[ \t]*\}\}")


@dataclass(frozen=True, slots=True)
class MetaShortcode:
    """A shortcode in the front matter: where in the file, and in which value."""

    place: Place
    path: Path
    index: int
    name: str
    argument: str


@dataclass(frozen=True)
class Metadata:
    """The front matter of a document.

    Attributes
    ----------
    text
        Its YAML source; empty when the document has none.
    document
        The same as data with positions.
    shortcodes
        Every well-formed shortcode in its values.
    people
        The study's authors, where the document names none.
    """

    text: str
    document: Document
    shortcodes: tuple[MetaShortcode, ...]
    people: People | None = None

    @property
    def data(self) -> dict[str, Any]:
        """The front matter as data, the study's authors included."""
        own = self.document.data if isinstance(self.document.data, dict) else {}
        return {**self.people.data, **own} if self.people is not None else own

    @property
    def formats(self) -> dict[str, dict[str, Any]]:
        """The formats that it declares, with their options as YAML means them."""
        return formats_of(typed_yaml(self.text)) if "format" in self.data else {}


def read_metadata(
    text: str, file: str, used: frozenset[str] = frozenset(), people: People | None = None
) -> tuple[Metadata, list[Finding]]:
    """Read and check a front matter that begins on line 2 of its file.

    A key that no format knows is allowed when the document prints it itself: ``used``
    has the keys that its ``meta`` shortcodes name.
    """
    document = read_yaml(text, file, first_line=2)
    typed_yaml(text, file)
    findings: list[Finding] = []
    if document.data is not None and not isinstance(document.data, dict):
        findings.append(
            Finding(
                rule="front-matter", place=Place(file, 2), message="the front matter is no mapping"
            )
        )
        return Metadata("", Document(file, {}, {}, {}), ()), findings
    findings += _check_keys(document, used, typed_yaml(text) or {})
    shortcodes: list[MetaShortcode] = []
    node = compose(text, file, first_line=2)
    values = [*scalars(node)] if node is not None else []
    if excess := [*_excesses(document, values)]:
        raise DefectError(excess)
    for path, scalar in values:
        places = _source_places(text, file, scalar)
        matches = list(SHORTCODE_PATTERN.finditer(scalar.value))
        rest = SHORTCODE_PATTERN.sub("", scalar.value)
        if MALFORMED.search(rest):
            findings.append(
                Finding(
                    rule="malformed-shortcode",
                    place=document.place(path),
                    message="a malformed shortcode",
                    way_out="write {{< var id >}} with single spaces, on one line",
                )
            )
        findings += _check_text(scalar.value, document.place(path), path, used)
        findings += _check_images(scalar.value, document.place(path), path)
        for index, match in enumerate(matches):
            place = places[index] if index < len(places) else document.place(path)
            shortcodes.append(
                MetaShortcode(place, path, index, match["name"], match["args"].strip())
            )
    names_people = any(key in (document.data or {}) for key in ("author", "authors"))
    return Metadata(text, document, tuple(shortcodes), None if names_people else people), findings


def _excesses(document: Document, values: Sequence[tuple[Path, ScalarNode]]) -> Iterator[Finding]:
    """Yield what a value has too much of, as it is read as markdown; none as a rule."""
    for path, scalar in values:
        place = document.place(path)
        yield from check_limits(scalar.value, lambda _, place=place: place)  # type: ignore[misc]


def _source_places(text: str, file: str, scalar: ScalarNode) -> list[Place]:
    """Return the file positions of the shortcodes inside one scalar."""
    start, end = scalar.start_mark.index, scalar.end_mark.index
    places = []
    for match in SHORTCODE_PATTERN.finditer(text, start, end):
        before = text[: match.start()]
        line = before.count("\n") + 2
        places.append(Place(file, line, match.start() - (before.rfind("\n") + 1) + 1))
    return places


def _check_text(text: str, place: Place, path: Path, used: frozenset[str]) -> Iterator[Finding]:
    """Yield what the body may not have either; nothing about values that no page prints."""
    if path[0] not in PRINTED | used:
        return
    for item in scan(text):
        if isinstance(item, Refusal) and item.rule != "malformed-shortcode":
            yield Finding(
                rule=item.rule,
                place=place,
                message=f"the embedded engine does not render {item.what}"
                if item.rule == NEEDS_QUARTO
                else f"this is {item.what}",
                way_out=item.way_out,
            )


def _check_images(text: str, place: Place, path: Path) -> Iterator[Finding]:
    """Yield the images in a value: pandoc reads it as markdown and would look for their files."""
    for item in scan(text) if "](" in text and path[0] not in OURS else ():
        if isinstance(item, Target) and item.is_image:
            yield Finding(
                rule="unsupported",
                place=place,
                message="an image in the front matter",
                found=item.text,
                way_out="show it in the text",
            )


def _check_keys(
    document: Document, used: frozenset[str], typed: dict[str, Any]
) -> Iterator[Finding]:
    """Yield the findings about keys that no engine knows, and values that they cannot have."""
    data = document.data or {}
    for key, value in data.items():
        conflict = conflicting(key, value, document.key_place((key,)))
        if conflict is not None:
            yield conflict
        elif key in NO_EFFECT:
            yield no_effect(f'the key "{key}"', document.key_place((key,)))
        elif key not in KEYS:
            if not (key in used and isinstance(value, str)):
                yield unsupported(document, (key,), f'the key "{key}"', KEYS, key)
        elif key == "date" and str(value) in MOVING_DATES:
            yield Finding(
                rule="moving-date",
                place=document.place(("date",)),
                message=f'"{value}" would change from build to build',
                expected="a fixed date",
            )
        elif key == "lang" and not re.fullmatch(LANG, str(value)):
            yield Finding(
                rule="bad-value",
                place=document.place(("lang",)),
                message="this is no language",
                found=f'"{value}"',
                expected="a code such as en-US or de",
            )
        elif key == "engine" and value != "markdown":
            yield Finding(
                rule="unsupported",
                place=document.key_place(("engine",)),
                message=f'the engine "{value}" would run code',
                expected="engine: markdown, or no such key",
                way_out="statistics come from study.yml",
            )
        elif key == "format":
            yield from check_formats(document, typed)
        elif key == STANDARD:
            yield from check_standards(document, (key,))
        elif key == LOOK:
            yield from check_look(document, typed[key])
        elif key in OF_CONTENTS:
            yield from check_contents(document, (key,), typed[key])
    yield from check_people(document)
    if not data.get("title"):
        yield Finding(
            rule="no-title",
            place=document.place(()),
            message="the document has no title",
            way_out="add `title:` to its front matter",
        )
