"""What a file must say: the document as it was handed to the writer.

Reads pandoc's JSON, where each injected number is a span with its occurrence id.
Footnotes are kept apart, since formats put them in different places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sacroreport.proof.stream import Stream, copy_of

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Typography:
    """What a format makes characters of, though the document holds it as structure.

    Attributes
    ----------
    list_markers
        Whether bullets and numbers of list items are characters.
    note_numbers, numbered_notes
        Whether the number of a footnote is, where it is referred to and where it stands.
    note_ends
        What ends each footnote where they stand behind the text, as one with it; empty where
        they stand apart.
    drawn_images
        Whether an image may bring text of its own.
    """

    list_markers: bool = False
    note_numbers: bool = False
    numbered_notes: bool = False
    note_ends: str = ""
    drawn_images: bool = False


@dataclass
class Expected:
    """The text of a document for one format: its body, and its footnotes in order."""

    body: Stream = field(default_factory=Stream)
    notes: list[Stream] = field(default_factory=list)

    @property
    def whole(self) -> Stream:
        """Body and footnotes as one text."""
        whole = Stream()
        for part in (self.body, *self.notes):
            whole.extend(part)
        return whole


MOVED = frozenset({"aside", "column-margin", "margin-aside"})
"""Classes of what a theme puts into the margin, wherever that is in the file."""
CONTENTS = "TOC"
"""Id of the table of contents that the filters make."""
CHECKBOXES = frozenset("☐☒")


def expected(
    document: Node, typography: Typography, *, exact: bool = True, contents: bool = True
) -> Expected:
    """Return what a file of a format must say.

    Parameters
    ----------
    document
        Pandoc's JSON.
    typography
        What the format makes characters of itself, such as list bullets on a page.
    exact
        Whether the format is written by the embedded engine. Otherwise what goes into margins
        stands apart as footnotes do, and boxes of task lists are no text.
    contents
        Whether the table of contents counts.
    """
    reader = _Reader(typography, exact=exact, contents=contents)
    reader.blocks(document["blocks"], reader.result.body)
    if typography.note_ends:
        for note in reader.result.notes:
            note.add(typography.note_ends)
            reader.result.body.extend(note)
        reader.result.notes = []
    return reader.result


class _Reader:
    """Walks the document."""

    def __init__(self, typography: Typography, *, exact: bool, contents: bool) -> None:
        self.typography = typography
        self.exact = exact
        self.contents = contents
        self.result = Expected()
        self.owner = ""

    def blocks(self, nodes: list[Node], out: Stream) -> None:
        for node in nodes:
            out.separate()
            self.block(node, out)
            out.separate()

    def block(self, node: Node, out: Stream) -> None:
        kind, content = node["t"], _content(node)
        match kind:
            case "Para" | "Plain":
                self.inlines(content, out)
            case "Header":
                self.inlines(content[2], out)
            case "Div":
                is_left_out = not self.contents and content[0][0] == CONTENTS
                if "pagebreak" not in content[0][1] and not is_left_out:
                    self.blocks(content[1], self.place(content[0][1], out))
            case "BlockQuote":
                self.blocks(content, out)
            case "CodeBlock":
                out.add(content[1])
            case "LineBlock":
                for line in content:
                    out.separate()
                    self.inlines(line, out)
            case "BulletList":
                for item in content:
                    self.marker("•", out)
                    self.blocks(item, out)
            case "OrderedList":
                (start, style, delimiter), items = content
                for number, item in enumerate(items, start=start):
                    self.marker(_ordinal(number, style["t"], delimiter["t"]), out)
                    self.blocks(item, out)
            case "DefinitionList":
                for term, definitions in content:
                    out.separate()
                    self.inlines(term, out)
                    for definition in definitions:
                        self.blocks(definition, out)
            case "Table":
                self.table(content, out)
            case "Figure":
                _, (_, caption), inner = content
                self.blocks(inner, out)
                self.blocks(caption, out)

    def marker(self, text: str, out: Stream) -> None:
        """Add a list marker where the format turns it into text."""
        out.separate()
        if self.typography.list_markers:
            out.add(text)
            out.separate()

    def table(self, content: list[Any], out: Stream) -> None:
        _, (_, caption), _, (_, head), bodies, (_, foot) = content
        self.blocks(caption, out)
        rows = [row for _, _, body_head, body in bodies for row in (*body_head, *body)]
        first = len(out.characters)
        self.rows(head, out)
        last = len(out.characters)
        self.rows([*rows, *foot], out)
        if last > first:  # a page break repeats it
            out.headers.append((first, last, len(out.characters)))

    def rows(self, rows: list[Any], out: Stream) -> None:
        for _, cells in rows:
            for cell in cells:
                self.blocks(cell[4], out)

    def inlines(self, nodes: list[Node], out: Stream) -> None:
        for node in nodes:
            self.inline(node, out)

    def inline(self, node: Node, out: Stream) -> None:
        kind, content = node["t"], _content(node)
        match kind:
            case "Str":
                if self.exact or content not in CHECKBOXES:
                    out.add(content, self.owner)
            case "Space" | "SoftBreak" | "LineBreak":
                out.separate()
            case "Emph" | "Underline" | "Strong" | "Strikeout" | "SmallCaps":
                self.inlines(content, out)
            case "Superscript" | "Subscript":
                out.shift()
                self.inlines(content, out)
                out.shift()
            case "Quoted":
                left, right = ("“", "”") if content[0]["t"] == "DoubleQuote" else ("‘", "’")
                out.add(left, self.owner)
                self.inlines(content[1], out)
                out.add(right, self.owner)
            case "Code":
                out.add(content[1], self.owner)
            case "Math":
                out.gap()
            case "Image" if self.typography.drawn_images:
                out.gap()
            case "Cite" | "Link":
                self.inlines(content[1], out)
            case "Span":
                (identifier, classes, attributes), inner = content
                before = self.owner
                if "stat" in classes:
                    source = dict(attributes).get("data-of", "")
                    self.owner = copy_of(source) if source else identifier
                self.inlines(inner, self.place(classes, out))
                self.owner = before
            case "Note":
                self.note(content, out)

    def place(self, classes: list[str], out: Stream) -> Stream:
        """Return where the text of an element goes: along, or apart as a footnote does."""
        if self.exact or not MOVED & set(classes):
            return out
        apart = Stream()
        self.result.notes.append(apart)
        return apart

    def note(self, blocks: list[Node], out: Stream) -> None:
        note = Stream()
        number = str(len(self.result.notes) + 1)
        self.result.notes.append(note)
        out.shift()
        if self.typography.note_numbers:
            out.add(number)
            out.shift()
        if self.typography.numbered_notes:
            note.add(number)
            note.shift()
        self.blocks(blocks, note)


def image_texts(document: Node) -> list[str | None]:
    """Return the alternative text of each image, or ``None`` where its caption serves."""
    texts: list[str | None] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("t") == "Image":
                attributes = dict(node["c"][0][2])
                texts.append(attributes.get("fig-alt", attributes.get("alt")))
                return
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(document["blocks"])
    return texts


def _content(node: Node) -> Any:
    return node.get("c")


def _ordinal(number: int, style: str, delimiter: str) -> str:
    writers: dict[str, Callable[[int], str]] = {
        "LowerAlpha": lambda n: chr(ord("a") + n - 1),
        "UpperAlpha": lambda n: chr(ord("A") + n - 1),
        "LowerRoman": lambda n: _roman(n).lower(),
        "UpperRoman": _roman,
    }
    text = writers.get(style, str)(number)
    around = {"TwoParens": "({})", "OneParen": "{})"}
    return around.get(delimiter, "{}.").format(text)


def _roman(number: int) -> str:
    numeral = ""
    for value, digits in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        while number >= value:
            numeral += digits
            number -= value
    return numeral
