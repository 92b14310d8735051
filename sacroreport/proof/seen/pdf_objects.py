"""What a PDF holds besides the text of its pages: its objects, and what is drawn there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from sacroreport.project.root import digest
from sacroreport.proof.seen.seen import Seen

if TYPE_CHECKING:
    import numpy as np

FEW, SQUARE, OTHER = 12, 4, 0.3
"""Drawings of a page that are no figure, such as rules; points of a square; its difference."""
SPOKEN = ("/ActualText", "/Alt", "/E", "/TU")
PAGES_LIMIT = 2000


def doubts_of(content: bytes, seen: Seen) -> Iterator[str]:
    """Yield what cannot be read of a file; ``seen`` takes the texts beside its pages."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as file:
        if file.is_encrypted:
            yield "the file is encrypted"
        if len(file.pages) > PAGES_LIMIT:
            raise ValueError("too many pages")
        for warning in file.get_warnings():
            yield f"the file is damaged: {warning}"
        for key in file.Root.keys():
            if key not in ("/Type", "/Pages", "/Metadata", "/Lang"):
                yield f"the catalog has {key}"
        for key, value in file.docinfo.items():
            if key not in ("/CreationDate", "/ModDate", "/Producer", "/Creator"):
                seen.aside(f"the property {key[1:]}", str(value))
        for node in file.objects:
            if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
                yield from _of_object(node, seen)
        with file.open_outline() as outline:
            for item in _items(outline.root):
                seen.aside("the outline", item)
        if "/StructTreeRoot" in file.Root:
            yield f"what is read aloud, and as what, is not as a build makes it: {_aloud(file)}"
    yield from _drawings(content)


def _aloud(file: Any) -> str:
    """Return a digest of how the contents of a file are marked for screen readers."""
    import pikepdf

    marks = [str(element.get("/S", "")) for element in _elements(file.Root.StructTreeRoot)]
    for page in file.pages:
        for instruction in pikepdf.parse_content_stream(page):
            if str(instruction.operator) in ("BDC", "BMC"):
                named = (
                    operand for operand in instruction.operands if isinstance(operand, pikepdf.Name)
                )
                marks.append(" ".join(str(name) for name in named))
    return digest("\n".join(marks).encode())[:12]


def _elements(root: Any) -> Iterator[Any]:
    """Yield the elements of a structure tree in their order, each once."""
    import pikepdf

    waiting, passed = [root], set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += reversed([*node])
        elif isinstance(node, pikepdf.Dictionary):
            if node.objgen in passed and node.objgen != (0, 0):
                continue
            passed.add(node.objgen)
            yield node
            waiting += [node.K] if "/K" in node else []


def _items(items: Sequence[Any]) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _items(item.children)


def _of_object(node: Any, seen: Seen) -> Iterator[str]:
    import pikepdf

    for key in SPOKEN:
        if isinstance(node.get(key), pikepdf.String):
            seen.aside("a text for screen readers", str(node[key]))
    if node.get("/Subtype") is not None and "/Rect" in node and node.get("/Subtype") != "/Link":
        yield f"an annotation {node.get('/Subtype')}"
        seen.aside("an annotation", str(node.get("/Contents", "")))
    if "/JS" in node or node.get("/S") in (
        "/JavaScript",
        "/Launch",
        "/URI",
        "/GoToR",
        "/SubmitForm",
    ):
        yield f"an action {node.get('/S')} {node.get('/URI', '')}"
    for key in ("/SMask", "/BM", "/OC", "/AA", "/EmbeddedFiles", "/XFA", "/Thumb"):
        if key in node and node[key] not in ("/Normal", "/None"):
            yield f"an object has {key}"


def _drawings(content: bytes) -> Iterator[str]:
    """Yield how many drawings of each kind there are, since they may show numbers."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    kinds: Mapping[int, str] = {
        raw.FPDF_PAGEOBJ_PATH: "paths", raw.FPDF_PAGEOBJ_IMAGE: "images",
        raw.FPDF_PAGEOBJ_SHADING: "shadings",
    }  # fmt: skip
    document = pdfium.PdfDocument(content)
    try:
        counts: dict[str, int] = {}
        for page in document:
            for drawing in page.get_objects(max_depth=8):
                if (kind := kinds.get(drawing.type)) is not None:
                    counts[kind] = counts.get(kind, 0) + 1
        yield f"{len(document)} pages"
    finally:
        document.close()
    for kind, count in counts.items():
        yield f"{count} {kind} are drawn"


def other_drawings(content: bytes, fresh: bytes) -> Iterator[str]:
    """Yield the pages of a copy whose drawings are not those of a fresh file.

    Pages with drawings, such as figures, are laid upon each other; a line that moved, or
    another colour, makes some small square of them differ as no smoothing does.
    """
    import numpy as np
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    built, sent = pdfium.PdfDocument(fresh), pdfium.PdfDocument(content)
    try:
        for number in range(min(len(built), len(sent))):
            objects = [*built[number].get_objects(max_depth=8)]
            boxes = [
                drawing.get_bounds() for drawing in objects if drawing.type != raw.FPDF_PAGEOBJ_TEXT
            ]
            if len(boxes) <= FEW:
                continue
            pictures = [
                np.asarray(document[number].render(scale=2.0).to_pil().convert("RGB"), np.float32)
                for document in (built, sent)
            ]
            if pictures[0].shape != pictures[1].shape:
                yield f"page {number + 1} has another size"
            elif _largest(abs(pictures[0] - pictures[1]).max(axis=2) / 255) > OTHER:
                yield f"page {number + 1} has figures, and is drawn otherwise"
    finally:
        built.close()
        sent.close()


def _largest(difference: np.ndarray) -> float:
    """Return the largest mean difference of all squares of 4 by 4 points."""
    high, wide = (size // SQUARE * SQUARE for size in difference.shape)
    squares = difference[:high, :wide].reshape(high // SQUARE, SQUARE, wide // SQUARE, SQUARE)
    return float(squares.mean(axis=(1, 3)).max())
