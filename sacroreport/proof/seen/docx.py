"""A copy of a DOCX file, as Word shows it with all changes accepted."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from sacroreport.proof.content.docx import UnreadablePackageError, parse_part, unpack
from sacroreport.proof.docx import DELETED, DRAWING, MATH, OCCURRENCE, WORD, text_of
from sacroreport.proof.seen.seen import Seen
from sacroreport.proof.seen.word_looks import Styles, get, hidden, looks_of
from sacroreport.proof.seen.word_package import Package
from sacroreport.proof.seen.word_pictures import digest_of, pictures_in
from sacroreport.proof.seen.word_places import (
    column,
    reason_of_cell,
    reason_of_paragraph,
    reason_of_row,
    reason_of_table,
)
from sacroreport.proof.seen.word_settings import doubt_section, read_settings

ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "HYPERLINK", "PAGEREF", "TOC", "ADDIN"})
"""Fields whose text Word does not replace by another one of the author's choice."""
COUNTED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
"""Fields whose text Word makes whenever it shows a page."""
SILENT = frozenset(
    "proofErr lastRenderedPageBreak permStart permEnd bookmarkEnd commentRangeStart "
    "commentRangeEnd commentReference annotationRef footnoteRef endnoteRef separator "
    "continuationSeparator softHyphen tblGrid tblPrEx rPr pPr tblPr trPr tcPr sdtPr "
    "sdtEndPr fldChar instrText delText delInstrText moveFromRangeStart moveFromRangeEnd "
    "moveToRangeStart moveToRangeEnd noBreakHyphen sym footnotePr endnotePr".split()
)
BREAKS = frozenset({"br", "tab", "cr", "ptab"})
WALKED = frozenset(
    "document body footnotes endnotes comments p r t hyperlink ins moveTo smartTag sdt "
    "sdtContent customXml tbl tr tc footnote endnote comment hdr ftr fldSimple".split()
)
BESIDE = {
    "header": "a header", "footer": "a footer", "comments": "a comment", "endnotes": "an endnote",
}  # fmt: skip
STRANGE = ("altChunk", "subDoc", "object", "control", "dirty")


def read_seen_docx(file: Path) -> Seen:
    """Return what a reader sees of a DOCX file."""
    seen = Seen()
    try:
        package = Package(unpack(file.read_bytes()))
        _Reader(package, seen).read()
    except UnreadablePackageError as error:
        seen.doubt(f"the package cannot be read: {error}")
    return seen


class _Reader:
    """Walks the parts; bookmarks and fields may begin and end anywhere."""

    def __init__(self, package: Package, seen: Seen) -> None:
        self.package = package
        self.seen = seen
        self.styles = Styles(package.tree("styles"))
        self.marks: dict[str, str] = {}
        self.notes: list[str] = []
        self.pictures = 0
        self.fields: list[list[str]] = []  # instructions of the open fields; None once its result

    def read(self) -> None:
        main = parse_part(self.package.parts[self.package.main])
        self.walk(main, [], "", "")
        notes = self.package.tree("footnotes")
        by_id = {} if notes is None else {get(note, "id"): note for note in notes}
        for identifier in self.notes:
            self.seen.separate()
            if (note := by_id.get(identifier)) is not None:
                self.walk(note, [], "", " footnote")
        self._others()

    def _others(self) -> None:
        """Read what stands beside the body, and what cannot be read."""
        for _, kind, target, away in self.package.relations(self.package.main):
            if away and kind != "hyperlink":
                self.seen.doubt(f"it takes a part from elsewhere: {kind}")
            elif kind in BESIDE and target in self.package.parts:
                aside = Seen()
                inner = copy.copy(self)
                inner.seen, inner.notes, inner.fields = aside, [], []
                inner.walk(parse_part(self.package.parts[target]), [], "", "")
                self.seen.aside(BESIDE[kind], aside.all_words)
                self.seen.doubts |= aside.doubts
                self.seen.beside += aside.beside
            elif kind not in KNOWN_RELATIONS:
                self.seen.doubt(f"it holds a part of the kind {kind}")
        read_settings(self.package, self.seen)

    def walk(
        self, element: etree._Element, looks: list[Mapping[str, str]], reason: str, path: str
    ) -> None:
        """Read an element with the looks of its paragraph and table, outermost first."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag in (f"{MATH}oMath", f"{MATH}oMathPara"):
            self.seen.gap()
            self.seen.aside(
                "a formula", " ".join(text for text in element.itertext() if text.strip())
            )
            return
        if tag in DELETED:
            self.seen.notices["it has tracked changes: it is read as if all were accepted"] = None
            return
        name = tag.removeprefix(WORD)
        if tag == name:
            self._foreign(element, looks, reason, path)
            return
        if name in ("ins", "moveTo"):
            self.seen.notices["it has tracked changes: it is read as if all were accepted"] = None
        if name in STRANGE:
            self.seen.doubt(f"it holds {name}, which cannot be read")
        elif name == "bookmarkStart":
            if OCCURRENCE.fullmatch(mark := get(element, "name")):
                self.marks[get(element, "id")] = mark
        elif name == "bookmarkEnd":
            self.marks.pop(get(element, "id"), None)
        elif name in ("footnoteReference", "endnoteReference"):
            if name == "footnoteReference":
                self.notes.append(get(element, "id"))
            self.seen.separate()
        elif name == "r":
            self._run(element, looks, reason, path)
        elif name in ("drawing", "pict"):
            self._drawing(element)
        elif name == "sectPr":
            doubt_section(element, self.seen)
        elif name in WALKED:
            self._container(name, element, looks, reason, path)
        elif name == "ruby":
            self.seen.doubt("it holds ruby, which cannot be read")
        elif name not in SILENT and name not in BREAKS:
            self.seen.doubt(f"it holds w:{name}, which cannot be read")

    def _foreign(
        self, element: etree._Element, looks: list[Mapping[str, str]], reason: str, path: str
    ) -> None:
        """Take an element that is none of Word's own."""
        if element.tag == f"{ALTERNATE}AlternateContent":
            self._drawing(element)
        elif not str(element.tag).startswith(MATH):
            self.seen.doubt(f"it holds {str(element.tag).rpartition('}')[2]}, which cannot be read")

    def _container(
        self,
        name: str,
        element: etree._Element,
        looks: list[Mapping[str, str]],
        reason: str,
        path: str,
    ) -> None:
        separates = name in ("p", "tbl", "tr", "tc", "footnote", "comment")
        if name == "p":
            style = get(element.find(f"{WORD}pPr/{WORD}pStyle"))
            looks = [*looks, *self.styles.layers("paragraph", style)]
            reason = reason or reason_of_paragraph(element.find(f"{WORD}pPr"))
        elif name == "tbl":
            style = get(element.find(f"{WORD}tblPr/{WORD}tblStyle"))
            looks = [*looks, *self.styles.layers("table", style)]
            path += " table"
            for title in ("tblCaption", "tblDescription"):
                self.seen.aside("a table", get(element.find(f"{WORD}tblPr/{WORD}{title}")))
            reason = reason or reason_of_table(element)
        elif name == "tr":
            reason = reason or reason_of_row(element)
        elif name == "tc":
            reason = reason or reason_of_cell(element)
            path += f" cell {column(element)}"
        elif name == "sdt" and element.find(f"{WORD}sdtPr/{WORD}dataBinding") is not None:
            reason = reason or "Word fills it from other data"
        elif name == "fldSimple":
            reason = reason or self._of_field(get(element, "instr"), element)
        if separates:
            self.seen.separate()
        for child in element:
            self.walk(child, looks, reason, path)
        if separates:
            self.seen.separate()

    def _run(
        self, run: etree._Element, looks: list[Mapping[str, str]], reason: str, path: str
    ) -> None:
        properties = run.find(f"{WORD}rPr")
        style = get(properties.find(f"{WORD}rStyle")) if properties is not None else ""
        layers = [self.styles.defaults, *looks, *self.styles.layers("character", style)]
        reason = reason or hidden([*layers, looks_of(properties)]) or self._in_field()
        raised = properties is not None and get(properties.find(f"{WORD}vertAlign")) in (
            "superscript", "subscript",
        )  # fmt: skip
        if raised:
            self.seen.shift()
            path += " raised"
        for child in run:
            name = str(child.tag).removeprefix(WORD)
            owner = next(reversed(self.marks.values()), "")
            if name == "t" and self._is_page_number():
                self.seen.gap()  # whatever was saved there, Word counts anew
            elif name == "t":
                self.seen.show(text_of(child), owner, reason, path)
            elif name in BREAKS:
                self.seen.separate()
            elif name == "noBreakHyphen":
                self.seen.show("-", owner, reason, path)
            elif name == "sym":
                self.seen.show(_symbol(child), owner, reason or "it is a symbol of a font", path)
            elif name == "fldChar":
                self._field(child)
            elif name == "instrText":
                if self.fields:
                    self.fields[-1].append(text_of(child))
            else:
                self.walk(child, looks, reason, path)
        if raised:
            self.seen.shift()

    def _field(self, mark: etree._Element) -> None:
        kind = get(mark, "fldCharType")
        if kind == "begin":
            self.fields.append([])
            if get(mark, "dirty") not in ("", "0", "false"):
                self.seen.doubt("Word will update a field")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _is_page_number(self) -> bool:
        words = [("".join(instruction).split() or [""])[0].upper() for instruction in self.fields]
        return bool({*words} & COUNTED)

    def _in_field(self) -> str:
        return next(
            (reason for words in self.fields if (reason := self._of_field("".join(words), None))),
            "",
        )

    def _of_field(self, instruction: str, element: etree._Element | None) -> str:
        word = (instruction.split() or [""])[0].upper()
        if element is not None and get(element, "dirty") not in ("", "0", "false"):
            self.seen.doubt("Word will update a field")
        return "" if word in FIELDS or not word else f"Word may replace it: it is a field {word}"

    def _drawing(self, element: etree._Element) -> None:
        """Take a drawing: its texts stand beside the body, and it may cover what is there."""
        for part in element.iter():
            name = str(part.tag).rpartition("}")[2]
            if part.tag == f"{DRAWING}docPr":
                for attribute in ("descr", "title"):
                    self.seen.aside("an alternative text", part.get(attribute))
            elif name in (
                "anchor",
                "txbxContent",
                "textpath",
                "wsp",
                "wgp",
                "graphicFrame",
                "shape",
                "rect",
            ):
                self.seen.doubt(f"a drawing ({name}) may cover or show text")
            elif name == "t" or name == "textpath":
                self.seen.aside("a drawing", part.text or part.get("string"))
        for picture in pictures_in(element):
            self.seen.gap()
            self.pictures += 1
            self.seen.doubt(
                f"picture {self.pictures} is another one, or shown otherwise: "
                f"{digest_of(picture, self.package)[:12]}"
            )


KNOWN_RELATIONS = frozenset(
    "styles settings webSettings fontTable theme numbering footnotes endnotes comments header "
    "footer image hyperlink customXml stylesWithEffects commentsExtended commentsIds people "
    "commentsExtensible bibliography printerSettings".split()
)  # fmt: skip


def _symbol(element: etree._Element) -> str:
    try:
        code = int(get(element, "char"), 16)
    except ValueError:
        return "?"
    return chr(code - 0xF000 if 0xF000 <= code < 0xF100 else min(code, 0x10FFFF)) or "?"
