"""The pictures of a DOCX file, and how each is shown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from sacroreport.project.root import digest
from sacroreport.proof.content.picture import points_of
from sacroreport.proof.seen.word_package import Package

EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
PARTS_OF_PICTURES = frozenset(
    "pic nvPicPr cNvPr cNvPicPr picLocks hlinkClick extLst ext blipFill blip srcRect stretch "
    "fillRect spPr xfrm off prstGeom avLst noFill ln headEnd tailEnd useLocalDpi".split()
)
"""What every picture has; whatever else is there shows it in another way."""
CUTS = ("rot", "flipH", "flipV", "l", "t", "r", "b")
"""Attributes that turn or cut a picture."""


def pictures_in(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the pictures of a drawing."""
    yield from element.iter(f"{PICTURE}pic")


def digest_of(picture: etree._Element, package: Package) -> str:
    """Return a digest of a picture's points with all that says how they are shown."""
    targets = {
        name: target for name, _, target, away in package.relations(package.main) if not away
    }
    shown = []
    for element in picture.iter():
        name = str(element.tag).rpartition("}")[2]
        if embedded := element.get(f"{EMBED}embed", ""):
            part = targets.get(embedded, "")
            shown.append(digest(points_of(package.parts.get(part, b""))))
        elif name not in PARTS_OF_PICTURES:
            shown.append(name)
        shown += [
            f"{key} {value}"
            for key, value in sorted(element.attrib.items())
            if key in (f"{EMBED}link", *CUTS) and value != "0"
        ]
    return digest("\n".join(shown).encode())
