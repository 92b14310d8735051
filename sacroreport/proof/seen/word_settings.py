"""What a DOCX file holds beside its text: properties, settings, fonts, lists and pages."""

from __future__ import annotations

import re

from lxml import etree

from sacroreport.proof.content.docx import parse_part
from sacroreport.proof.docx import WORD
from sacroreport.proof.seen.seen import Seen
from sacroreport.proof.seen.word_looks import get
from sacroreport.proof.seen.word_package import Package
from sacroreport.proof.seen.word_places import twips

PROPERTIES = frozenset({"core-properties", "custom-properties", "extended-properties"})
UNTOLD = frozenset(
    "created modified revision lastModifiedBy version Pages Words Characters Lines Paragraphs "
    "CharactersWithSpaces Application Template AppVersion TotalTime DocSecurity i4".split()
)
"""Properties that count or date a file."""
SMALLEST_PAGE = 5_000
"""Twentieths of a point; smaller pages are not for reading."""


def read_settings(package: Package, seen: Seen) -> None:
    """Take the properties of a file as texts beside it, and doubt what changes how it shows."""
    _properties(package, seen)
    _numbering(package, seen)
    settings = package.tree("settings")
    for name in ("attachedTemplate", "mailMerge", "documentProtection", "mirrorMargins"):
        if settings is not None and settings.find(f"{WORD}{name}") is not None:
            seen.doubt(f"its settings ask for {name}")
    _fonts(package, seen)


def _properties(package: Package, seen: Seen) -> None:
    for _, kind, target, _ in package.relations(""):
        if kind in PROPERTIES and target in package.parts:
            for element in parse_part(package.parts[target]).iter():
                name = str(element.tag).rpartition("}")[2]
                if name not in UNTOLD:
                    seen.aside(f"the properties ({name})", element.text)


def _fonts(package: Package, seen: Seen) -> None:
    """Doubt fonts that the file brings: their letters may be any."""
    fonts = package.tree("fontTable")
    for font in () if fonts is None else fonts:
        if any(str(embedded.tag).startswith(f"{WORD}embed") for embedded in font):
            seen.doubt(f"it brings a font of its own: {get(font, 'name')}")


def _numbering(package: Package, seen: Seen) -> None:
    """Doubt lists that print digits of their own choice."""
    numbering = package.tree("numbering")
    for level in () if numbering is None else numbering.iter(f"{WORD}lvl"):
        text = get(level.find(f"{WORD}lvlText"))
        if re.search(r"\d", re.sub(r"%\d", "", text)):
            seen.doubt(f'a list numbers its items "{text}"')
        start = get(level.find(f"{WORD}start"))
        if start not in ("", "0", "1"):
            seen.doubt(f"a list begins at {start}")
    for override in () if numbering is None else numbering.iter(f"{WORD}startOverride"):
        if get(override) not in ("", "0", "1"):
            seen.doubt(f"a list begins at {get(override)}")


def doubt_section(section: etree._Element, seen: Seen) -> None:
    """Doubt pages on which text may have no place, or is turned."""
    size = section.find(f"{WORD}pgSz")
    sides = [twips(get(size, "w")), twips(get(size, "h"))]
    if size is not None and min(sides) < SMALLEST_PAGE:
        seen.doubt("its pages are too small for its text")
    if section.find(f"{WORD}lnNumType") is not None:
        seen.doubt("its lines are numbered")
    if (first := get(section.find(f"{WORD}pgNumType"), "start")) not in ("", "0", "1"):
        seen.doubt(f"its pages are numbered from {first}")
    for name in ("textDirection", "bidi", "rtlGutter"):
        turn = section.find(f"{WORD}{name}")
        if turn is not None and get(turn) not in ("lrTb", "lr", "0", "false"):
            seen.doubt(f"its pages are turned ({name})")
