"""A copy of a PDF: its text, and whether the letters that are drawn are those of the text.

A PDF says what its letters mean apart from what they look like, and anything may lie on top.
So the pages are drawn, and each character is looked at where it stands: its shape has to be
that of the same character in a fresh file, and of no other one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sacroreport.project.root import digest
from sacroreport.proof.loose import glyphs_at_marks
from sacroreport.proof.pdf import HYPHEN, Glyph, is_separated, read_pdf
from sacroreport.proof.seen.seen import Seen
from sacroreport.render.job import Mark

if TYPE_CHECKING:
    import numpy as np

SCALE = 5.0
"""Points of a picture for each point of a page."""
SHAPE = (16, 24)
"""Points to which each letter is brought, across and up."""
WEIGHT = 40.0
"""How many points a difference in how a letter stands counts for."""
SAME = 0.06
"""Mean difference of ink, from 0 to 1, up to which two letters have one shape."""
MOST = 150
"""Examples of a letter that are kept: roman, bold, italic, in several sizes."""
OTHERWISE = "what is drawn there is not the letter that the file says it is"
FEW, SQUARE, OTHER = 12, 4, 0.3
"""Drawings of a page that are no figure, such as rules; points of a square; its difference."""
SPOKEN = ("/ActualText", "/Alt", "/E", "/TU")
PAGES_LIMIT = 2000


@dataclass
class Shapes:
    """What letters look like in a fresh file: character → examples, one a row."""

    examples: dict[str, np.ndarray] = field(default_factory=dict)

    def learn(self, character: str, shape: np.ndarray) -> None:
        """Keep an example, unless there is one like it."""
        import numpy as np

        known = self.examples.get(character, np.empty((0, shape.size), np.float32))
        if len(known) < MOST and _nearest(known, shape) > SAME / 4:
            self.examples[character] = np.vstack([known, shape])

    def is_like(self, character: str, shape: np.ndarray) -> bool:
        """Say whether a shape is that of a character, and of no other of its class."""
        known = self.examples.get(character)
        own = 1.0 if known is None else _nearest(known, shape)
        return own <= SAME and all(
            _nearest(examples, shape) >= own
            for other, examples in self.examples.items()
            if other != character and _class(other) == _class(character)
        )


@dataclass
class SeenPages(Seen):
    """The text of a PDF; whether a character is seen is looked up when it is asked for."""

    glyphs: list[Glyph] = field(default_factory=list)
    pages: _Pages | None = None
    known: Shapes | None = None

    def reason(self, index: int) -> str:
        """Return why a character may not be seen as it is."""
        if self.known is None or self.reasons[index]:
            return self.reasons[index]
        shape = self.pages.shape(self.glyphs[index]) if self.pages is not None else None
        is_like = shape is not None and self.known.is_like(self.characters[index], shape)
        return "" if is_like else OTHERWISE


def read_seen_pdf(
    file: Path, known: Shapes | None, marks: Sequence[Mark] = ()
) -> tuple[SeenPages, Shapes]:
    """Return what a reader sees of a PDF, and the shapes of its letters.

    Parameters
    ----------
    known
        Shapes of a fresh file; ``None`` for the fresh file itself.
    marks
        Where its numbers begin and end, of a fresh file.
    """
    content, shapes = file.read_bytes(), Shapes()
    seen = SeenPages(known=known)
    try:
        for about in _objects(content, seen):
            seen.doubt(about)
        pages = read_pdf(file, bottom_margin=0)
    except Exception as error:  # whatever a broken or hostile file makes its readers say
        seen.doubt(f"the file cannot be read: {type(error).__name__}: {error}")
        return seen, shapes
    seen.pages = _Pages(content)
    owners = {
        id(glyph): occurrence
        for occurrence, glyphs in glyphs_at_marks(pages, marks).items()
        for glyph in glyphs
    }
    before: Glyph | None = None
    for glyph in (one for page in pages for one in _without_number(page)):
        if before is None or is_separated(before, glyph):
            seen.separate()
        before, count = glyph, len(seen.characters)
        owner = owners.get(id(glyph), "")
        seen.show("-" if glyph.character == HYPHEN else glyph.character, owner)
        seen.glyphs += [glyph] * (len(seen.characters) - count)
        if known is None and (shape := seen.pages.shape(glyph)) is not None:
            shapes.learn(glyph.character, shape)
    return seen, shapes


def _without_number(page: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return a page without its own number, if that is the last thing on it."""
    last = len(page) - 1
    while last > 0 and not page[last].separated:
        last -= 1
    is_number = page and "".join(one.character for one in page[last:]) == str(page[-1].page)
    return page[:last] if is_number else page


class _Pages:
    """Pages that are drawn when a letter on them is looked at."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2 as pdfium

        self.document = pdfium.PdfDocument(content)
        self.drawn: dict[int, tuple[Any, Any, Any]] = {}

    def shape(self, glyph: Glyph) -> np.ndarray | None:
        """Return what is drawn where a glyph stands; ``None`` off the page.

        The first points are those of the letter, brought to one size. The last tell how wide
        it is for its height and where it stands on its line, each as a point of its own.
        """
        import numpy as np

        text, place, picture = self._page(glyph.page - 1)
        left, bottom, right, top = text.get_charbox(glyph.index)
        width, height = right - left, top - bottom
        if not (0 < width < 100 and 0 < height < 100):
            return None
        (x0, y0), (x1, y1) = (place.to_bitmap(x, y) for x, y in ((left, top), (right, bottom)))
        if min(x0, y0) < 0 or max(x0, x1) >= picture.width or max(y0, y1) >= picture.height:
            return None
        if x1 <= x0 or y1 <= y0:
            return None  # turned, or upside down
        box = (
            x0,
            y0,
            min(x0 + width * SCALE, picture.width),
            min(y0 + height * SCALE, picture.height),
        )
        small = picture.resize(SHAPE, box=box, resample=4)
        ink = 1 - np.asarray(small, dtype=np.float32).ravel() / 255
        stands = (glyph.baseline - glyph.bottom) / height
        how = np.array([np.arctan2(height, width), np.arctan(stands)], np.float32)
        return np.concatenate([ink, how * WEIGHT])

    def _page(self, number: int) -> tuple[Any, Any, Any]:
        if number not in self.drawn:
            page = self.document[number]
            bitmap = page.render(scale=SCALE, grayscale=True)
            self.drawn[number] = page.get_textpage(), bitmap.get_posconv(page), bitmap.to_pil()
        return self.drawn[number]


def _nearest(examples: np.ndarray, shape: np.ndarray) -> float:
    """Return the mean difference of a shape from the example that it is most like."""
    return float(abs(examples - shape).mean(axis=1).min()) if len(examples) else 1.0


def _class(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "letter" if character.isalpha() else "sign"


def _objects(content: bytes, seen: Seen) -> Iterator[str]:
    """Take the texts beside the pages, and yield what cannot be read."""
    import pikepdf

    with pikepdf.open(BytesIO(content)) as file:
        if file.is_encrypted:
            yield "the file is encrypted"
        if len(file.pages) > PAGES_LIMIT:
            raise ValueError("too many pages")
        for said in file.get_warnings():
            yield f"the file is damaged: {said}"
        for key in file.Root.keys():
            if key not in ("/Type", "/Pages", "/Metadata", "/Lang"):
                yield f"the catalog has {key}"
        for key, value in file.docinfo.items():
            if key not in ("/CreationDate", "/ModDate", "/Producer", "/Creator"):
                seen.aside(f"the property {key[1:]}", str(value))
        for one in file.objects:
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                yield from _of_object(one, seen)
        with file.open_outline() as outline:
            for item in _items(outline.root):
                seen.aside("the outline", item)
        if "/StructTreeRoot" in file.Root:
            yield f"what is read aloud, and as what, is not as a build makes it: {_aloud(file)}"
    yield from _drawings(content)


def _aloud(file: Any) -> str:
    """Return a digest of how the contents of a file are marked for screen readers."""
    import pikepdf

    marks = [str(one.get("/S", "")) for one in _elements(file.Root.StructTreeRoot)]
    for page in file.pages:
        for instruction in pikepdf.parse_content_stream(page):
            if str(instruction.operator) in ("BDC", "BMC"):
                named = (one for one in instruction.operands if isinstance(one, pikepdf.Name))
                marks.append(" ".join(str(one) for one in named))
    return digest("\n".join(marks).encode())[:12]


def _elements(root: Any) -> Iterator[Any]:
    """Yield the elements of a structure tree in their order, each once."""
    import pikepdf

    waiting, passed = [root], set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += reversed([*one])
        elif isinstance(one, pikepdf.Dictionary):
            if one.objgen in passed and one.objgen != (0, 0):
                continue
            passed.add(one.objgen)
            yield one
            waiting += [one.K] if "/K" in one else []


def _items(items: Sequence[Any]) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _items(item.children)


def _of_object(one: Any, seen: Seen) -> Iterator[str]:
    import pikepdf

    for key in SPOKEN:
        if isinstance(one.get(key), pikepdf.String):
            seen.aside("a text for screen readers", str(one[key]))
    if one.get("/Subtype") is not None and "/Rect" in one and one.get("/Subtype") != "/Link":
        yield f"an annotation {one.get('/Subtype')}"
        seen.aside("an annotation", str(one.get("/Contents", "")))
    if "/JS" in one or one.get("/S") in ("/JavaScript", "/Launch", "/URI", "/GoToR", "/SubmitForm"):
        yield f"an action {one.get('/S')} {one.get('/URI', '')}"
    for key in ("/SMask", "/BM", "/OC", "/AA", "/EmbeddedFiles", "/XFA", "/Thumb"):
        if key in one and one[key] not in ("/Normal", "/None"):
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
            for one in page.get_objects(max_depth=8):
                if (kind := kinds.get(one.type)) is not None:
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

    made, sent = pdfium.PdfDocument(fresh), pdfium.PdfDocument(content)
    try:
        for number in range(min(len(made), len(sent))):
            objects = [*made[number].get_objects(max_depth=8)]
            boxes = [one.get_bounds() for one in objects if one.type != raw.FPDF_PAGEOBJ_TEXT]
            if len(boxes) <= FEW:
                continue
            pictures = [
                np.asarray(one[number].render(scale=2.0).to_pil().convert("RGB"), np.float32)
                for one in (made, sent)
            ]
            if pictures[0].shape != pictures[1].shape:
                yield f"page {number + 1} has another size"
            elif _largest(abs(pictures[0] - pictures[1]).max(axis=2) / 255) > OTHER:
                yield f"page {number + 1} has figures, and is drawn otherwise"
    finally:
        made.close()
        sent.close()


def _largest(difference: np.ndarray) -> float:
    """Return the largest mean difference of all squares of 4 by 4 points."""
    high, wide = (size // SQUARE * SQUARE for size in difference.shape)
    squares = difference[:high, :wide].reshape(high // SQUARE, SQUARE, wide // SQUARE, SQUARE)
    return float(squares.mean(axis=(1, 3)).max())
