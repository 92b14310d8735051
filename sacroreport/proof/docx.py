"""A DOCX file as streams: numbers are found by their bookmark."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

from sacroreport.proof.stream import Stream

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
OCCURRENCE = re.compile(r"n-\d{4,}")
SEPARATORS = frozenset(f"{WORD}{name}" for name in ("p", "tc", "tr", "tbl", "br", "tab", "cr"))
DELETED = frozenset(f"{WORD}{name}" for name in ("del", "moveFrom"))


def read_docx(path: Path) -> tuple[Stream, list[Stream]]:
    """Return the text of a DOCX file's body, and of its footnotes in order of reference."""
    with zipfile.ZipFile(path) as archive:
        body = _parse(archive, "word/document.xml")
        notes = _parse(archive, "word/footnotes.xml")
    reader = _Reader()
    main = Stream()
    if body is not None:
        reader.walk(body, main)
    by_id = {} if notes is None else {note.get(f"{WORD}id"): note for note in notes}
    streams = []
    for identifier in reader.notes:
        note = Stream()
        if (element := by_id.get(identifier)) is not None:
            reader.walk(element, note)
        streams.append(note)
    return main, streams


def read_attributes(path: Path) -> list[str]:
    """Return the alternative texts of a DOCX file's images."""
    with zipfile.ZipFile(path) as archive:
        body = _parse(archive, "word/document.xml")
    if body is None:
        return []
    return [shape.get("descr", "") for shape in body.iter(f"{DRAWING}docPr")]


def text_of(element: etree._Element) -> str:
    """Return the text of an element, also behind comments and instructions in it."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    if name not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(name), parser)


class _Reader:
    """Walks the body; bookmarks may begin and end anywhere in it."""

    def __init__(self) -> None:
        self.open: dict[str, str] = {}  # bookmark number → occurrence
        self.notes: list[str] = []

    def walk(self, element: etree._Element, stream: Stream) -> None:
        tag = element.tag
        if tag == f"{MATH}oMath":
            stream.gap()
            return
        if tag in DELETED:
            return
        if tag == f"{WORD}bookmarkStart":
            name = element.get(f"{WORD}name", "")
            if OCCURRENCE.fullmatch(name):
                self.open[element.get(f"{WORD}id", "")] = name
        elif tag == f"{WORD}bookmarkEnd":
            self.open.pop(element.get(f"{WORD}id", ""), None)
        elif tag == f"{WORD}footnoteReference":
            self.notes.append(element.get(f"{WORD}id", ""))
            stream.separate()
        elif tag == f"{WORD}t":
            stream.add(text_of(element), next(reversed(self.open.values()), ""))
        separates = tag in SEPARATORS or self._is_raised(element)
        if separates:
            stream.separate()
        for child in element:
            self.walk(child, stream)
        if separates:
            stream.separate()

    def _is_raised(self, element: etree._Element) -> bool:
        """Say whether an element is a run in superscript or subscript."""
        if element.tag != f"{WORD}r":
            return False
        mark = element.find(f"{WORD}rPr/{WORD}vertAlign")
        return mark is not None and mark.get(f"{WORD}val") in ("superscript", "subscript")
