"""The prose of a document: its text with everything that no reader reads blanked out.

A passage keeps the length of its source, so that a position in it is a position in the
file. What is not prose (code, math, addresses, comments, attributes) becomes spaces; what
stands for a number, a citation or a reference becomes a sign of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sacroreport.document.document import Document
from sacroreport.document.items import Shortcode
from sacroreport.document.metadata import PRINTED
from sacroreport.document.tokens import SHORTCODE_PATTERN, TOKENS
from sacroreport.findings import Place
from sacroreport.project.positions import compose, scalars

VALUE, CITATION, REFERENCE = "\ue000", "\ue001", "\ue002"
"""Signs that stand where a number of the study, a citation or a cross reference is."""
CROSS_REFERENCE = re.compile(r"(?:fig|tbl|sec|eq)-")
HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]")
# "S. aureus" is no item: after a capital with a full stop there are two spaces.
ITEM = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\(?(?:\d{1,9}|[a-z]|#|@)[.)]|\(?[A-Z]\))[ \t]+|[A-Z]\.[ \t]{2,})(?=\S)"
)
RULE = re.compile(r"^[ \t]*\|?[ \t:|+=-]+\|?[ \t]*$")
NOTE = re.compile(r"^[ ]{0,3}\[\^[^\]]+\]:")
CAPTION = re.compile(r"^(?::|Table:)[ \t]+\S")
QUOTES = re.compile(r"(?:\A\n*|(?<=\n\n))(?:[ \t]*>[^\n]*(?:\n|\Z))+")
QUOTE = re.compile(r"^[ \t]*>(?:[ \t]*>)*", re.M)
LABEL = re.compile(r"^[ \t>]*\[\^[^\]\s]+\]:", re.M)
UNDERLINE = re.compile(r"^(?:=+|-+)[ \t]*$")
BLOCK_SCALAR = re.compile(r"\A[|>][-+\d]*")
ATTRIBUTE_TEXT = re.compile(
    r"(?<![\w-])(?P<key>(?:fig-)?alt|(?:fig|tbl)-(?:sub)?cap|title)="
    r"(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>[^']*)')"
)
ABBREVIATIONS = frozenset(
    "vs e.g i.e fig figs no nos al approx ca cf dr prof st tab eq ref refs vol resp incl "
    "bzw z.b ca. nr abb vgl d.h p pp".split()
)
MONTH = re.compile(  # "12. März" is one date
    r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-z]*\b", re.I
)
END = re.compile(
    # A citation behind the full stop belongs to the sentence before it.
    r"(?<=[.!?])[\"'”’)\]*_]*(?:[ \t\n]{0,9}\[[^\[\]\ue001]{0,99}\ue001[^\[\]]{0,999}\])?[ \t\n]+"
    r"(?=[\"'“‘(\[*_]*(?:[^\W\d_a-zß-ÿ]|[\d\ue000\ue002]))"
)
LITERAL = "literal"
DESCRIBED = frozenset({"description", "keywords"})
"""Keys of the front matter that search engines and libraries print; no variable works there."""


class Kind(StrEnum):
    """Where a passage stands."""

    PROSE = "prose"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    CAPTION = "caption"
    NOTE = "footnote"
    ALT = "alternative text"
    TITLE = "front matter"
    META = "description"
    STUDY = "study.yml"
    CLAIM = "claim"
    LABEL = "label"


@dataclass(frozen=True)
class Passage:
    """A piece of prose that belongs together: a paragraph, a row, a caption.

    Attributes
    ----------
    text
        As long as its source; see the module.
    source
        The source itself.
    place
        Offset in it → position in the file.
    is_fixed
        Whether no variable works in it, whatever stands there.
    """

    kind: Kind
    text: str
    source: str
    place: Callable[[int], Place]
    is_fixed: bool = False

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield where each sentence begins and ends.

        Examples
        --------
        >>> text = "Seen by Dr. Who vs. 3 others. It was 2. See Fig. 2 there."
        >>> passage = Passage(Kind.PROSE, text, text, lambda at: Place("a.qmd", 1, at + 1))
        >>> [text[start:end].strip() for start, end in passage.sentences()]
        ['Seen by Dr. Who vs. 3 others.', 'It was 2.', 'See Fig. 2 there.']
        """
        if self.kind is Kind.TABLE:  # a cell speaks for itself
            start = 0
            for match in re.finditer(r"\|", self.text):
                yield start, match.start()
                start = match.end()
            yield start, len(self.text)
            return
        start = 0
        for match in END.finditer(self.text):
            before = self.text[max(start, match.start() - 12) : match.start()]
            word = re.search(r"([\w.]+)\.$", before)
            if word is not None and (
                word[1].lower() in ABBREVIATIONS
                or (word[1].isdigit() and MONTH.match(self.text, match.end()))
            ):
                continue
            yield start, match.end()
            start = match.end()
        yield start, len(self.text)


def passages(document: Document, *, generated: bool = False) -> Iterator[Passage]:
    """Yield the prose of a document, front matter first.

    Generated tables and figures are left out, unless asked for: their words come from
    ``study.yml``.
    """
    yield from _of_metadata(document)
    yield from _of_body(document, generated)


def _of_metadata(document: Document) -> Iterator[Passage]:
    """Yield the printed texts of the front matter."""
    text, file = document.metadata.text, document.name
    node = compose(text, file, first_line=2) if text else None
    used = {
        item.argument
        for item in document.items
        if isinstance(item, Shortcode) and item.name == "meta"
    } - {"date"}
    for path, scalar in scalars(node) if node is not None else ():
        if path[0] not in PRINTED | DESCRIBED | used:
            continue
        start, end = scalar.start_mark.index, scalar.end_mark.index
        source = text[start:end]

        def place(at: int, start: int = start) -> Place:
            line = text.count("\n", 0, start + at) + 2
            return Place(file, line, start + at - (text.rfind("\n", 0, start + at) + 1) + 1)

        prose = BLOCK_SCALAR.sub(lambda match: _blank(match.group()), masked(source))
        kind = Kind.META if path[0] in DESCRIBED else Kind.TITLE
        yield Passage(kind, prose, source, place)


def _of_body(document: Document, generated: bool) -> Iterator[Passage]:
    """Yield the paragraphs, rows, captions and alternative texts of the body."""
    body = document.body
    folder = document.project.name(document.project.generated_folder) + "/"
    made: list[tuple[int, int]] = []  # lines of generated files
    text, alts = _masked(body.text)
    position = 0
    kind, start, end, in_list = Kind.PROSE, 0, 0, False

    def passage(
        kind: Kind, start: int, end: int, prose: str = "", *, is_fixed: bool = False
    ) -> Passage:
        return Passage(
            kind,
            prose or text[start:end],
            body.text[start:end],
            lambda at: body.place(start + at),
            is_fixed,
        )

    def pending() -> Iterator[Passage]:
        if end > start and text[start:end].strip():
            yield passage(kind, start, end)

    sources = [*body.text.split("\n"), ""]
    for index, line in enumerate(text.split("\n")):
        after = position + len(line) + 1
        own = generated or not body.origins[index][0].startswith(folder)
        source = sources[index]
        if not own or not source.strip() or source.lstrip().startswith(":::"):
            yield from pending()
            start = end = after
            in_list = in_list and own and not source.strip()
            if not own:
                made.append((position, after))
        else:
            above = kind if end > start else None
            one = _kind_of(source, above, in_list)
            if above is None and UNDERLINE.match(sources[index + 1]):
                one = Kind.HEADING
            alone = one in (Kind.HEADING, Kind.TABLE)
            if (
                alone
                or (end > start and one is not kind)
                or (one is Kind.LIST and ITEM.match(source))
            ):
                yield from pending()
                start = position
            kind, end = one, after
            in_list = one is Kind.LIST
            if alone:
                yield from pending()
                start = end = after
        position = after
    yield from pending()
    for start, end, is_fixed in alts:
        if not any(first <= start < last for first, last in made):
            yield passage(Kind.ALT, start, end, masked(body.text[start:end]), is_fixed=is_fixed)


def _kind_of(line: str, above: Kind | None, in_list: bool) -> Kind:
    """Return what a line with text is, after the line above in its paragraph."""
    if above is None and HEADING.match(line):
        return Kind.HEADING
    # A line of a paragraph that begins with "2. " is no item: a list begins after a blank line.
    if above in (None, Kind.LIST) and ITEM.match(line):
        return Kind.LIST
    if in_list and (above is Kind.LIST or line[:1] in " \t"):
        return Kind.LIST
    if NOTE.match(line) or above is Kind.NOTE:
        return Kind.NOTE
    if CAPTION.match(line) or above is Kind.CAPTION:
        return Kind.CAPTION
    if "|" in line and (line.lstrip().startswith("|") or RULE.match(line)):
        return Kind.TABLE
    return Kind.PROSE


def masked(text: str) -> str:
    """Return a text of the same length that holds prose only.

    Examples
    --------
    >>> masked("`x=1` and [one](a1.html): {{< var a.n >}} of 28").replace(VALUE, "#")
    '      and [one         ): #               of 28'
    """
    return _masked(text)[0]


def _masked(text: str) -> tuple[str, list[tuple[int, int, bool]]]:
    """Return the prose of a text, and where its alternative texts are.

    With each, whether no variable works in it.
    """
    pieces: list[str] = []
    alts: list[tuple[int, int, bool]] = []
    literals: list[tuple[int, int]] = []
    position = 0
    for match in TOKENS.finditer(text):
        group = match.lastgroup
        start, end = match.span()
        found = match.group()
        if match["shortcode"] is not None:
            inner = SHORTCODE_PATTERN.match(found)
            is_value = inner is not None and inner["name"] in ("var", "meta")
            blank = (VALUE if is_value else " ").ljust(end - start)
        elif match["reference"] is not None:
            sign = REFERENCE if CROSS_REFERENCE.match(match["key"]) else CITATION
            blank = sign.ljust(end - start)
        elif match["escape"] is not None:
            blank = " " + found[1]
        elif match["attributes"] is not None:
            for alt in ATTRIBUTE_TEXT.finditer(found):
                name = "double" if alt["double"] is not None else "single"
                # A variable works in the double quotes of these keys only.
                is_fixed = name == "single" or not alt["key"].endswith("alt")
                alts.append((start + alt.start(name), start + alt.end(name), is_fixed))
            if re.search(rf"(?<![\w-])\.{LITERAL}(?![\w-])", found):
                literals.append((_opening(text, start), end))
            blank = _blank(found)
        elif any(match[name] is not None for name in _PLAIN):
            blank = found
        else:
            blank = _blank(found)
        assert group is not None
        pieces += [text[position:start], blank]
        position = end
    pieces.append(text[position:])
    whole = "".join(pieces)
    whole = LABEL.sub(lambda match: _blank(match.group()), whole)
    whole = QUOTES.sub(
        lambda match: QUOTE.sub(lambda mark: _blank(mark.group()), match.group()), whole
    )
    if literals:
        characters = list(whole)
        for start, end in literals:
            characters[start:end] = _blank(whole[start:end])
        whole = "".join(characters)
    return whole, alts


_PLAIN = ("grid", "simple", "brackets", "righttoleft", "byreference")


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _opening(text: str, closing: int) -> int:
    """Return where the bracket before ``closing`` opens."""
    depth = 0
    for index in range(closing - 1, max(-1, closing - 400), -1):
        depth += (text[index] == "]") - (text[index] == "[")
        if depth == 0:
            return index
    return closing
