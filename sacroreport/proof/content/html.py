"""An HTML file as a browser builds it, compared element by element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sacroreport.proof.content.difference import Difference, first_difference

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

DEEPEST = 400
"""Elements inside each other; browsers themselves stop at about 500."""
SPACE = re.compile(r"[ \t\n\f\r]+")
GENERATOR = ("meta", "generator")


class UnreadablePageError(ValueError):
    """A page that browsers and parsers may take for different ones."""


def parse_page(content: bytes) -> LexborHTMLParser:
    """Parse a page by the rules of browsers.

    Raises
    ------
    UnreadablePageError
        If it is not plain UTF-8: a browser would guess, or follow a mark of another encoding.
    """
    from selectolax.lexbor import LexborHTMLParser

    try:
        text = content.decode("utf-8-sig")  # with that mark too, browsers take it for UTF-8
    except UnicodeDecodeError as error:
        raise UnreadablePageError(f"not UTF-8 (byte {error.start + 1})") from None
    if "\0" in text:
        raise UnreadablePageError("holds characters that are no text")
    return LexborHTMLParser(text)


def compare_html(content: bytes, fresh: bytes) -> Difference | None:
    """Return the first thing in which a page is not the one that a build makes."""
    try:
        shown = [*pieces(parse_page(content))]
    except UnreadablePageError as error:
        return Difference("the page", str(error), "UTF-8")
    return first_difference("the page", shown, [*pieces(parse_page(fresh))])


def pieces(page: LexborHTMLParser) -> Iterator[str]:
    """Return a page as its declaration, elements and texts, comments left out.

    White space counts as one space, since a page shows it so, or as it is where a page
    shows it: in preformatted text it differs as little from one writer to the next.
    """
    whole = page.html or ""
    yield whole[: whole.find("<html")].strip().lower()
    if page.root is not None:
        ended = [*_walk(page.root, 0)]
        while ended and ended[-1] in (" ", "</body>", "</html>"):
            ended.pop()  # what stands behind the last element and is no text
        yield from ended


def _walk(node: LexborNode, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise UnreadablePageError("elements stand inside each other too deeply")
    if node.is_comment_node:
        return
    if node.is_text_node:
        yield SPACE.sub(" ", node.text_content or "")
        return
    attributes = {name: value or "" for name, value in node.attributes.items()}
    if (node.tag, attributes.get("name", "").lower()) == GENERATOR:
        return  # the program and its version
    named = " ".join(f'{name}="{attributes[name]}"' for name in sorted(attributes))
    yield f"<{node.tag} {named}>" if named else f"<{node.tag}>"
    if node.tag == "template":
        yield node.html or ""  # what it holds is no child
    child = node.first_child
    text = ""
    while child is not None:
        if child.is_text_node:  # texts around a comment are one
            text += child.text_content or ""
        elif not child.is_comment_node:
            if text:
                yield SPACE.sub(" ", text)
            text = ""
            yield from _walk(child, depth + 1)
        child = child.next
    if text:
        yield SPACE.sub(" ", text)
    yield f"</{node.tag}>"
