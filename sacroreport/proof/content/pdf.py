"""A PDF as its objects, compared one by one, and as its pages, compared point by point.

Two readers look at it, since a forged file may be two files: one for each way of reading
its tables. qpdf's sees every object, pdfium's draws the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from sacroreport.proof.content.difference import Difference, first_difference, parting
from sacroreport.proof.content.docx import pieces

PACKING = frozenset(
    {"/Length", "/Filter", "/DecodeParms", "/DL", "/ID", "/Producer", "/Prev", "/XRefStm"}
)
"""How an object is packed, and what a writer draws anew."""
DRAWN_ANEW = (":xmpmeta",)
"""The wrapping of the properties, which names the program that wrote them."""
IN_TABLES = frozenset({"/Type", "/Size", "/Index", "/W"})
"""What else a trailer has when it is a stream."""
SCALE = 2.0
"""Points of a picture for each point of a page."""


def compare_pdf(content: bytes, fresh: bytes) -> Difference | None:
    """Return the first thing in which a PDF is not the one that a build makes."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as file, pikepdf.open(BytesIO(fresh)) as fresh_file:
            if file.is_encrypted:
                return Difference("the file", "is encrypted")
            if warnings := file.get_warnings():
                return Difference("the file", str(warnings[0]))
            difference = _compare_objects(file.trailer, fresh_file.trailer)
            return difference or _compare_pages(content, fresh)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        return Difference("the file", f"{type(error).__name__}: {error}")


def _compare_objects(trailer: Any, fresh_trailer: Any) -> Difference | None:
    """Compare two graphs of objects, from their trailers down; each pair once."""
    import pikepdf

    waiting: list[tuple[str, Any, Any]] = [("", trailer, fresh_trailer)]
    seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()
    while waiting:
        path, node, fresh = waiting.pop()
        pair = (_number(node), _number(fresh))
        if pair[0] != (0, 0) or pair[1] != (0, 0):
            if pair in seen:
                continue
            seen.add(pair)
        if type(node) is not type(fresh):
            return _difference(path, node, fresh)
        if isinstance(node, pikepdf.Stream) and isinstance(fresh, pikepdf.Stream):
            if (difference := _compare_streams(path, node, fresh)) is not None:
                return difference
        if isinstance(node, pikepdf.Array) and isinstance(fresh, pikepdf.Array):
            if len(node) != len(fresh):
                return Difference(_words(path), f"{len(node)} entries", f"{len(fresh)} entries")
            waiting += [(f"{path}/{i}", node[i], fresh[i]) for i in range(len(node))]
        elif isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            left, right = _entries(path, node), _entries(path, fresh)
            for key in sorted({*left} | {*right}):
                if key not in left or key not in right:
                    return _difference(path + key, left.get(key), right.get(key))
                waiting.append((path + key, left[key], right[key]))
        elif node != fresh:
            return _difference(path, node, fresh)
    return None


def _entries(path: str, node: Any) -> Mapping[str, Any]:
    left_out = PACKING | (IN_TABLES if path == "" else frozenset())
    return {key: node[key] for key in node.keys() if key not in left_out}


def _compare_streams(path: str, stream: Any, fresh: Any) -> Difference | None:
    left, right = stream.read_raw_bytes(), fresh.read_raw_bytes()
    if left == right and stream.get("/Filter") == fresh.get("/Filter"):
        return None
    left, right = stream.read_bytes(), fresh.read_bytes()
    if left == right:
        return None
    if path.endswith("/Metadata"):
        return first_difference(_words(path), [*_properties(left)], [*_properties(right)])
    shown = parting(left.decode("latin-1"), right.decode("latin-1"))
    return Difference(_words(path), *shown)


def _properties(content: bytes) -> Iterator[str]:
    """Return the properties of a file as pieces, without those that a writer draws anew."""
    for piece in pieces(content):
        if not any(name in piece for name in DRAWN_ANEW):
            yield piece


def _number(node: Any) -> tuple[int, int]:
    return getattr(node, "objgen", (0, 0)) if getattr(node, "is_indirect", False) else (0, 0)


def _difference(path: str, node: Any, fresh: Any) -> Difference:
    shown = ["" if side is None else _short(side) for side in (node, fresh)]
    return Difference(_words(path), *parting(*shown))


def _short(node: Any) -> str:
    return " ".join(str(node if isinstance(node, str) else repr(node)).split())[:400]


def _words(path: str) -> str:
    """Return a path of keys as a place: the last few are enough to find it.

    Examples
    --------
    >>> _words("/Root/Pages/Kids/0/Contents")
    'the object /Pages/Kids/0/Contents'
    """
    parts = path.split("/")[1:]
    return "the object /" + "/".join(parts[-4:])


def _compare_pages(content: bytes, fresh: bytes) -> Difference | None:
    """Compare what is drawn, as on a screen and as on paper."""
    pages, fresh_pages = draw(content), draw(fresh)
    if len(pages) != len(fresh_pages):
        return Difference("the file", f"{len(pages)} pages", f"{len(fresh_pages)} pages")
    for number, (page, fresh_page) in enumerate(zip(pages, fresh_pages, strict=True), start=1):
        if page != fresh_page:
            return Difference(f"page {number}", "is drawn otherwise")
    return None


def draw(content: bytes) -> Sequence[bytes]:
    """Return the points of every page, drawn for a screen and for a printer."""
    import pypdfium2 as pdfium

    pictures = []
    document = pdfium.PdfDocument(content)
    try:
        for page in document:
            for printed in (False, True):
                bitmap = page.render(scale=SCALE, optimize_mode="print" if printed else None)
                pictures.append(bytes(bitmap.buffer))
    finally:
        document.close()
    return pictures
