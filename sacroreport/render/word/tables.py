"""Tables of the document: out of the boxes around them, as wide as their texts, on one page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from sacroreport.render.word.columns import Cell, column_widths
from sacroreport.render.word.paragraphs import merge_properties
from sacroreport.render.word.xml import (
    NS,
    next_block,
    previous_block,
    set_property,
    style_of,
    text_of,
    w,
)

ROOM = 9360  # twips between the margins of the page
PADDING = 160  # twips left and right of the text of a cell
SIZES = {"TableText": 9.5, "TableTextSmall": 7.5}
LINES = 36  # a table of no more lines is kept on one page
LABEL = re.compile(r"(fig|tbl)-")


def unwrap_floats(root: etree._Element) -> None:
    """Quarto puts figures and tables with captions into tables of one cell."""
    for table in list(root.iter(w("tbl"))):
        cells = table.findall("w:tr/w:tc", NS)
        starts = table.findall("w:tr/w:tc/w:bookmarkStart", NS)
        is_float = any(LABEL.match(start.get(w("name"), "")) for start in starts)
        if len(cells) != 1 or not is_float or table.find("w:tblPr/w:tblBorders", NS) is not None:
            continue
        after = next_block(table)
        if after is not None and after.tag == w("p") and _is_empty(after):
            table.getparent().remove(after)
        for block in list(cells[0]):
            if block.tag == w("tcPr") or (block.tag == w("p") and _is_empty(block)):
                continue
            table.addprevious(block)
            if block.tag != w("p"):
                continue
            merge_properties(block)
            if block.find(".//w:drawing", NS) is not None:
                set_property(block, "pStyle", val="CaptionedFigure")
                set_property(block, "jc", val="left")
        table.getparent().remove(table)


def _is_empty(paragraph: etree._Element) -> bool:
    others = {w("pPr"), w("r"), w("t")}
    return not text_of(paragraph).strip() and all(
        part.tag in others for part in _content(paragraph)
    )


def _content(paragraph: etree._Element) -> Iterator[etree._Element]:
    for child in paragraph:
        yield child
        if child.tag == w("r"):
            yield from (part for part in child if part.tag != w("rPr"))


def is_of_data(table: etree._Element) -> bool:
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
            grid_span = cell.find("w:tcPr/w:gridSpan", NS)
            span = 1 if grid_span is None else int(grid_span.get(w("val"), "1"))
            yield number, column, span, cell
            column += span


def dress_table(table: etree._Element) -> None:
    """Give a table the widths of its texts, the style of its cells, and rows that hold together."""
    headers = _header_rows(table)
    rows = table.findall("w:tr", NS)
    grid = table.find("w:tblGrid", NS)
    cells = list(_cells(table))
    texts = [
        Cell(column, text_of(paragraph), row < headers)
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
    widths = [round(20 * width) for width in points]
    grid[:] = [etree.Element(w("gridCol"), {w("w"): str(width)}) for width in widths]
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
            if style_of(paragraph) in ("", "Compact", "BodyText", "FirstParagraph"):
                set_property(paragraph, "pStyle", val=style)
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
    before = previous_block(table)
    if before is None or before.tag != w("p"):
        return
    if style_of(before) not in ("Caption", "ImageCaption", "TableCaption"):
        return
    set_property(before, "pStyle", val="TableCaption")
    properties = table.find("w:tblPr", NS)
    if properties.find("w:tblCaption", NS) is None:
        etree.SubElement(properties, w("tblCaption"), {w("val"): text_of(before)})


def _keep(table: etree._Element, headers: int) -> None:
    """Keep a table on one page where a page holds it, and its note with it."""
    rows = table.findall("w:tr", NS)
    after = next_block(table)
    has_note = after is not None and after.tag == w("p") and style_of(after) == "TableNote"
    last = len(rows) if has_note else len(rows) - 1
    for number, row in enumerate(rows[:last]):
        is_end = number <= headers or (has_note and number >= len(rows) - 2)
        if len(rows) <= LINES or is_end:
            for paragraph in row.iter(w("p")):
                set_property(paragraph, "keepNext")
