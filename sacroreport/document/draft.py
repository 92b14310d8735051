"""A document as a draft: findings marked where they stand, and what has no value pending.

The staged text of a draft begins with a line that says what it is and a list of its
findings; the filters move them to their places and dress them for each format. A mark is
an empty span, so that a heading keeps its id and a caption its words::

    []{.draft-mark n="2" severity="error"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sacroreport.document.document import Document
from sacroreport.document.draft_marks import MarkPosition, MarkPositions
from sacroreport.document.items import Context, Reference, Refusal, Shortcode, Target
from sacroreport.document.stage import Change
from sacroreport.document.tokens import SHORTCODE_PATTERN, TOKENS
from sacroreport.findings import Finding, Place
from sacroreport.study.ids import Definition, Role
from sacroreport.writing.markdown import escape
from sacroreport.writing.text import upright
from sacroreport.writing.values import Value, Values

BROKEN = frozenset({"missing-file", "bad-image", "unsupported"})
"""Rules about an image that cannot be shown."""
UNRESOLVED = frozenset({"unknown-label", "unknown-citation"})
CELL = re.compile(r"(?:`{3,}|~{3,})[ \t]*(?P<info>\{[ \t]*(?P<language>[A-Za-z]\w*)[^}\n]*\})")
JOINER = "\u2060"
"""Before a mark, which else would be a part of a citation, a link or an image."""


@dataclass(frozen=True, slots=True)
class MarkedFinding:
    """A finding with its number in a document, and the positions of its marks."""

    number: int
    finding: Finding
    positions: tuple[MarkPosition, ...]


def pending(id_: str) -> str:
    """Return what stands for something that has no value yet.

    Examples
    --------
    >>> pending("vas.test.p")
    '[pending: vas.test.p]'
    """
    return f"[pending: {id_}]"


def with_pending(values: Values, document: Document, *, known: bool) -> Values:
    """Return the values of a draft: every id of a document has a text.

    Parameters
    ----------
    known
        Whether there are values; otherwise all of them are pending.
    """
    rows: dict[str, Value] = {}
    for id_, value in values.rows.items():
        rows[id_] = value if known and value.text is not None else _pending(id_, value.definition)
    for id_ in (*document.ids, *(shortcode.argument for shortcode in document.metadata.shortcodes)):
        nothing = Definition(id=id_, name="", role=Role.COUNT, meaning="")
        rows.setdefault(id_, _pending(id_, nothing))
    return Values(values.style, rows)


def _pending(id_: str, definition: Definition) -> Value:
    # a cell of a table is told by its row and column, and has no room for its name
    text = "[pending]" if id_.startswith("cells.") else pending(id_)
    return Value(definition, upright(text))


def mark(
    document: Document, findings: Sequence[Finding], others: Sequence[Document]
) -> list[MarkedFinding]:
    """Return the findings of a document with their numbers: in the order of its text, then others.

    Parameters
    ----------
    findings
        Of the whole run.
    others
        Documents whose own findings are not told here.
    """
    own = set(document.body.files)
    elsewhere = {file for other in others for file in other.body.files} - own
    positions = MarkPositions(document.body.text)
    unnumbered = []
    for finding in findings:
        if finding.place.file not in elsewhere:
            offsets = _offsets(document, finding)
            unnumbered.append(
                (finding, offsets, tuple(_positions(document, finding, offsets, positions)))
            )
    end = len(document.body.text) + 1
    unnumbered.sort(key=lambda entry: min((position.offset for position in entry[2]), default=end))
    return [
        MarkedFinding(n, finding, places) for n, (finding, _, places) in enumerate(unnumbered, 1)
    ]


def _offsets(document: Document, finding: Finding) -> list[int]:
    offsets = document.body.offsets(finding.place)
    if finding.rule not in UNRESOLVED:
        return offsets
    keys = {
        reference.key
        for reference in _references(document)
        if reference.start in offsets or reference.start + 1 in offsets
    }
    return [
        reference.start for reference in _references(document) if reference.key in keys
    ] or offsets


def _references(document: Document) -> list[Reference]:
    return [item for item in document.items if isinstance(item, Reference)]


def _positions(
    document: Document, finding: Finding, offsets: Sequence[int], positions: MarkPositions
) -> Iterator[MarkPosition]:
    """Yield where a finding is marked in a text; nowhere if it is about another one.

    One about an include line is marked where the next line stands, one about the last line at
    the end.
    """
    if offsets:
        after: dict[MarkPosition, None] = {}
        for offset in offsets:
            last = offset + max(0, finding.length - 1)  # behind all that the finding is about
            while last > offset and not positions.text[last : last + 1].isalnum():
                last -= 1  # "35%" is marked behind its sign, which belongs to the word
            after[positions.after(last)] = None
        yield from after
        return
    body, place = document.body, finding.place
    first = 1
    if place.file == document.name and document.metadata.text:
        first = document.metadata.text.count("\n") + 3
    lines = [line for file, line in body.origins if file == place.file]
    if not lines or place.line < first or (place.file != document.name and place.line < lines[0]):
        return  # it stands in no text
    later = [line for line in lines if line > place.line]
    if later:  # an include line, which is not a part of the text
        for offset in body.offsets(Place(place.file, min(later), 1)):
            yield positions.before_line(offset)
    else:
        yield MarkPosition(len(body.text), "")


def changes(document: Document, marked: Sequence[MarkedFinding], placeholder: str) -> list[Change]:
    """Return the changes that make a draft of a source, in no order.

    Marks are put in behind what they are about; what has no value yet, or cannot be rendered,
    is replaced by words that say that it is pending.

    Parameters
    ----------
    placeholder
        Path of the picture that is shown for one that cannot be.
    """
    marked_at: dict[MarkPosition, list[MarkedFinding]] = {}
    for marked_finding in marked:
        for position in marked_finding.positions:
            marked_at.setdefault(position, []).append(marked_finding)
    edits = [
        *_replaced(document, [marked_finding.finding for marked_finding in marked], placeholder)
    ]
    for position in sorted(
        marked_at, key=lambda position: (position.offset, position.prefix is not None)
    ):
        spans = "".join(
            f'[]{{.draft-mark n="{entry.number}" severity="{entry.finding.severity}"}}'
            for entry in marked_at[position]
        )
        edits.append(Change(position.offset, position.offset, position.wrap(f"{JOINER}{spans}")))
    return edits


def _replaced(
    document: Document, findings: Sequence[Finding], placeholder: str
) -> Iterator[Change]:
    """Yield the changes of what no engine could render, or render as it was meant."""
    text = document.body.text
    shortcodes = {item.start for item in document.items if isinstance(item, Shortcode)}
    broken = {finding.place for finding in findings if finding.rule in BROKEN}
    unresolved = {
        offset
        for finding in findings
        if finding.rule in UNRESOLVED
        for offset in _offsets(document, finding)
    }
    data = document.metadata.data
    for item in document.items:
        match item:
            case Refusal(rule="malformed-shortcode"):
                token = TOKENS.match(text, item.start)
                words = token.group().strip("{}<>% \t") if token is not None else ""
                end = token.end() if token is not None else item.start
                yield Change(item.start, end, _inline(words or "shortcode"))
            case Refusal(rule="code-cell") if (cell := CELL.match(text, item.start)) is not None:
                # as code like any other, which no engine runs or draws
                yield Change(cell.start("info"), cell.end("info"), f"{{.{cell['language']}}}")
            case Refusal() if text[item.start - 1 : item.start] == "!" and item.start in shortcodes:
                yield Change(item.start, item.start, JOINER)
            case Refusal() if item.start not in shortcodes:
                if (match := SHORTCODE_PATTERN.match(text, item.start)) is not None:
                    yield Change(item.start, match.end(), "pending")
            case Shortcode(context=Context.MATH):
                yield Change(item.start, item.end, r"\text{pending}")
            case Shortcode(context=Context.TARGET):
                yield Change(item.start, item.end, "pending")
            case Shortcode(context=Context.CODE):
                yield Change(item.start, item.end, pending(item.argument))
            case Shortcode(name="include") | Shortcode(name="meta"):
                if item.name == "include" or not _is_text(data, item.argument):
                    yield Change(item.start, item.end, _inline(f"{item.name} {item.argument}"))
            case Target(is_image=True) if document.body.place(item.start) in broken:
                yield Change(item.start, item.end, placeholder)
            case Reference() if item.start in unresolved:
                yield from _unresolved(document, item)
            case _:
                pass


def _unresolved(document: Document, item: Reference) -> Iterator[Change]:
    """Yield the change of a reference to nothing; none for one that shares its brackets."""
    text = document.body.text
    token = TOKENS.match(text, item.start)
    end = token.end() if token is not None else item.start
    start, last = item.start, MarkPositions(text).after(item.start).offset
    if last > end and text[last - 1 : last] == "]":
        start, end = text.rfind("[", 0, start), last
        if sum(start < reference.start < end for reference in _references(document)) > 1:
            return
    yield Change(start, end, _inline(item.key))


def _inline(words: str) -> str:
    return f"[{escape(pending(words), starts_line=False)}]{{.draft-pending}}"


def _is_text(data: object, dotted: str) -> bool:
    for part in dotted.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return isinstance(data, str) and "{{<" not in data
