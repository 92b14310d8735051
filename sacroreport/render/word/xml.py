"""Elements of Word's: their names, what they say, and the properties of paragraphs."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
NS = {"w": W, "m": M, "pic": PICTURE, "wp": DRAWING}

NAMES = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
    "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
)
ORDER = {f"{{{W}}}{name}": place for place, name in enumerate(NAMES.split())}
"""The properties of a paragraph, in the order of the schema."""


def w(name: str) -> str:
    """Return the qualified name of an element or attribute of Word's."""
    return f"{{{W}}}{name}"


def set_property(paragraph: etree._Element, name: str, **attributes: str) -> None:
    """Give a paragraph a property, in place of any that it had."""
    properties = paragraph.find("w:pPr", NS)
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    for old in properties.findall(f"w:{name}", NS):
        properties.remove(old)
    etree.SubElement(properties, w(name), {w(key): value for key, value in attributes.items()})
    sort_properties(properties)


def sort_properties(properties: etree._Element) -> None:
    """Bring the properties of a paragraph into the order of the schema."""
    properties[:] = sorted(properties, key=lambda element: ORDER.get(element.tag, len(ORDER)))


def style_of(paragraph: etree._Element) -> str:
    """Return the identifier of a paragraph's style; empty when it has none of its own."""
    style = paragraph.find("w:pPr/w:pStyle", NS)
    return "" if style is None else str(style.get(w("val")))


def text_of(element: etree._Element) -> str:
    """Return what an element says, formulas included."""
    return "".join(element.itertext(w("t"), f"{{{M}}}t"))


def next_block(element: etree._Element) -> etree._Element | None:
    """Return the next block, bookmarks apart."""
    for sibling in element.itersiblings():
        if sibling.tag not in (w("bookmarkStart"), w("bookmarkEnd")):
            return sibling
    return None


def previous_block(element: etree._Element) -> etree._Element | None:
    """Return the block before, bookmarks apart."""
    for sibling in element.itersiblings(preceding=True):
        if sibling.tag not in (w("bookmarkStart"), w("bookmarkEnd")):
            return sibling
    return None
