"""Images: what their names promise, how large they are, and what an SVG image may not do.

Nothing is decoded here: a picture of 60,000 by 60,000 points is a small file, and takes all
memory of whoever decodes it. Its head says how large it is.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from sacroreport.findings import Finding, Place, quoted
from sacroreport.project.root import Project

IMAGES: dict[str, tuple[bytes, ...]] = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".svg": (),
}
MOST_POINTS = 100_000_000
"""Of a picture: a page at 1,200 points to the inch has 134 million, at 600 it has 35."""
LOADS = re.compile(
    rb"(?:href|src)\s*=\s*[\"'](?!#|data:)|@import|<script|url\(\s*[\"']?(?!#|data:)"
)


def check_image(project: Project, path: Path, text: str, place: Place) -> Iterator[Finding]:
    """Yield the findings about an image; none for one that every output can show.

    It is of another format than its name says or of one that not every output shows, it is
    too large, or it is an SVG that loads something.

    Parameters
    ----------
    text
        The image as the document names it.
    """
    suffix = path.suffix.lower()
    if suffix not in IMAGES:
        yield Finding(
            rule="unsupported",
            place=place,
            message="an image in a format that not every output shows",
            found=text,
            expected=f"a file ending in {quoted(sorted(IMAGES))}",
        )
        return
    content = project.read_bytes(path)
    good = any(content.startswith(start) for start in IMAGES[suffix])
    if suffix == ".svg":
        good = _is_svg(content)
        yield from _check_svg(content, text, place)
    if not good:
        yield Finding(
            rule="bad-image",
            place=place,
            message=f"the file is no {suffix[1:]} image",
            found=text,
            way_out="save it again, or correct its name",
        )
    elif (size := size_of(content)) is not None and size[0] * size[1] > MOST_POINTS:
        yield Finding(
            rule="bad-image",
            place=place,
            message="the image is too large to be put on a page",
            found=f"{text}: {size[0]:,} × {size[1]:,} points",
            expected=f"at most {MOST_POINTS:,} points",
            way_out="save it with fewer points",
        )


def _is_svg(content: bytes) -> bool:
    """Say whether a file is well-formed XML that begins with the element ``svg``.

    Nothing that it names is loaded, and no entity is put in place of its name.
    """
    from lxml import etree

    try:
        content.decode("utf-8")  # in another encoding the patterns above see nothing
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return bool(etree.QName(etree.fromstring(content, parser)).localname == "svg")
    except (UnicodeDecodeError, etree.LxmlError, ValueError):
        return False


def _check_svg(content: bytes, text: str, place: Place) -> Iterator[Finding]:
    if b"<!ENTITY" in content:
        yield Finding(
            rule="outside-project",
            place=place,
            message="an SVG image with entities of its own: they can load files",
            found=text,
            way_out="save it as plain SVG",
        )
    elif LOADS.search(content):
        yield Finding(
            rule="outside-project",
            place=place,
            message="an SVG image that loads or runs something",
            found=text,
            way_out="draw it without links and scripts",
        )


def size_of(content: bytes) -> tuple[int, int] | None:
    r"""Return the width and height that the head of a picture tells; ``None`` for none.

    Examples
    --------
    >>> size_of(b"GIF89a\x02\x00\x03\x00")
    (2, 3)
    >>> head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xea\x60\x00\x00\xea\x60"
    >>> size_of(head)
    (60000, 60000)
    """
    width: int
    height: int
    if content[:4] == b"\x89PNG" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:3] == b"GIF" and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content[:2] == b"\xff\xd8":
        return _of_jpeg(content)
    return None


def _of_jpeg(content: bytes) -> tuple[int, int] | None:
    """Return the size in the first frame of a JPEG file, going from segment to segment."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        kind = content[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 if kind in (0x01, 0xFF) else 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return None
