"""Where paragraphs, rows and cells put their characters, in Word: on the page, or out of sight."""

from __future__ import annotations

from lxml import etree

from sacroreport.proof.docx import WORD
from sacroreport.proof.seen.word_looks import get

NARROW = 60
"""Twentieths of a point below which a column or line shows nothing."""
FAR = 15_000
"""Twentieths of a point from the margin, beyond which text is off the page."""


def reason_of_paragraph(properties: etree._Element | None) -> str:
    """Return why the characters of a paragraph may not be seen; empty when they are."""
    if properties is None:
        return ""
    spacing, indent = properties.find(f"{WORD}spacing"), properties.find(f"{WORD}ind")
    if get(spacing, "lineRule") == "exact" and twips(get(spacing, "line")) < 4 * NARROW // 2:
        return "its line has no height"
    if any(
        abs(twips(str(value))) > FAR for value in ([] if indent is None else indent.attrib.values())
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


def reason_of_table(table: etree._Element) -> str:
    """Return why those of a table may not be seen."""
    properties = table.find(f"{WORD}tblPr")
    for name in ("tblpPr", "bidiVisual"):
        if properties is not None and properties.find(f"{WORD}{name}") is not None:
            return "its table floats or is turned"
    grid = table.find(f"{WORD}tblGrid")
    widths = [get(grid_column, "w") for grid_column in (() if grid is None else grid)]
    if any(width and 0 < twips(width) < NARROW for width in widths):
        return "a column of its table has no width"
    return ""


def reason_of_row(row: etree._Element) -> str:
    """Return why those of a row may not be seen."""
    properties = row.find(f"{WORD}trPr")
    if properties is None:
        return ""
    for name in ("hidden", "gridBefore", "del"):
        if properties.find(f"{WORD}{name}") is not None:
            return "its row is hidden or shifted"
    height = properties.find(f"{WORD}trHeight")
    if get(height, "hRule") == "exact" and twips(get(height)) < 2 * NARROW:
        return "its row has no height"
    return ""


def reason_of_cell(cell: etree._Element) -> str:
    """Return why those of a cell may not be seen."""
    properties = cell.find(f"{WORD}tcPr")
    if properties is None:
        return ""
    merge = properties.find(f"{WORD}vMerge")
    if merge is not None and get(merge) != "restart":
        return "its cell is merged into another one"
    width = properties.find(f"{WORD}tcW")
    if get(width, "type") == "dxa" and 0 < twips(get(width, "w")) < NARROW:
        return "its cell has no width"
    for name in ("hMerge", "textDirection", "tcFitText", "cellDel"):
        if properties.find(f"{WORD}{name}") is not None:
            return f"its cell shows otherwise ({name})"
    return ""


def column(cell: etree._Element) -> int:
    """Return the column in which a cell begins, from 1."""
    column = 1
    before = cell.getprevious()
    while before is not None:
        if before.tag == f"{WORD}tc":
            column += int(twips(get(before.find(f"{WORD}tcPr/{WORD}gridSpan"))) or 1)
        before = before.getprevious()
    return column


def twips(text: str) -> float:
    """Return a measure in twentieths of a point; 0 where there is none."""
    try:
        return float(text)
    except ValueError:
        return 0.0
