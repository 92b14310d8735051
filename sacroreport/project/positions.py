"""YAML read with positions and raw scalars.

A study distinguishes ``11`` from ``011`` and reports defects by line and column, so
nothing may be converted on the way in: scalars stay the text that was typed. Only a
plain ``null``, ``~`` or an empty value becomes ``None``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place, Severity

Path = tuple[str | int, ...]
MOST_NODES = 200_000
MOST_CHARACTERS, MOST_DEEP = 1_000_000, 300
"""Far above what anybody writes; reading takes a second for each 50,000 characters."""
BRACKET = re.compile(r"[\[\]{}]")
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML text as plain data, with the position of every key and value.

    Attributes
    ----------
    file
        Name used in findings, relative to the project.
    data
        Nested ``dict``, ``list``, ``str`` and ``None``.
    places
        Path of keys and indexes → position of the value.
    key_places
        Path → position of the key that leads to it.
    openings
        Path → characters before the text of a value that stands in one line: its quotation mark.
    text
        The YAML source.
    spans
        Path → where a value that is a text begins and ends in the source.
    """

    file: str
    data: Any
    places: dict[Path, Place]
    key_places: dict[Path, Place]
    openings: dict[Path, int] = field(default_factory=dict)
    text: str = ""
    spans: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Return the position of the value at ``path``, or of its nearest parent."""
        for length in range(len(path), -1, -1):
            if (place := self.places.get(path[:length])) is not None:
                return place
        return Place(self.file)

    def inside(self, path: Path, offset: int) -> Place:
        """Return the position of a character of a text; of a text in several lines, its own."""
        place, opening = self.place(path), self.openings.get(path)
        if opening is None:
            return place
        return Place(place.file, place.line, place.column + opening + offset)

    def key_place(self, path: Path) -> Place:
        """Return the position of the key at ``path``, or of its nearest parent."""
        return self.key_places.get(path) or self.place(path)


def typed_yaml(text: str, file: str = "") -> Any:
    r"""Return YAML text as the values that it means, for a program that takes them so.

    Only for text that :func:`read_yaml` accepted.

    Raises
    ------
    DefectError
        If a value has a tag that is not YAML's own, which ``read_yaml`` takes for text.

    Examples
    --------
    >>> typed_yaml("toc: true\ntoc-depth: 2\ntitle: '2'")
    {'toc': True, 'toc-depth': 2, 'title': '2'}
    """
    try:
        return YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError) as error:
        message = f"a value that YAML cannot make sense of: {str(error).splitlines()[0]}"
        raise DefectError([Finding(rule="yaml", place=Place(file), message=message)]) from error


def read_yaml(text: str, file: str, *, first_line: int = 1) -> Document:
    r"""Parse YAML text into data with positions.

    Parameters
    ----------
    text
        The YAML source.
    file
        Name to print in findings.
    first_line
        Line of ``file`` at which ``text`` begins, for YAML inside another file.

    Raises
    ------
    DefectError
        If the text is not YAML, or a key stands twice: with line and column.

    Examples
    --------
    >>> document = read_yaml("a: 011\nb: [x, ~]\n", "study.yml")
    >>> document.data
    {'a': '011', 'b': ['x', None]}
    >>> str(document.place(("b", 0)))
    'study.yml:2:5'
    """
    node = compose(text, file, first_line=first_line)
    reading = _Reading(file, first_line)
    try:
        data = reading.build(node, (), ()) if node is not None else None
    except RecursionError:
        data = None
        reading.findings.append(_too_much(file, "is nested too deeply"))
    if len(reading.places) > MOST_NODES:
        reading.findings.append(_too_much(file, f"has more than {MOST_NODES:,} values"))
    if reading.findings:
        raise DefectError(reading.findings)
    return Document(
        file, data, reading.places, reading.key_places, reading.openings, text, reading.spans
    )


@dataclass
class _Reading:
    """What is known of a YAML text so far: positions as in :class:`Document`, and defects."""

    file: str
    first_line: int
    places: dict[Path, Place] = field(default_factory=dict)
    key_places: dict[Path, Place] = field(default_factory=dict)
    openings: dict[Path, int] = field(default_factory=dict)
    spans: dict[Path, tuple[int, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def build(self, node: Node, path: Path, above: tuple[int, ...]) -> Any:
        """Return a node as plain data; ``above`` has the nodes that it stands in."""
        if len(self.places) > MOST_NODES:
            return None
        self.places[path] = self._place(node)
        if id(node) in above:
            message = "an alias that contains itself"
            self.findings.append(Finding(rule="yaml", place=self.places[path], message=message))
            return None
        above = (*above, id(node))
        if isinstance(node, ScalarNode):
            plain = node.style is None
            self.spans[path] = node.start_mark.index, node.end_mark.index
            if node.start_mark.line == node.end_mark.line:
                self.openings[path] = 0 if plain else 1
            return None if plain and node.value in NULLS else node.value
        if isinstance(node, SequenceNode):
            return [self.build(item, (*path, i), above) for i, item in enumerate(node.value)]
        assert isinstance(node, MappingNode)
        return self._mapping(node, path, above)

    def _mapping(self, node: MappingNode, path: Path, above: tuple[int, ...]) -> dict[str, Any]:
        """Return a mapping as data, without keys that are no text or stand twice."""
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            if not isinstance(key_node, ScalarNode):
                self.findings.append(
                    Finding(rule="yaml", place=place, message="a key must be text")
                )
                continue
            key = str(key_node.value)
            if key in mapping:
                self.findings.append(
                    Finding(
                        rule="duplicate-key",
                        place=place,
                        message=f'the key "{key}" stands twice',
                        way_out="remove one of the two",
                    )
                )
                continue
            self.key_places[(*path, key)] = place
            mapping[key] = self.build(value_node, (*path, key), above)
        return mapping

    def _place(self, node: Node) -> Place:
        mark = node.start_mark
        return Place(self.file, mark.line + self.first_line, mark.column + 1)


def compose(text: str, file: str, *, first_line: int = 1) -> Node | None:
    """Return the node graph of a YAML text; ``None`` when it is empty.

    Raises
    ------
    DefectError
        If the text is not YAML.
    """
    if len(text) > MOST_CHARACTERS or _depth(text) > MOST_DEEP:
        what = "is too long" if len(text) > MOST_CHARACTERS else "is nested too deeply"
        raise DefectError([_too_much(file, what)])
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except RecursionError as error:
        raise DefectError([_too_much(file, "is nested too deeply")]) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + first_line, mark.column + 1) if mark else Place(file)
        what = (error.problem or error.context or "not valid YAML").split("\n")[0]
        raise DefectError(
            [
                Finding(
                    rule="yaml",
                    place=place,
                    message=f"this is not valid YAML: {what}",
                    way_out="check the indentation, the colons and the quotation marks there",
                )
            ]
        ) from error
    except YAMLError as error:  # a control character, for one, comes without a mark
        first = str(error).split("\n")[0]
        raise DefectError(
            [
                Finding(
                    rule="yaml",
                    place=Place(file, first_line),
                    message=f"this is not valid YAML: {first}",
                    severity=Severity.ERROR,
                )
            ]
        ) from error

    return node


def _depth(text: str) -> int:
    """Return how many brackets are open at most, those in texts included."""
    depth = most = 0
    for match in BRACKET.finditer(text):
        depth = depth + 1 if match.group() in "[{" else max(0, depth - 1)
        most = max(most, depth)
    return most


def _too_much(file: str, what: str) -> Finding:
    return Finding(rule="yaml", place=Place(file), message=f"this YAML {what}")


def scalars(node: Node) -> Iterator[tuple[Path, ScalarNode]]:
    """Walk the value scalars of a node graph, each with its path, in source order."""

    def walk(node: Node, path: Path) -> Iterator[tuple[Path, ScalarNode]]:
        if isinstance(node, ScalarNode):
            yield path, node
        elif isinstance(node, SequenceNode):
            for index, item in enumerate(node.value):
                yield from walk(item, (*path, index))
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                yield from walk(value, (*path, str(key.value)))

    yield from walk(node, ())
