"""What the Word writers leave undone: tables and figures that a co-author can edit."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from sacroreport.render.columns import Cell, column_widths
from sacroreport.render.watermark import with_watermark

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
NS = {"w": W, "m": M, "pic": PICTURE, "wp": DRAWING}
DOCUMENT = "word/document.xml"

ROOM = 9360  # twips between the margins of the page
PADDING = 160  # twips left and right of the text of a cell
SIZES = {"TableText": 9.5, "TableTextSmall": 7.5}
LINES = 36  # a table of no more lines is kept on one page
NAMES = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
)
ORDER = {f"{{{W}}}{name}": place for place, name in enumerate(NAMES.split())}
"""The properties of a paragraph, in the order of the schema."""
PAGE = "w:r/w:br[@w:type='page']"
LABEL = re.compile(r"(fig|tbl)-")


def w(name: str) -> str:
    """Return the qualified name of an element or attribute of Word's."""
    return f"{{{W}}}{name}"


def finish(path: Path, *, watermark: str = "", dress: bool = True) -> None:
    """Finish a DOCX file in its place; the same file gives the same bytes.

    Parameters
    ----------
    watermark
        The word behind the pages of a draft.
    dress
        Whether tables and figures are ours to finish.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(path) as source:
        entries = {entry.filename: entry for entry in source.infolist()}
        parts = {name: source.read(entry) for name, entry in entries.items()}
    if dress:
        parts[DOCUMENT] = _finished(parts[DOCUMENT])
    if watermark:
        parts = with_watermark(parts, watermark)
    # stored, so that no version of zlib matters
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
        for name, part in parts.items():
            like = entries.get(name, entries[DOCUMENT])
            kept = zipfile.ZipInfo(name, like.date_time)
            kept.create_system = 3
            target.writestr(kept, part)
    path.write_bytes(made.getvalue())


def _finished(part: bytes) -> bytes:
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    _unwrap(root)
    for paragraph in root.iter(w("p")):
        _one_of_each(paragraph)
    for table in root.iter(w("tbl")):
        if _is_of_data(table):
            _dress(table)
    _page_breaks(root)
    _equations(root)
    _pictures(root)
    done: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return done


# Paragraphs


def _set(paragraph: etree._Element, name: str, **attributes: str) -> None:
    """Give a paragraph a property, in place of any that it had."""
    properties = paragraph.find("w:pPr", NS)
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    for old in properties.findall(f"w:{name}", NS):
        properties.remove(old)
    etree.SubElement(properties, w(name), {w(key): value for key, value in attributes.items()})
    _sort(properties)


def _sort(properties: etree._Element) -> None:
    properties[:] = sorted(properties, key=lambda one: ORDER.get(one.tag, len(ORDER)))


def _style(paragraph: etree._Element) -> str:
    found = paragraph.find("w:pPr/w:pStyle", NS)
    return "" if found is None else str(found.get(w("val")))


def _text(element: etree._Element) -> str:
    return "".join(element.itertext(w("t"), f"{{{M}}}t"))


def _one_of_each(paragraph: etree._Element) -> None:
    """Quarto gives some paragraphs properties twice: the first of each holds."""
    first, *others = paragraph.findall("w:pPr", NS) or [None]
    if first is None:
        return
    for other in others:
        style = other.find("w:pStyle", NS)
        if style is not None:  # a caption, which its style sets
            first[:] = [style]
        else:
            first.extend(other)
        paragraph.remove(other)
    seen = set()
    for one in list(first):
        if one.tag in seen:
            first.remove(one)
        seen.add(one.tag)
    _sort(first)


def _page_breaks(root: etree._Element) -> None:
    """Make breaks properties of what follows: alone, one might fill a page of its own."""
    for mark in root.findall("w:body/w:p/w:r/w:br[@w:type='page']", NS):
        paragraph = mark.getparent().getparent()
        if len(paragraph) > 1 or len(mark.getparent()) > 1:
            continue
        after = _next(paragraph)
        if after is not None and after.tag == w("p") and not after.xpath(PAGE, namespaces=NS):
            _set(after, "pageBreakBefore")
            paragraph.getparent().remove(paragraph)


def _next(element: etree._Element) -> etree._Element | None:
    """Return the next block, bookmarks apart."""
    for one in element.itersiblings():
        if one.tag not in (w("bookmarkStart"), w("bookmarkEnd")):
            return one
    return None


def _previous(element: etree._Element) -> etree._Element | None:
    for one in element.itersiblings(preceding=True):
        if one.tag not in (w("bookmarkStart"), w("bookmarkEnd")):
            return one
    return None


def _equations(root: etree._Element) -> None:
    """Put a numbered formula in the middle of its line, its number at the end."""
    for display in root.findall(".//w:p/m:oMathPara", NS):
        paragraph = display.getparent()
        beside, below = _number(paragraph), paragraph.getnext()
        if beside is None and below is not None and below.tag == w("p") and _number(below):
            for part in below.findall("./*"):
                if part.tag != w("pPr"):
                    paragraph.append(part)
            below.getparent().remove(below)
            beside = _number(paragraph)
        if not beside:
            continue
        for run in paragraph.findall("w:r", NS):
            if run.find("w:t", NS) is not None and not _text(run).strip():
                paragraph.remove(run)
        display.addprevious(_tab())
        for formula in display.findall("m:oMath", NS):
            display.addprevious(formula)
        display.addprevious(_tab())
        paragraph.remove(display)
        _set(paragraph, "pStyle", val="Equation")


def _number(paragraph: etree._Element) -> str | None:
    """Return what is but the number of a formula, nothing where other words stand."""
    words = "".join(paragraph.itertext(w("t"))).strip()
    return words if re.fullmatch(r"\(\d+\)", words) else None


def _tab() -> etree._Element:
    run = etree.Element(w("r"))
    etree.SubElement(run, w("tab"))
    return run


def _pictures(root: etree._Element) -> None:
    """Say what pictures show, not where their files were; number them."""
    for number, shape in enumerate(root.iter(f"{{{DRAWING}}}docPr"), 1):
        shape.set("name", f"Picture {number}")
        for picture in shape.getparent().iter(f"{{{PICTURE}}}cNvPr"):
            picture.set("descr", shape.get("descr", ""))
            picture.set("name", f"Picture {number}")


# Tables


def _unwrap(root: etree._Element) -> None:
    """Quarto puts figures and tables with captions into tables of one cell."""
    for table in list(root.iter(w("tbl"))):
        cells = table.findall("w:tr/w:tc", NS)
        starts = table.findall("w:tr/w:tc/w:bookmarkStart", NS)
        is_float = any(LABEL.match(start.get(w("name"), "")) for start in starts)
        if len(cells) != 1 or not is_float or table.find("w:tblPr/w:tblBorders", NS) is not None:
            continue
        after = _next(table)
        if after is not None and after.tag == w("p") and _is_empty(after):
            table.getparent().remove(after)
        for block in list(cells[0]):
            if block.tag == w("tcPr") or (block.tag == w("p") and _is_empty(block)):
                continue
            table.addprevious(block)
            if block.tag != w("p"):
                continue
            _one_of_each(block)
            if block.find(".//w:drawing", NS) is not None:
                _set(block, "pStyle", val="CaptionedFigure")
                _set(block, "jc", val="left")
        table.getparent().remove(table)


def _is_empty(paragraph: etree._Element) -> bool:
    others = {w("pPr"), w("r"), w("t")}
    return not _text(paragraph).strip() and all(one.tag in others for one in _content(paragraph))


def _content(paragraph: etree._Element) -> Iterator[etree._Element]:
    for child in paragraph:
        yield child
        if child.tag == w("r"):
            yield from (one for one in child if one.tag != w("rPr"))


def _is_of_data(table: etree._Element) -> bool:
    """Say whether a table is one of the document's, not a box or a panel of figures."""
    style = table.find("w:tblPr/w:tblStyle", NS)
    return (
        style is not None
        and style.get(w("val")) == "Table"
        and table.find("w:tblPr/w:tblBorders", NS) is None
        and table.find("w:tblGrid", NS) is not None
        and table.find("w:tr/w:tc/w:tbl", NS) is None
        and not (_header_rows(table) == 0 and table.find(".//w:drawing", NS) is not None)
    )


def _header_rows(table: etree._Element) -> int:
    return len(table.findall("w:tr/w:trPr/w:tblHeader", NS))


def _cells(table: etree._Element) -> Iterator[tuple[int, int, int, etree._Element]]:
    """Yield row, column and span of each cell."""
    for number, row in enumerate(table.findall("w:tr", NS)):
        column = 0
        for cell in row.findall("w:tc", NS):
            found = cell.find("w:tcPr/w:gridSpan", NS)
            span = 1 if found is None else int(found.get(w("val"), "1"))
            yield number, column, span, cell
            column += span


def _dress(table: etree._Element) -> None:
    headers = _header_rows(table)
    rows = table.findall("w:tr", NS)
    grid = table.find("w:tblGrid", NS)
    cells = list(_cells(table))
    texts = [
        Cell(column, _text(paragraph), row < headers)
        for row, column, span, cell in cells
        if span == 1
        for paragraph in cell.iter(w("p"))
    ]
    count = max((column + span for _, column, span, _ in cells), default=0)
    for style, size in SIZES.items():  # noqa: B007, the one that fits, or else the last
        points, is_whole = column_widths(
            texts, count, size=size, padding=PADDING / 20, room=ROOM / 20
        )
        if is_whole:
            break
    widths = [round(20 * one) for one in points]
    grid[:] = [etree.Element(w("gridCol"), {w("w"): str(one)}) for one in widths]
    _set_width(table.find("w:tblPr", NS), "tblW", sum(widths))
    layout = table.find("w:tblPr/w:tblLayout", NS)
    if layout is not None:
        layout.getparent().remove(layout)  # columns may be dragged, and grow with their texts
    for _, column, span, cell in cells:
        properties = cell.find("w:tcPr", NS)
        if properties is None:
            properties = etree.Element(w("tcPr"))
            cell.insert(0, properties)
        _set_width(properties, "tcW", sum(widths[column : column + span]))
        for paragraph in cell.findall("w:p", NS):
            if _style(paragraph) in ("", "Compact", "BodyText", "FirstParagraph"):
                _set(paragraph, "pStyle", val=style)
    for row in rows:
        properties = row.find("w:trPr", NS)
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(0, properties)
        properties.insert(0, etree.Element(w("cantSplit")))
    _caption(table)
    _keep(table, headers)


def _set_width(properties: etree._Element, name: str, twips: int) -> None:
    element = properties.find(f"w:{name}", NS)
    if element is None:
        element = etree.Element(w(name))
        properties.insert(0, element)
    # in fiftieths of a percent: on other paper the table is as wide in proportion
    element.set(w("type"), "pct" if name == "tblW" else "dxa")
    element.set(w("w"), str(round(5000 * twips / ROOM) if name == "tblW" else twips))


def _caption(table: etree._Element) -> None:
    before = _previous(table)
    if before is None or before.tag != w("p"):
        return
    if _style(before) not in ("Caption", "ImageCaption", "TableCaption"):
        return
    _set(before, "pStyle", val="TableCaption")
    properties = table.find("w:tblPr", NS)
    if properties.find("w:tblCaption", NS) is None:
        etree.SubElement(properties, w("tblCaption"), {w("val"): _text(before)})


def _keep(table: etree._Element, headers: int) -> None:
    """Keep a table on one page where a page holds it, and its note with it."""
    rows = table.findall("w:tr", NS)
    after = _next(table)
    has_note = after is not None and after.tag == w("p") and _style(after) == "TableNote"
    last = len(rows) if has_note else len(rows) - 1
    for number, row in enumerate(rows[:last]):
        is_end = number <= headers or (has_note and number >= len(rows) - 2)
        if len(rows) <= LINES or is_end:
            for paragraph in row.iter(w("p")):
                _set(paragraph, "keepNext")
