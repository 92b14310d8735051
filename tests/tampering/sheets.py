"""Finding and changing places of a built PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.tampering.kinds import NotHereError
from tests.tampering.pictures import drawing


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is drawn at once.

    Attributes
    ----------
    page
        Index of its page.
    first, last
        Its first instruction, which saves the state, and the one after its last.
    shown
        Index of the instruction that draws its glyphs.
    x, y, size, width
        In points from the lower left corner.
    color
        Its colour, as operands of ``scn``.
    """

    page: int
    first: int
    last: int
    shown: int
    text: str
    x: float
    y: float
    size: float
    width: float
    font: str
    color: str


class Sheets:
    """The pages of a PDF as instructions."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.pages: list[list[Any]] = [
            [*pikepdf.parse_content_stream(page)] for page in self.pdf.pages
        ]
        self.changed: set[int] = set()

    @property
    def root(self) -> Any:
        return self.pdf.Root

    @property
    def content(self) -> bytes:
        return self.saved()

    def saved(self, **options: Any) -> bytes:
        """Return the file; the same changes make the same bytes."""
        for index in self.changed:
            content = pikepdf.unparse_content_stream(self.pages[index])
            self.pdf.pages[index].obj.Contents = Stream(self.pdf, content)
        made = io.BytesIO()
        if "encryption" not in options:
            options["static_id"] = True
        self.pdf.save(made, **options)
        return made.getvalue()

    @cached_property
    def pieces(self) -> list[Piece]:
        """All stretches of text, in the order of the file."""
        return [one for index in range(len(self.pages)) for one in self._pieces(index)]

    def _pieces(self, index: int) -> Iterator[Piece]:
        begun, x, y, font, size, color = 0, 0.0, 0.0, "", 0.0, ""
        for at, one in enumerate(self.pages[index]):
            operator, operands = str(one.operator), one.operands
            if operator == "q":
                begun = at
            elif operator == "cm":
                x, y = float(operands[4]), float(operands[5])
            elif operator == "scn":
                color = " ".join(str(part) for part in operands)
            elif operator == "Tf":
                font, size = str(operands[0]), float(operands[1])
            elif operator in ("Tj", "TJ"):
                parts = operands[0] if operator == "TJ" else [operands[0]]
                text, width = "", 0.0
                for part in parts:
                    if isinstance(part, pikepdf.String):
                        for code in _codes(bytes(part)):
                            text += self.font(index, font).text.get(code, "\ufffd")
                            width += self.font(index, font).widths.get(code, 0.0) / 1000
                    else:
                        width -= float(part) / 1000
                end = next(
                    later for later in range(at, len(self.pages[index]))
                    if str(self.pages[index][later].operator) == "Q"
                )  # fmt: skip
                yield Piece(index, begun, end + 1, at, text, x, y, size, width * size, font, color)

    def font(self, page: int, name: str) -> Letters:
        """Return the codes of a font of a page."""
        key = self.pdf.pages[page].obj.Resources.Font[name].objgen
        if key not in self._fonts:
            self._fonts[key] = Letters(self.pdf.pages[page].obj.Resources.Font[name])
        return self._fonts[key]

    @cached_property
    def _fonts(self) -> dict[Any, Letters]:
        return {}

    def number(self, form: re.Pattern[str], random: Random) -> Piece:
        """Choose one of the numbers of a form that stand in the body."""
        found = [
            one for one in self.pieces
            if form.fullmatch(one.text.strip()) and one.size < 12
        ]  # fmt: skip
        if not found:
            raise NotHereError(form.pattern)
        return random.choice(found)

    def line(self, text: str) -> Piece:
        """Return the first stretch in which some words stand."""
        for one in self.pieces:
            if text in one.text:
                return one
        raise NotHereError(text)

    def parsed(self, operators: str) -> list[Any]:
        """Return operators as instructions."""
        return [*pikepdf.parse_content_stream(Stream(self.pdf, operators.encode("latin-1")))]

    def put(self, page: int, first: int, last: int, operators: str) -> Sheets:
        """Put operators in the place of instructions."""
        self.pages[page][first:last] = self.parsed(operators)
        self.changed.add(page)
        return self

    def source(self, piece: Piece) -> str:
        """Return the operators of a piece."""
        kept = self.pages[piece.page][piece.first : piece.last]
        return pikepdf.unparse_content_stream(kept).decode("latin-1")

    def around(self, piece: Piece, before: str, after: str = "") -> Sheets:
        """Put operators around a piece."""
        whole = f"{before}\n{self.source(piece)}\n{after}"
        return self.put(piece.page, piece.first, piece.last, whole)

    def inside(self, piece: Piece, operators: str) -> Sheets:
        """Put operators right before the glyphs of a piece are drawn."""
        return self.put(piece.page, piece.shown, piece.shown, operators)

    def spelled(self, piece: Piece, text: str) -> str:
        """Return the operand that draws a text in the font of a piece."""
        codes = {letter: code for code, letter in self.font(piece.page, piece.font).text.items()}
        if missing := {*text} - {*codes}:
            raise NotHereError(f"the font lacks {missing}")
        return f"<{''.join(f'{codes[letter]:04x}' for letter in text)}>"

    def say(self, piece: Piece, text: str) -> Sheets:
        """Draw another text in the place of a piece."""
        return self.put(piece.page, piece.shown, piece.shown + 1, f"{self.spelled(piece, text)} Tj")

    def end(self, operators: str, page: int = 0) -> Sheets:
        """Draw something at last, over all else."""
        last = len(self.pages[page])
        return self.put(page, last, last, f"/Artifact BMC q {operators} Q EMC")

    def resource(self, page: int, kind: str, name: str, value: Any) -> None:
        """Give a page something under a name."""
        resources = self.pdf.pages[page].obj.Resources
        if kind not in resources:
            resources[kind] = Dictionary()
        resources[kind][name] = value

    def form(self, operators: str, box: tuple[float, ...], **more: Any) -> Any:
        """Return a form that draws something."""
        return self.pdf.make_indirect(
            Stream(
                self.pdf, operators.encode("latin-1"), Type=Name.XObject, Subtype=Name.Form,
                BBox=Array([round(one, 3) for one in box]), **more,
            )
        )  # fmt: skip

    def annotation(self, page: int, subtype: str, box: tuple[float, ...], **more: Any) -> Any:
        """Add an annotation that is shown and printed."""
        one = Dictionary(
            Type=Name.Annot, Subtype=Name(subtype), Rect=Array([round(x, 3) for x in box]), F=4
        )
        for key, value in more.items():
            one[f"/{key}"] = value
        made = self.pdf.make_indirect(one)
        sheet = self.pdf.pages[page].obj
        if "/Annots" not in sheet:
            sheet.Annots = Array()
        sheet.Annots.append(made)
        return made

    def elements(self) -> Iterator[Any]:
        """Yield the elements of the structure, in order."""

        def walk(one: Any) -> Iterator[Any]:
            if isinstance(one, Array):
                for child in one:
                    yield from walk(child)
            elif isinstance(one, Dictionary) and "/S" in one:
                yield one
                yield from walk(one.get("/K", Array()))

        yield from walk(self.root.StructTreeRoot.K)

    def element(self, piece: Piece) -> Any:
        """Return the element of the structure that a piece belongs to."""
        for at in range(piece.first, -1, -1):
            one = self.pages[piece.page][at]
            if str(one.operator) == "BDC" and "/MCID" in one.operands[1]:
                number = int(one.operands[1].MCID)
                break
        parents = self.pdf.pages[piece.page].obj.StructParents
        flat = [*self.root.StructTreeRoot.ParentTree.Nums]
        return flat[flat.index(parents) + 1][number]


class Letters:
    """What the codes of a font stand for, and how wide they are."""

    def __init__(self, font: Any) -> None:
        table = font.ToUnicode.read_bytes().decode("latin-1")
        self.text: dict[int, str] = {}
        for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
            for code, letters in re.findall(r"<([0-9A-F]+)>\s*<([0-9A-F]+)>", part, re.I):
                self.text[int(code, 16)] = bytes.fromhex(letters).decode("utf-16-be")
        for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
            for low, high, letters in re.findall(
                r"<([0-9A-F]+)>\s*<([0-9A-F]+)>\s*<([0-9A-F]+)>", part, re.I
            ):
                for step in range(int(high, 16) - int(low, 16) + 1):
                    self.text[int(low, 16) + step] = chr(int(letters, 16) + step)
        self.widths: dict[int, float] = {}
        widths = [*font.DescendantFonts[0].W]
        while widths:
            first, then = int(widths[0]), widths[1]
            if isinstance(then, Array):
                self.widths |= {first + at: float(width) for at, width in enumerate(then)}
                widths = widths[2:]
            else:
                self.widths |= dict.fromkeys(range(first, int(then) + 1), float(widths[2]))
                widths = widths[3:]


def _codes(content: bytes) -> Iterator[int]:
    for at in range(0, len(content) - 1, 2):
        yield content[at] * 256 + content[at + 1]


def box_of(piece: Piece) -> tuple[float, float, float, float]:
    """Return the box around a piece."""
    return piece.x - 0.4, piece.y - 2.2, piece.x + piece.width + 0.4, piece.y + piece.size * 0.75


def white(piece: Piece) -> str:
    """Return operators that cover a piece."""
    left, low, right, high = box_of(piece)
    return f"1 1 1 rg {left:.3f} {low:.3f} {right - left:.3f} {high - low:.3f} re f"


def drawn(text: str, x: float, y: float, size: float) -> str:
    """Return operators that draw a text as outlines, not as text."""
    return f"q 1 0 0 1 {x:.3f} {y:.3f} cm 0.11 0.12 0.13 rg\n{drawing(text, size)} Q"


def appended(content: bytes, number: int, body: bytes, *, hybrid: bool = False) -> bytes:
    """Append another version of an object, as an incremental update does.

    Parameters
    ----------
    hybrid
        Whether only a cross-reference stream, which the table names, knows of it.
    """
    previous = int(re.findall(rb"startxref\s+(\d+)", content)[-1])
    trailer = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref", content, re.S)[-1]
    trailer = re.sub(rb"/Prev \d+", b"", trailer)
    size = int(re.search(rb"/Size (\d+)", trailer)[1])  # type: ignore[index]
    made = content if content.endswith(b"\n") else content + b"\n"
    at = len(made)
    made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    extra = b""
    if hybrid:
        place = len(made)
        entry = b"\x01" + at.to_bytes(4, "big") + b"\0"
        made += (
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Index[%d 1]/Length %d>>stream\n"
            % (size, size + 1, number, len(entry))
            + entry
            + b"\nendstream\nendobj\n"
        )
        extra = b"/XRefStm %d" % place
        table = b"xref\n0 1\n0000000000 65535 f \n"
        trailer = trailer.replace(b"/Size %d" % size, b"/Size %d" % (size + 1))
    else:
        table = b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (number, at)
    start = len(made)
    return made + table + b"trailer\n<<" + trailer + b"/Prev %d" % previous + extra + b">>\nstartxref\n%d\n%%%%EOF\n" % start  # fmt: skip


def stream_body(content: bytes) -> bytes:
    """Return a stream as the body of an object."""
    return b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream"
