"""The text of a copy with what is known of how each character shows."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from sacroreport.proof.stream import Stream

TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the order in which others are shown."""
TURNED = "characters beside it turn the order of reading"

ODD = "it is written in digits of another kind"


def _is_odd(character: str) -> bool:
    """Say whether a character is a digit, or stands for one, and is none of 0 to 9.

    Examples
    --------
    >>> [_is_odd(one) for one in "9⑨９²½"]
    [False, True, True, False, False]
    """
    if character.isascii():
        return False
    shape = unicodedata.decomposition(character)
    if shape.startswith(("<super>", "<sub>", "<fraction>")):
        return False
    return any(digit.isdigit() for digit in unicodedata.normalize("NFKC", character))


@dataclass
class Seen(Stream):
    """Characters in reading order, each with why it may not be seen, and where it stands.

    Attributes
    ----------
    reasons
        For each character why a reader may not see it as it is; empty for one that is seen.
    paths
        For each character the surroundings that decide about how it shows: a cell of a
        table, a footnote. The same text elsewhere is another statement.
    beside
        Texts that are no part of the body, with where they stand: headers, comments,
        properties, alternative texts.
    doubts
        What the file holds that cannot be read, and may show anything.
    notices
        What was read in one way though there is another.
    """

    reasons: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)
    doubts: dict[str, None] = field(default_factory=dict)
    notices: dict[str, None] = field(default_factory=dict)

    def show(self, text: str, owner: str = "", reason: str = "", path: str = "") -> None:
        """Append text as a reader meets it."""
        start = len(self.characters)
        self.add(text, owner)
        if TURNING.intersection(text):
            reason = reason or TURNED
        if any(_is_odd(character) for character in text):
            reason = reason or ODD
        count = len(self.characters) - start
        self.reasons += [reason] * count
        self.paths += [path] * count

    def reason(self, index: int) -> str:
        """Return why a character may not be seen as it is; empty when it is seen."""
        return self.reasons[index]

    def doubt(self, about: str) -> None:
        """Note something that cannot be read."""
        self.doubts[about] = None

    def aside(self, where: str, text: str | None) -> None:
        """Note a text beside the body."""
        if text and text.strip():
            self.beside.append((where, " ".join(text.split())))
