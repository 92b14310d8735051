"""Paragraphs: their properties, page breaks, numbered formulas and pictures."""

from __future__ import annotations

import re

from lxml import etree

from sacroreport.render.word.xml import (
    DRAWING,
    NS,
    PICTURE,
    next_block,
    set_property,
    sort_properties,
    text_of,
    w,
)

PAGE = "w:r/w:br[@w:type='page']"


def merge_properties(paragraph: etree._Element) -> None:
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
    for element in list(first):
        if element.tag in seen:
            first.remove(element)
        seen.add(element.tag)
    sort_properties(first)


def break_pages(root: etree._Element) -> None:
    """Make breaks properties of what follows: alone, one might fill a page of its own."""
    for mark in root.findall("w:body/w:p/w:r/w:br[@w:type='page']", NS):
        paragraph = mark.getparent().getparent()
        if len(paragraph) > 1 or len(mark.getparent()) > 1:
            continue
        after = next_block(paragraph)
        if after is not None and after.tag == w("p") and not after.xpath(PAGE, namespaces=NS):
            set_property(after, "pageBreakBefore")
            paragraph.getparent().remove(paragraph)


def place_equations(root: etree._Element) -> None:
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
            if run.find("w:t", NS) is not None and not text_of(run).strip():
                paragraph.remove(run)
        display.addprevious(_tab())
        for formula in display.findall("m:oMath", NS):
            display.addprevious(formula)
        display.addprevious(_tab())
        paragraph.remove(display)
        set_property(paragraph, "pStyle", val="Equation")


def _number(paragraph: etree._Element) -> str | None:
    """Return what is but the number of a formula, nothing where other words stand."""
    words = "".join(paragraph.itertext(w("t"))).strip()
    return words if re.fullmatch(r"\(\d+\)", words) else None


def _tab() -> etree._Element:
    run = etree.Element(w("r"))
    etree.SubElement(run, w("tab"))
    return run


def name_pictures(root: etree._Element) -> None:
    """Say what pictures show, not where their files were; number them."""
    for number, shape in enumerate(root.iter(f"{{{DRAWING}}}docPr"), 1):
        shape.set("name", f"Picture {number}")
        for picture in shape.getparent().iter(f"{{{PICTURE}}}cNvPr"):
            picture.set("descr", shape.get("descr", ""))
            picture.set("name", f"Picture {number}")
