"""A copy of a page, read in the styles that a build gives it and in no others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sacroreport.project.root import digest
from sacroreport.proof.content.html import DEEPEST, UnreadablePageError, parse_page
from sacroreport.proof.html import INLINE, OCCURRENCE
from sacroreport.proof.seen.seen import Seen
from sacroreport.proof.stream import copy_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

PLAIN = frozenset(
    "html head body title p span b i em strong u sub sup a br div ins mark small h1 h2 h3 h4 h5 "
    "h6 ul ol li table thead tbody tfoot tr td th caption blockquote code hr main section".split()
)
"""Elements that show their text as it is."""
STRUCK = frozenset({"del", "s", "strike"})
FREE = frozenset({"id", "href", "lang", "title", "alt", "aria-label", "cite", "datetime", "name"})
"""Attributes whose value decides about nothing that a reader sees of the text."""
SPOKEN = {
    "title": "a hint", "alt": "an alternative text", "aria-label": "a text for screen readers",
    "placeholder": "a form", "value": "a form", "summary": "a table", "label": "a form",
}  # fmt: skip
WHOLE = frozenset({"script", "style", "math", "svg", "template"})
"""Elements that count as one piece: they are as a build makes them, or cannot be read."""


@dataclass
class Vocabulary:
    """What a page by a build is made of; without one, whatever there is counts as known."""

    tags: set[str] = field(default_factory=set)
    attributes: set[tuple[str, str, str]] = field(default_factory=set)
    wholes: set[str] = field(default_factory=set)


def read_seen_html(file: Path, known: Vocabulary | None) -> tuple[Seen, Vocabulary]:
    """Return what a reader sees of a page, and what the page is made of.

    Parameters
    ----------
    known
        What a fresh page is made of; ``None`` for the fresh page itself.
    """
    seen = Seen()
    reader = _Reader(seen, known)
    try:
        page = parse_page(file.read_bytes())
    except UnreadablePageError as error:
        seen.doubt(f"the page cannot be read as browsers do: {error}")
        return seen, reader.own
    if page.root is not None:
        reader.walk(page.root, "", "", "", 0)
    if reader.cells:  # what is read aloud before a cell: scope, headers
        cells = digest("\n".join(reader.cells).encode())[:12]
        seen.doubt(f"the cells of its tables are others, or have other headers: {cells}")
    return seen, reader.own


@dataclass
class _Reader:
    seen: Seen
    known: Vocabulary | None
    own: Vocabulary = field(default_factory=Vocabulary)
    pictures: int = 0
    cells: list[str] = field(default_factory=list)

    def walk(self, node: LexborNode, owner: str, reason: str, path: str, depth: int) -> None:
        if depth > DEEPEST:
            self.seen.doubt("elements stand inside each other too deeply")
            return
        tag = str(node.tag)
        attributes = {name: value or "" for name, value in node.attributes.items()}
        if tag in WHOLE or tag == "meta":
            self._whole(tag, node, attributes)
            return
        reason = reason or self._strange(tag, attributes)
        separates = tag not in INLINE or attributes.get("class") == "footnote-back"
        if tag == "title":
            self.seen.aside("the title of the page", node.text(deep=True))
            return
        for name, where in SPOKEN.items():
            self.seen.aside(where, attributes.get(name))
        identifier, source = attributes.get("id", ""), attributes.get("data-of", "")
        if OCCURRENCE.fullmatch(identifier):
            owner = identifier
        elif OCCURRENCE.fullmatch(source):
            owner = copy_of(source)
        if separates:
            self.seen.separate()
        path = _path(path, tag, attributes, node)
        child = node.first_child
        while child is not None:
            if child.is_text_node:
                self.seen.show(child.text_content or "", owner, reason, path)
            elif not child.is_comment_node:
                self.walk(child, owner, reason, path, depth + 1)
            child = child.next
        if separates:
            self.seen.separate()

    def _whole(self, tag: str, node: LexborNode, attributes: Mapping[str, str]) -> None:
        """Take an element that is no text: as a build makes it, or as something unreadable."""
        if tag == "math":
            self.seen.gap()
        text = " ".join((node.html or "").split())
        if tag == "meta" and (name := attributes.get("name", "").lower()):
            self.seen.aside(f"the property {name} of the page", attributes.get("content"))
            return
        self.own.wholes.add(text)
        if self.known is not None and text not in self.known.wholes:
            self.seen.doubt(f"the page holds <{tag}> that a build does not make")

    def _strange(self, tag: str, attributes: Mapping[str, str]) -> str:
        """Return why a reader may see an element otherwise than in a page by a build."""
        self.own.tags.add(tag)
        if tag in ("td", "th"):
            spoken = (attributes.get(name, "") for name in ("scope", "headers", "abbr"))
            self.cells.append(" ".join((tag, *spoken)))
        if tag == "img":
            self.pictures += 1
            source = digest(attributes.get("src", "").encode())[:12]
            self.seen.doubt(f"picture {self.pictures} is another one: {source}")
        triples = {
            (tag, name, " ".join(value.split()))
            for name, value in attributes.items()
            if name not in FREE and not name.startswith("data-") and (tag, name) != ("img", "src")
        }
        self.own.attributes |= triples
        if self.known is None:
            return ""
        if tag in STRUCK:
            return "it is struck out"
        if attributes.get("href", "").strip().lower().startswith(("javascript", "data")):
            self.seen.doubt("a link of the page runs a program")
        if tag not in self.known.tags and tag not in PLAIN:
            self.seen.doubt(f"the page holds <{tag}> that a build does not make")
            return f"it stands in <{tag}>"
        strange = sorted(triples - self.known.attributes)
        for _, name, value in strange:
            self.seen.doubt(
                f'the page holds <{tag} {name}="{value[:60]}"> that a build does not write'
            )
        return f"it stands in <{tag}> that is shown otherwise" if strange else ""


def _span(text: str | None) -> int:
    """Return how many columns a cell takes."""
    return min(int(text), 1000) if text and text.isascii() and text.isdigit() else 1


def _path(path: str, tag: str, attributes: Mapping[str, str], node: LexborNode) -> str:
    """Return the surroundings of an element: what cell it is, and what the styles ask for."""
    if tag in ("td", "th"):
        index, before = 0, node.prev
        while before is not None:
            if before.tag in ("td", "th"):
                index += _span(before.attributes.get("colspan"))
            before = before.prev
        return f"{path} cell {index + 1}"
    classes = attributes.get("class", "")
    if classes and "stat" not in classes.split():
        return f"{path} .{classes}"
    return f"{path} table" if tag == "table" else path
