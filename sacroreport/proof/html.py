"""An HTML file as a stream: numbers are found by their id."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from lxml import html

from sacroreport.proof.stream import Stream, copy_of

OCCURRENCE = re.compile(r"n-\d{4,}")
SKIPPED = frozenset({"math", "script", "style", "head", "template", "svg"})
NETWORK = re.compile(r"(?i)\s*(?:https?:)?//")
STYLE_LOADS = re.compile(r"""(?ix) (?:@import\s+|url\()\s*["']?((?:https?:)?//[^"')\s;]+)""")
INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i ins kbd label mark q s samp small span strong "
    "time u var wbr".split()
)


def read_html(path: Path, *, contents: Literal["all", "ours", "none"] = "all") -> Stream:
    """Return the text of an HTML file's body.

    Parameters
    ----------
    contents
        Which tables of contents count: they say every heading once more, and those that are
        not ours say it as their makers like.
    """
    # utf-8 by name: the parser would otherwise guess when a declaration was lost
    tree = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    stream = Stream()
    for nav in [*tree.iter("nav")]:
        is_ours = "contents" in nav.get("class", "").split()
        if contents == "none" or (contents == "ours" and not is_ours):
            nav.drop_tree()
    for body in tree.iter("body"):
        _walk(body, stream, "")
    return stream


def _walk(element: html.HtmlElement, stream: Stream, owner: str) -> None:
    tag = element.tag
    if not isinstance(tag, str):
        return  # a comment
    separates = tag not in INLINE or element.get("class") == "footnote-back"
    if separates:
        stream.separate()
    if tag == "math":
        stream.gap()
    if tag not in SKIPPED:
        identifier = element.get("id", "")
        if OCCURRENCE.fullmatch(identifier):
            owner = identifier
        elif OCCURRENCE.fullmatch(source := element.get("data-of", "")):
            owner = copy_of(source)
        stream.add(element.text or "", owner)
        for child in element:
            _walk(child, stream, owner)
            stream.add(child.tail or "", owner)
    if separates:
        stream.separate()


def read_attributes(path: Path) -> list[str]:
    """Return the alternative texts of an HTML file's images."""
    tree = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    return [image.get("alt", "") for image in tree.iter("img")]


def network_uses(path: Path) -> list[str]:
    """Return the addresses that a page would load from the network, links left out."""
    text = path.read_text(encoding="utf-8")
    tree = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    addresses = []
    for element in tree.iter(
        "script", "img", "iframe", "source", "video", "audio", "embed", "link"
    ):
        if element.tag == "link" and "stylesheet" not in element.get("rel", ""):
            continue
        address = element.get("href" if element.tag == "link" else "src", "")
        if NETWORK.match(address):
            addresses.append(address)
    for style in tree.iter("style"):
        addresses += STYLE_LOADS.findall(style.text or "")
    return list(dict.fromkeys(addresses))
