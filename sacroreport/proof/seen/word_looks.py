"""What the properties of a run do to its characters, in Word.

A property that is not known to leave characters readable counts as one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from sacroreport.proof.docx import WORD

HARMLESS = frozenset(
    "rStyle rFonts b bCs i iCs u lang noProof sz szCs vertAlign color highlight shd kern cs "
    "smallCaps rPrChange ins moveTo bdr snapToGrid em".split()
)
TYPOGRAPHY = frozenset("ligatures numForm numSpacing cntxtAlts stylisticSets".split())
"""What later versions of Word add, the first of them to every document."""
LIMITS = {"spacing": (-30, 60), "w": (70, 150), "position": (-4, 4)}
"""Between these a run is set wider, narrower or higher, and is read all the same."""
HIDING = {
    "vanish": "it is hidden", "webHidden": "it is hidden", "specVanish": "it is hidden",
    "strike": "it is struck out", "dstrike": "it is struck out",
    "rtl": "it is set from right to left",
}  # fmt: skip
OFF = frozenset({"0", "false", "off", "none"})
SMALLEST = 10
"""Half points; smaller letters are not for reading."""
PALEST = 0.75
"""Luminance from which a colour does not stand out on white."""
DARKEST = 0.4
"""Luminance below which a background swallows black letters."""
SYMBOLS = re.compile(r"(?i)symbol|ding|icon|barcode|wingd")
DARK_MARKS = frozenset(
    "black blue darkBlue darkCyan darkGreen darkMagenta darkRed darkGray green red magenta".split()
)


def get(element: etree._Element | None, name: str = "val") -> str:
    """Return an attribute of Word's namespace, empty when it has none."""
    return "" if element is None else str(element.get(f"{WORD}{name}", ""))


def looks_of(properties: etree._Element | None) -> dict[str, str]:
    """Return what the properties of a run say: property → why it hides, or "" where it does not.

    Properties that are switched off are there with an empty text: they undo a style's.
    """
    reasons: dict[str, str] = {}
    for element in properties if properties is not None else ():
        if not isinstance(element.tag, str) or not element.tag.startswith(WORD):
            if isinstance(element.tag, str) and element.tag.rpartition("}")[2] not in TYPOGRAPHY:
                reasons[element.tag] = "it has effects that cannot be read"
            continue
        name = element.tag.removeprefix(WORD)
        reasons[name] = "" if get(element).lower() in OFF else _reason(name, element)
    return reasons


def _reason(name: str, element: etree._Element) -> str:
    value = get(element)
    if name in HIDING:
        return HIDING[name]
    if name in ("sz", "szCs"):
        return "it is too small to be read" if _number(value) < SMALLEST else ""
    if name in LIMITS:
        least, most = LIMITS[name]
        return "" if least <= _number(value) <= most else f"its letters are changed by {name}"
    if name == "color":
        pale = get(element, "themeColor") in ("background1", "light1", "background2", "light2")
        return "its colour does not stand out" if pale or _luminance(value, 0) > PALEST else ""
    if name == "highlight":
        return "its background is dark" if value in DARK_MARKS else ""
    if name == "shd":
        dark = _luminance(get(element, "fill"), 1) < DARKEST or get(element, "themeFill") not in (
            "",
            "background1",
        )
        return "its background is dark" if dark or get(element) == "solid" else ""
    if name == "rFonts":
        fonts = [str(font) for font in element.attrib.values()]
        return "it is set in a font of symbols" if any(map(SYMBOLS.search, fonts)) else ""
    return "" if name in HARMLESS else f"its letters are changed by {name}"


def hidden(layers: list[Mapping[str, str]]) -> str:
    """Return why a run may not be seen; later layers go before earlier ones."""
    merged: dict[str, str] = {}
    for layer in layers:
        merged |= layer
    return next((reason for reason in merged.values() if reason), "")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _luminance(colour: str, default: float) -> float:
    """Return how light a colour is, from 0 to 1; the default for ``auto``."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return default
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Styles:
    """What the styles of a document do to characters, and where they number paragraphs."""

    def __init__(self, root: etree._Element | None) -> None:
        self.own: dict[str, dict[str, str]] = {}
        self.base: dict[str, str] = {}
        self.default: dict[str, str] = {}
        self.defaults: dict[str, str] = {}
        for style in () if root is None else root.iter(f"{WORD}style"):
            name = get(style, "styleId")
            self.own[name] = looks_of(style.find(f"{WORD}rPr"))
            self.base[name] = get(style.find(f"{WORD}basedOn"))
            if get(style, "default") in ("1", "true"):
                self.default[get(style, "type")] = name
            for part in style.iter(f"{WORD}tblStylePr"):
                self.own[name] |= looks_of(part.find(f"{WORD}rPr"))
        for properties in () if root is None else root.iter(f"{WORD}rPrDefault"):
            self.defaults |= looks_of(properties.find(f"{WORD}rPr"))

    def layers(self, kind: str, name: str) -> list[Mapping[str, str]]:
        """Return the looks of a style, those that it is based on first."""
        name = name or self.default.get(kind, "")
        chain: list[Mapping[str, str]] = []
        passed: set[str] = set()
        while name and name not in passed:
            passed.add(name)
            chain.insert(0, self.own.get(name, {}))
            name = self.base.get(name, "")
        return chain
