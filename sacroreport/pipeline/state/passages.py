"""What a document says, sentence by sentence, with every number in its place."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from sacroreport.document.document import Document
from sacroreport.document.items import Shortcode
from sacroreport.document.sentences import MARKER
from sacroreport.document.stage import Kind as Placed
from sacroreport.document.stage import Placement
from sacroreport.document.tokens import SHORTCODE_PATTERN
from sacroreport.findings import Place
from sacroreport.guards.prose import BLOCK_SCALAR, VALUE, Kind, passages
from sacroreport.guards.prose import Passage as Prose
from sacroreport.pipeline.state.model import Occurrence, Passage
from sacroreport.writing.values import Values

UNREAD = re.compile(
    r"<!--.*?-->|\{(?:[#.]|[\w-]+=[\"'])(?:[^{}]|\{\{<[^{}]*>\}\})*\}",
    re.S,
)
"""What no reader sees: comments and attributes."""
WORD = re.compile(rf"[^\W_]|{VALUE}")
FRONT = frozenset({Kind.TITLE, Kind.META})


def read_passages(
    document: Document, placements: Sequence[Placement]
) -> tuple[tuple[Passage, ...], tuple[Occurrence, ...]]:
    """Return the passages of a document, and its printed numbers with the passage of each.

    Parameters
    ----------
    placements
        Where numbers were put, in order.

    Returns
    -------
    passages, occurrences
        An occurrence that stands in no passage, as in a formula, has none.
    """
    waiting: dict[Place, deque[Placement]] = defaultdict(deque)
    for placement in placements:
        waiting[placement.place].append(placement)
    read: list[Passage] = []
    standing: dict[str, tuple[int, int]] = {}
    for prose in passages(document, generated=True):
        for start, end in _spans(prose):
            numbers = [*_numbers(prose, start, end, waiting)]
            text, offsets = _text(prose, start, end, numbers)
            if not text:
                continue
            for (_, placement), offset in zip(numbers, offsets, strict=True):
                standing[placement.occurrence] = len(read), offset
            first = start + len(prose.source[start:end]) - len(prose.source[start:end].lstrip())
            place = prose.place(first)
            read.append(
                Passage(
                    kind=str(prose.kind),
                    file=place.file,
                    line=place.line,
                    column=place.column,
                    text=text,
                )
            )
    return tuple(read), tuple(_occurrence(placement, standing) for placement in placements)


def placements_of(document: Document, values: Values) -> tuple[Placement, ...]:
    """Return where a document prints numbers, whether or not it could be built.

    An id that is unknown, or has nothing to print, has an empty text.
    """
    printed = [(code.argument, code.place) for code in document.metadata.shortcodes]
    printed += [
        (item.argument, document.body.place(item.start))
        for item in document.items
        if isinstance(item, Shortcode) and item.name == "var"
    ]
    return tuple(
        Placement(
            f"n-{number:04d}",
            id_,
            values[id_].plain if id_ in values else "",
            Placed.BODY,
            place,
        )
        for number, (id_, place) in enumerate(printed, start=1)
    )


def _occurrence(placement: Placement, standing: dict[str, tuple[int, int]]) -> Occurrence:
    index, offset = standing.get(placement.occurrence, (None, 0))
    return Occurrence(
        occurrence=placement.occurrence,
        id=placement.id,
        text=placement.text,
        file=placement.place.file,
        line=placement.place.line,
        column=placement.place.column,
        passage=index,
        at=offset,
    )


def _spans(prose: Prose) -> Iterator[tuple[int, int]]:
    """Yield where each sentence with words begins and ends; a row of a table is one."""
    whole = 0, len(prose.source)
    if prose.kind in FRONT:  # the marks of YAML are not read
        block = BLOCK_SCALAR.match(prose.source)
        quoted = prose.source[:1] in ("'", '"') and prose.source[-1:] == prose.source[:1]
        whole = (block.end(), whole[1]) if block else (quoted, whole[1] - quoted)
    for start, end in [whole] if prose.kind is Kind.TABLE else prose.sentences():
        start, end = max(start, whole[0]), min(end, whole[1])
        if WORD.search(prose.text, start, end):
            yield start, end


def _numbers(
    prose: Prose, start: int, end: int, waiting: dict[Place, deque[Placement]]
) -> Iterator[tuple[re.Match[str], Placement]]:
    """Yield the shortcodes of the numbers in a part of a passage, with what was put there."""
    at = prose.text.find(VALUE, start, end)
    while at >= 0:
        shortcode = SHORTCODE_PATTERN.match(prose.source, at)
        # A file that is included twice has two numbers in one place, and they come in order.
        here = waiting.get(prose.place(at))
        if shortcode is not None and shortcode["name"] == "var" and here:
            yield shortcode, here.popleft()
        at = prose.text.find(VALUE, at + 1, end)


def _text(
    prose: Prose, start: int, end: int, numbers: Sequence[tuple[re.Match[str], Placement]]
) -> tuple[str, list[int]]:
    """Return a part of a passage on one line, and where the text of each number begins."""
    pieces, position = [], start
    for shortcode, _ in numbers:
        pieces.append(prose.source[position : shortcode.start()])
        position = shortcode.end()
    pieces.append(prose.source[position:end])
    marked = VALUE.join(piece.replace(VALUE, "") for piece in pieces)
    pieces = " ".join(MARKER.sub("", UNREAD.sub("", marked)).split()).split(VALUE)
    if len(pieces) != len(numbers) + 1:  # braces that are no attribute
        pieces = " ".join(marked.split()).split(VALUE)
    text, offsets = pieces[0], []
    for (_, placement), piece in zip(numbers, pieces[1:], strict=True):
        offsets.append(len(text))
        text += placement.text + piece
    return text, offsets
