"""A copy of a DOCX file, as Word shows it with all changes accepted."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from sacroreport.project.root import digest
from sacroreport.proof.content.docx import UnreadablePackageError, parse_part, unpack
from sacroreport.proof.content.picture import points_of
from sacroreport.proof.docx import DELETED, DRAWING, MATH, OCCURRENCE, WORD, text_of
from sacroreport.proof.seen.seen import Seen
from sacroreport.proof.seen.word_looks import Styles, get, hidden, looks_of

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
PARTS_OF_PICTURES = frozenset(
    "pic nvPicPr cNvPr cNvPicPr picLocks hlinkClick extLst ext blipFill blip srcRect stretch "
    "fillRect spPr xfrm off prstGeom avLst noFill ln headEnd tailEnd useLocalDpi".split()
)
"""What every picture has; whatever else is there shows it in another way."""
CUTS = ("rot", "flipH", "flipV", "l", "t", "r", "b")
"""Attributes that turn or cut a picture."""
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
PROPERTIES = frozenset({"core-properties", "custom-properties", "extended-properties"})
UNTOLD = frozenset(
    "created modified revision lastModifiedBy version Pages Words Characters Lines Paragraphs "
    "CharactersWithSpaces Application Template AppVersion TotalTime DocSecurity i4".split()
)
"""Properties that count or date a file."""
STRANGE = ("altChunk", "subDoc", "object", "control", "dirty")
NARROW = 60
"""Twentieths of a point below which a column or line shows nothing."""
SMALLEST_PAGE = 5_000
"""Twentieths of a point; smaller pages are not for reading."""
FAR = 15_000
"""Twentieths of a point from the margin, beyond which text is off the page."""


def read_seen_docx(file: Path) -> Seen:
    """Return what a reader sees of a DOCX file."""
    seen = Seen()
    try:
        package = _Package(unpack(file.read_bytes()))
        _Reader(package, seen).read()
    except UnreadablePackageError as error:
        seen.doubt(f"the package cannot be read: {error}")
    return seen


class _Package:
    """Parts by name, found the way Word finds them: by their relations."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.main = next(self.related("", "officeDocument"), "")
        if self.main not in parts:
            raise UnreadablePackageError("it has no main part")

    def relations(self, part: str) -> Iterator[tuple[str, str, str, bool]]:
        """Yield the relations of a part: identifier, kind, target, whether it is elsewhere."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self.parts:
            return
        for one in parse_part(self.parts[source]).iter(RELATION):
            target = unquote(one.get("Target", ""))
            away = one.get("TargetMode", "") == "External"
            if not away:
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(joined).lstrip("/")
            yield one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target, away

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the parts of a kind to which a part is related."""
        for _, this, target, away in self.relations(part):
            if this == kind and not away:
                yield target

    def tree(self, kind: str) -> etree._Element | None:
        """Return the first part of a kind that belongs to the main part."""
        name = next(self.related(self.main, kind), "")
        return parse_part(self.parts[name]) if name in self.parts else None


class _Reader:
    """Walks the parts; bookmarks and fields may begin and end anywhere."""

    def __init__(self, package: _Package, seen: Seen) -> None:
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
                inner = _Reader.__new__(_Reader)
                inner.__dict__ |= {**self.__dict__, "seen": aside, "notes": [], "fields": []}
                inner.walk(parse_part(self.package.parts[target]), [], "", "")
                self.seen.aside(BESIDE[kind], aside.words(0, len(aside.characters)))
                self.seen.doubts |= aside.doubts
                self.seen.beside += aside.beside
            elif kind not in KNOWN_RELATIONS:
                self.seen.doubt(f"it holds a part of the kind {kind}")
        for _, kind, target, _ in self.package.relations(""):
            if kind in PROPERTIES and target in self.package.parts:
                for one in parse_part(self.package.parts[target]).iter():
                    name = str(one.tag).rpartition("}")[2]
                    if name not in UNTOLD:
                        self.seen.aside(f"the properties ({name})", one.text)
        self._numbering()
        settings = self.package.tree("settings")
        for name in ("attachedTemplate", "mailMerge", "documentProtection", "mirrorMargins"):
            if settings is not None and settings.find(f"{WORD}{name}") is not None:
                self.seen.doubt(f"its settings ask for {name}")
        fonts = self.package.tree("fontTable")
        for font in () if fonts is None else fonts:
            if any(str(one.tag).startswith(f"{WORD}embed") for one in font):
                self.seen.doubt(f"it brings a font of its own: {get(font, 'name')}")

    def _numbering(self) -> None:
        """Doubt lists that print digits of their own choice."""
        numbering = self.package.tree("numbering")
        for level in () if numbering is None else numbering.iter(f"{WORD}lvl"):
            text = get(level.find(f"{WORD}lvlText"))
            if re.search(r"\d", re.sub(r"%\d", "", text)):
                self.seen.doubt(f'a list numbers its items "{text}"')
            start = get(level.find(f"{WORD}start"))
            if start not in ("", "0", "1"):
                self.seen.doubt(f"a list begins at {start}")
        for one in () if numbering is None else numbering.iter(f"{WORD}startOverride"):
            if get(one) not in ("", "0", "1"):
                self.seen.doubt(f"a list begins at {get(one)}")

    def walk(
        self, element: etree._Element, around: list[Mapping[str, str]], why: str, path: str
    ) -> None:
        """Read an element with the looks of its paragraph and table, outermost first."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag in (f"{MATH}oMath", f"{MATH}oMathPara"):
            self.seen.gap()
            self.seen.aside("a formula", " ".join(one for one in element.itertext() if one.strip()))
            return
        if tag in DELETED:
            self.seen.notices["it has tracked changes: it is read as if all were accepted"] = None
            return
        name = tag.removeprefix(WORD)
        if tag == name:
            self._foreign(element, around, why, path)
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
            self._run(element, around, why, path)
        elif name in ("drawing", "pict"):
            self._drawing(element)
        elif name == "sectPr":
            self._section(element)
        elif name in WALKED:
            self._container(name, element, around, why, path)
        elif name == "ruby":
            self.seen.doubt("it holds ruby, which cannot be read")
        elif name not in SILENT and name not in BREAKS:
            self.seen.doubt(f"it holds w:{name}, which cannot be read")

    def _section(self, section: etree._Element) -> None:
        """Doubt pages on which text may have no place, or is turned."""
        size = section.find(f"{WORD}pgSz")
        sides = [_twips(get(size, "w")), _twips(get(size, "h"))]
        if size is not None and min(sides) < SMALLEST_PAGE:
            self.seen.doubt("its pages are too small for its text")
        for name in ("textDirection", "bidi", "rtlGutter"):
            one = section.find(f"{WORD}{name}")
            if one is not None and get(one) not in ("lrTb", "lr", "0", "false"):
                self.seen.doubt(f"its pages are turned ({name})")

    def _foreign(
        self, element: etree._Element, around: list[Mapping[str, str]], why: str, path: str
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
        around: list[Mapping[str, str]],
        why: str,
        path: str,
    ) -> None:
        separates = name in ("p", "tbl", "tr", "tc", "footnote", "comment")
        if name == "p":
            style = get(element.find(f"{WORD}pPr/{WORD}pStyle"))
            around = [*around, *self.styles.layers("paragraph", style)]
            why = why or _of_paragraph(element.find(f"{WORD}pPr"))
        elif name == "tbl":
            style = get(element.find(f"{WORD}tblPr/{WORD}tblStyle"))
            around = [*around, *self.styles.layers("table", style)]
            path += " table"
            for one in ("tblCaption", "tblDescription"):
                self.seen.aside("a table", get(element.find(f"{WORD}tblPr/{WORD}{one}")))
            why = why or _of_table(element)
        elif name == "tr":
            why = why or _of_row(element)
        elif name == "tc":
            why = why or _of_cell(element)
            path += f" cell {_column(element)}"
        elif name == "sdt" and element.find(f"{WORD}sdtPr/{WORD}dataBinding") is not None:
            why = why or "Word fills it from other data"
        elif name == "fldSimple":
            why = why or self._of_field(get(element, "instr"), element)
        if separates:
            self.seen.separate()
        for child in element:
            self.walk(child, around, why, path)
        if separates:
            self.seen.separate()

    def _run(
        self, run: etree._Element, around: list[Mapping[str, str]], why: str, path: str
    ) -> None:
        properties = run.find(f"{WORD}rPr")
        style = get(properties.find(f"{WORD}rStyle")) if properties is not None else ""
        layers = [self.styles.defaults, *around, *self.styles.layers("character", style)]
        why = why or hidden([*layers, looks_of(properties)]) or self._in_field()
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
                self.seen.show(text_of(child), owner, why, path)
            elif name in BREAKS:
                self.seen.separate()
            elif name == "noBreakHyphen":
                self.seen.show("-", owner, why, path)
            elif name == "sym":
                self.seen.show(_symbol(child), owner, why or "it is a symbol of a font", path)
            elif name == "fldChar":
                self._field(child)
            elif name == "instrText":
                if self.fields:
                    self.fields[-1].append(text_of(child))
            else:
                self.walk(child, around, why, path)
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
        words = [("".join(one).split() or [""])[0].upper() for one in self.fields]
        return bool({*words} & COUNTED)

    def _in_field(self) -> str:
        return next(
            (why for words in self.fields if (why := self._of_field("".join(words), None))), ""
        )

    def _of_field(self, instruction: str, element: etree._Element | None) -> str:
        word = (instruction.split() or [""])[0].upper()
        if element is not None and get(element, "dirty") not in ("", "0", "false"):
            self.seen.doubt("Word will update a field")
        return "" if word in FIELDS or not word else f"Word may replace it: it is a field {word}"

    def _drawing(self, element: etree._Element) -> None:
        """Take a drawing: its texts stand beside the body, and it may cover what is there."""
        for one in element.iter():
            name = str(one.tag).rpartition("}")[2]
            if one.tag == f"{DRAWING}docPr":
                for attribute in ("descr", "title"):
                    self.seen.aside("an alternative text", one.get(attribute))
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
                self.seen.aside("a drawing", one.text or one.get("string"))
        for picture in element.iter(f"{PICTURE}pic"):
            self.seen.gap()
            self.pictures += 1
            self.seen.doubt(
                f"picture {self.pictures} is another one, or shown otherwise: "
                f"{digest(self._picture(picture))[:12]}"
            )

    def _picture(self, picture: etree._Element) -> bytes:
        """Return a picture with all that says how it is shown, but for names and numbers."""
        targets = {
            name: target
            for name, _, target, away in self.package.relations(self.package.main)
            if not away
        }
        shown = []
        for one in picture.iter():
            name = str(one.tag).rpartition("}")[2]
            if embedded := one.get(f"{EMBED}embed", ""):
                part = targets.get(embedded, "")
                shown.append(digest(points_of(self.package.parts.get(part, b""))))
            elif name not in PARTS_OF_PICTURES:
                shown.append(name)
            shown += [
                f"{key} {value}"
                for key, value in sorted(one.attrib.items())
                if key in (f"{EMBED}link", *CUTS) and value != "0"
            ]
        return "\n".join(shown).encode()


KNOWN_RELATIONS = frozenset(
    "styles settings webSettings fontTable theme numbering footnotes endnotes comments header "
    "footer image hyperlink customXml stylesWithEffects commentsExtended commentsIds people "
    "commentsExtensible bibliography".split()
)  # fmt: skip


def _of_paragraph(properties: etree._Element | None) -> str:
    if properties is None:
        return ""
    spacing, indent = properties.find(f"{WORD}spacing"), properties.find(f"{WORD}ind")
    if get(spacing, "lineRule") == "exact" and _twips(get(spacing, "line")) < 4 * NARROW // 2:
        return "its line has no height"
    if any(
        abs(_twips(str(value))) > FAR
        for value in ([] if indent is None else indent.attrib.values())
    ):
        return "it stands off the page"
    for name, why in (("framePr", "it stands in a frame"), ("textDirection", "it is turned")):
        if properties.find(f"{WORD}{name}") is not None:
            return why
    bidi = properties.find(f"{WORD}bidi")
    return (
        "it is set from right to left"
        if bidi is not None and get(bidi) not in ("0", "false")
        else ""
    )


def _of_table(table: etree._Element) -> str:
    properties = table.find(f"{WORD}tblPr")
    for name in ("tblpPr", "bidiVisual"):
        if properties is not None and properties.find(f"{WORD}{name}") is not None:
            return "its table floats or is turned"
    grid = table.find(f"{WORD}tblGrid")
    widths = [get(one, "w") for one in (() if grid is None else grid)]
    if any(width and 0 < _twips(width) < NARROW for width in widths):
        return "a column of its table has no width"
    return ""


def _of_row(row: etree._Element) -> str:
    properties = row.find(f"{WORD}trPr")
    if properties is None:
        return ""
    for name in ("hidden", "gridBefore", "del"):
        if properties.find(f"{WORD}{name}") is not None:
            return "its row is hidden or shifted"
    height = properties.find(f"{WORD}trHeight")
    if get(height, "hRule") == "exact" and _twips(get(height)) < 2 * NARROW:
        return "its row has no height"
    return ""


def _of_cell(cell: etree._Element) -> str:
    properties = cell.find(f"{WORD}tcPr")
    if properties is None:
        return ""
    merge = properties.find(f"{WORD}vMerge")
    if merge is not None and get(merge) != "restart":
        return "its cell is merged into another one"
    width = properties.find(f"{WORD}tcW")
    if get(width, "type") == "dxa" and 0 < _twips(get(width, "w")) < NARROW:
        return "its cell has no width"
    for name in ("hMerge", "textDirection", "tcFitText", "cellDel"):
        if properties.find(f"{WORD}{name}") is not None:
            return f"its cell shows otherwise ({name})"
    return ""


def _column(cell: etree._Element) -> int:
    column = 1
    before = cell.getprevious()
    while before is not None:
        if before.tag == f"{WORD}tc":
            column += int(_twips(get(before.find(f"{WORD}tcPr/{WORD}gridSpan"))) or 1)
        before = before.getprevious()
    return column


def _symbol(element: etree._Element) -> str:
    try:
        code = int(get(element, "char"), 16)
    except ValueError:
        return "?"
    return chr(code - 0xF000 if 0xF000 <= code < 0xF100 else min(code, 0x10FFFF)) or "?"


def _twips(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
