"""A DOCX file as its parts, compared one by one."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from sacroreport.proof.content.difference import Difference, first_difference
from sacroreport.proof.content.picture import is_same_picture

LARGEST = 200_000_000
"""Bytes that the parts of a file may unpack to, all together."""
XML_PARTS = (".xml", ".rels")
PICTURES = (".png", ".jpeg", ".jpg")


class UnreadablePackageError(ValueError):
    """A package that programs may take for different ones."""


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name.

    Raises
    ------
    UnreadablePackageError
        If two parts bear one name, a part is encrypted or they are too large: which of two
        parts a program shows is its own choice.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            names = [entry.filename.replace("\\", "/").lstrip("/").lower() for entry in entries]
            if len({*names}) < len(names):
                raise UnreadablePackageError("two parts bear one name")
            if any(entry.flag_bits & 1 for entry in entries):
                raise UnreadablePackageError("a part is encrypted")
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise UnreadablePackageError("the parts are too large")
            return {entry.filename: archive.read(entry) for entry in entries}
    except UnreadablePackageError:
        raise
    except Exception as error:  # zipfile says of a broken archive whatever it stumbles over
        raise UnreadablePackageError(f"no package: {error}") from error


def parse_part(content: bytes) -> etree._Element:
    """Parse an XML part.

    Raises
    ------
    UnreadablePackageError
        If it is not well formed, or declares a document type: Word refuses such a part.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadablePackageError(f"not well formed: {error.msg}") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadablePackageError("declares a document type")
    return root


def compare_docx(content: bytes, fresh: bytes) -> Difference | None:
    """Return the first thing in which a file is not the one that a build makes."""
    try:
        parts, fresh_parts = unpack(content), unpack(fresh)
    except UnreadablePackageError as error:
        return Difference("the package", str(error))
    for name in sorted({*parts} | {*fresh_parts}):
        if name not in parts or name not in fresh_parts:
            return Difference(
                "the package", name if name in parts else "", name if name in fresh_parts else ""
            )
        if parts[name] != fresh_parts[name] and (
            difference := _compare_part(name, parts[name], fresh_parts[name])
        ):
            return difference
    return None


def _compare_part(name: str, content: bytes, fresh: bytes) -> Difference | None:
    if name.lower().endswith(XML_PARTS):
        try:
            return first_difference(name, [*pieces(content)], [*pieces(fresh)])
        except UnreadablePackageError as error:
            return Difference(name, str(error))
    if name.lower().endswith(PICTURES) and is_same_picture(content, fresh):
        return None
    return Difference(name, f"{len(content)} bytes", f"{len(fresh)} other bytes")


def pieces(content: bytes) -> Iterator[str]:
    """Return an XML part as its elements and texts; white space between elements left out."""
    for event, node in etree.iterwalk(parse_part(content), events=("start", "end")):
        if not isinstance(node.tag, str):
            if event == "end" and node.tail and node.tail.strip():
                yield node.tail
            continue
        if event == "start":
            named = " ".join(f'{key}="{node.get(key)}"' for key in sorted(node.keys()))
            yield f"<{_short(node.tag)} {named}>" if named else f"<{_short(node.tag)}>"
            if node.text and (node.text.strip() or not len(node)):
                yield node.text
        else:
            yield f"</{_short(node.tag)}>"
            if node.tail and node.tail.strip():
                yield node.tail


def _short(tag: str) -> str:
    """Return a name with the end of its namespace: enough to tell the standard's apart.

    Examples
    --------
    >>> _short("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")
    'wordprocessingml/2006/main:t'
    """
    space, _, name = tag.rpartition("}")
    return f"{space.lstrip('{').removeprefix('http://schemas.openxmlformats.org/')}:{name}"
