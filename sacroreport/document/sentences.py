"""The sentence around a place of a document, as a reader would see it."""

from __future__ import annotations

import re
from collections.abc import Callable

from sacroreport.document.tokens import SHORTCODE_PATTERN

BLOCK = re.compile(
    r"\n[ \t]*\n"  # an empty line
    r"|\n(?=[ \t>]*(?:[-*+]|\d+[.)]|\#{1,6}|\||:{3,})[ \t|{])"  # an item, a heading, a row, a div
    r"|(?<=\n):{3,}[^\n]*\n"
)
END = re.compile(
    r"""(?<!\S)(?P<before>[^\s]*)[.!?]["'”’)\]*_]*(?P<gap>\s+)(?=["'“‘(\[*_]*[A-Z{\d])"""
)
SHORT = frozenset("al approx ca cf dr e.g eq fig figs i.e no nos p ref sec tab vs".split())
MARKER = re.compile(r"^[ \t>]*(?:[-*+:]|\d+[.)]|\#{1,6})[ \t]+")
UNREAD = re.compile(r"<!--.*?-->|\{[#.][^{}]*\}", re.S)
"""What no reader sees: comments and attributes."""


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    r"""Return where the sentence around an offset begins and ends.

    A sentence does not go beyond its paragraph, item, heading or row of a table. Shortcodes
    are taken for words, and a few abbreviations do not end a sentence.

    Examples
    --------
    >>> text = "It fell (Fig. 2). Pain {{< var claims.fell >}} in\nall of them. It ended."
    >>> start, end = sentence_at(text, text.index("{{<"))
    >>> text[start:end]
    'Pain {{< var claims.fell >}} in\nall of them.'
    """
    start, end = 0, len(text)
    for match in BLOCK.finditer(text):
        if match.end() <= offset:
            start = match.end()
        elif match.start() >= offset:
            end = match.start()
            break
    masked = SHORTCODE_PATTERN.sub(lambda match: "{" + "x" * (len(match.group()) - 1), text)
    for match in END.finditer(masked, start, end):
        word = match["before"].lstrip("\"'“‘([*_").casefold()
        if word in SHORT or (len(word) == 1 and word.isalpha()):
            continue
        if match.end() <= offset:
            start = match.end()
        else:
            end = match.start("gap")
            break
    return start, end


def sentence_read(text: str, offset: int, read: Callable[[str], str | None]) -> str:
    """Return the sentence around an offset on one line, with the values in place.

    Parameters
    ----------
    read
        The text of an id, or ``None``, which leaves the shortcode as it is.

    Examples
    --------
    >>> sentence_read("- Pain {{< var a.words >}}.", 9, {"a.words": "fell"}.get)
    'Pain fell.'
    """
    start, end = sentence_at(text, offset)

    def value(match: re.Match[str]) -> str:
        own = read(match["args"].strip()) if match["name"] == "var" else None
        return match.group() if own is None else own

    sentence = SHORTCODE_PATTERN.sub(value, UNREAD.sub("", MARKER.sub("", text[start:end])))
    return " ".join(sentence.split())
