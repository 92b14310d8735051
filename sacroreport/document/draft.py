"""A document as a draft: findings marked where they stand, and what has no value pending.

The staged text of a draft begins with a line that says what it is and a list of its
findings; the filters move them to their places and dress them for each format. A mark is
an empty span, so that a heading keeps its id and a caption its words::

    []{.draft-mark n="2" severity="error"}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sacroreport.document.document import Document
from sacroreport.document.draft_marks import Spot, Spots
from sacroreport.document.scan import (
    SHORTCODE_PATTERN,
    TOKENS,
    Context,
    Reference,
    Refusal,
    Shortcode,
    Target,
)
from sacroreport.document.stage import Change
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
class Marked:
    """A finding with its number in a document, and the places of its marks."""

    number: int
    finding: Finding
    spots: tuple[Spot, ...]


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
    for id_ in (*document.ids, *(one.argument for one in document.metadata.shortcodes)):
        nothing = Definition(id=id_, name="", role=Role.COUNT, meaning="")
        rows.setdefault(id_, _pending(id_, nothing))
    return Values(values.style, rows)


def _pending(id_: str, definition: Definition) -> Value:
    # a cell of a table is told by its row and column, and has no room for its name
    text = "[pending]" if id_.startswith("cells.") else pending(id_)
    return Value(definition, upright(text))


def mark(
    document: Document, findings: Sequence[Finding], others: Sequence[Document]
) -> list[Marked]:
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
    spots = Spots(document.body.text)
    found = []
    for finding in findings:
        if finding.place.file not in elsewhere:
            offsets = _offsets(document, finding)
            found.append((finding, offsets, tuple(_spots(document, finding, offsets, spots))))
    end = len(document.body.text) + 1
    found.sort(key=lambda one: min((spot.offset for spot in one[2]), default=end))
    return [Marked(n, finding, places) for n, (finding, _, places) in enumerate(found, 1)]


def _offsets(document: Document, finding: Finding) -> list[int]:
    offsets = document.body.offsets(finding.place)
    if finding.rule not in UNRESOLVED:
        return offsets
    keys = {
        one.key for one in _references(document) if one.start in offsets or one.start + 1 in offsets
    }
    return [one.start for one in _references(document) if one.key in keys] or offsets


def _references(document: Document) -> list[Reference]:
    return [item for item in document.items if isinstance(item, Reference)]


def _spots(
    document: Document, finding: Finding, offsets: Sequence[int], spots: Spots
) -> Iterator[Spot]:
    if offsets:
        found: dict[Spot, None] = {}
        for offset in offsets:
            last = offset + max(0, finding.length - 1)  # behind all that the finding is about
            while last > offset and not spots.text[last : last + 1].isalnum():
                last -= 1  # "35%" is marked behind its sign, which belongs to the word
            found[spots.after(last)] = None
        yield from found
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
            yield spots.before_line(offset)
    else:
        yield Spot(len(body.text), "")


def changes(document: Document, marked: Sequence[Marked], placeholder: str) -> list[Change]:
    """Return what a draft has in place of its source: marks, and what else is pending.

    Parameters
    ----------
    placeholder
        Path of the picture that is shown for one that cannot be.
    """
    by_spot: dict[Spot, list[Marked]] = {}
    for one in marked:
        for spot in one.spots:
            by_spot.setdefault(spot, []).append(one)
    made = [*_replaced(document, [one.finding for one in marked], placeholder)]
    for spot in sorted(by_spot, key=lambda spot: (spot.offset, spot.prefix is not None)):
        spans = "".join(
            f'[]{{.draft-mark n="{one.number}" severity="{one.finding.severity}"}}'
            for one in by_spot[spot]
        )
        made.append(Change(spot.offset, spot.offset, spot.wrap(f"{JOINER}{spans}")))
    return made


def _replaced(
    document: Document, findings: Sequence[Finding], placeholder: str
) -> Iterator[Change]:
    text = document.body.text
    shortcodes = {item.start for item in document.items if isinstance(item, Shortcode)}
    broken = {one.place for one in findings if one.rule in BROKEN}
    unresolved = {
        offset for one in findings if one.rule in UNRESOLVED for offset in _offsets(document, one)
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
    """Yield what stands for a reference to nothing, unless it shares its brackets."""
    text = document.body.text
    token = TOKENS.match(text, item.start)
    end = token.end() if token is not None else item.start
    start, last = item.start, Spots(text).after(item.start).offset
    if last > end and text[last - 1 : last] == "]":
        start, end = text.rfind("[", 0, start), last
        if sum(start < one.start < end for one in _references(document)) > 1:
            return
    yield Change(start, end, _inline(item.key))


def _inline(words: str) -> str:
    return f"[{escape(pending(words), starts_line=False)}]{{.draft-pending}}"


def _is_text(data: object, dotted: str) -> bool:
    for part in dotted.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return isinstance(data, str) and "{{<" not in data


def opening(marked: Sequence[Marked], words: Mapping[str, Any], lang: str, date: str) -> str:
    """Return the head of a draft's text: the line about it, and the list of its findings.

    The list comes first, so that nothing that is open at the end of a text swallows it.
    """
    count = len(marked)
    line = words["none"] if not count else words["one"] if count == 1 else words["more"]
    made = [
        f'::: {{.draft-line watermark="{words["mark"]}" prefix="{words["word"]}" date="{date}"}}',
        escape(line.format(count=count)),
        ":::\n",
    ]
    if marked:
        made += [f'::::: {{.draft-findings heading="{words["heading"]}"}}']
        made += [_entry(one, words, lang) for one in marked]
        made += [":::::\n"]
    return "\n".join(made) + "\n"


def _entry(one: Marked, words: Mapping[str, Any], lang: str) -> str:
    finding = one.finding
    place = str(finding.place)
    said = str(finding).removeprefix(f"{finding.severity}: ").removeprefix(f"{place}: ")
    said = said.removesuffix(f" [{finding.rule}]")
    said = said[:1].upper() + said[1:] + ("" if said.endswith((".", "?", "!")) else ".")
    # findings are in English, whatever the document is in
    spoken = "" if lang.startswith("en") else ' lang="en"'
    parts = [str(words[str(finding.severity)]), *([place] if place else []), finding.rule]
    return "\n".join(
        [
            f'\n:::: {{.draft-finding n="{one.number}" severity="{finding.severity}"}}',
            f"[{escape(' · '.join(parts), starts_line=False)}]{{.draft-place}}\n",
            f"[{_said(said)}]{{.draft-message{spoken}}}",
            "::::\n",
        ]
    )


def _said(text: str) -> str:
    """Return a message as markdown; what it says in backticks is code, unless it is a shortcode."""
    parts = re.split(r"`([^`{]+)`", text)
    return "".join(f"`{part}`" if index % 2 else _padded(part) for index, part in enumerate(parts))


def _padded(text: str) -> str:
    """Return plain text as markdown, with the spaces at its ends."""
    return (
        " " * text.startswith(" ") + escape(text, starts_line=False) + " " * text[1:].endswith(" ")
    )
