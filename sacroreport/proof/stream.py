"""The text of a document as a proof sees it: characters, their numbers, and gaps.

White space never counts as such: files break lines where they like. What counts is
every other character in reading order, whether something separates two characters,
and which injected number each character belongs to.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field


def plain(character: str) -> str:
    """Return a character in compatibility form; a fraction stays one.

    Examples
    --------
    >>> plain("ﬁ"), plain("²"), plain("½")
    ('fi', '2', '½')
    """
    if unicodedata.decomposition(character).startswith("<fraction>"):
        return character  # ½ is one character on every page, and "1⁄2" would join a number
    return unicodedata.normalize("NFKC", character)


@dataclass
class Stream:
    """Characters in reading order.

    Attributes
    ----------
    characters
        Everything but white space, in compatibility form (ligatures and mathematical
        letters become plain ones).
    owners
        Occurrence id of the number that each character belongs to, or empty; of a copy in
        the contents, what :func:`copy_of` makes of it.
    breaks
        Indexes before which something separates: white space, a new block or cell, a
        change to or from a superscript.
    gaps
        Indexes before which text may stand that is not compared, such as math on a page.
    shifts
        Indexes at which the text goes up to a superscript, down to a subscript, or back.
    headers
        For each table: where its header begins and ends, and where the table ends.
    """

    characters: list[str] = field(default_factory=list)
    owners: list[str] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    gaps: set[int] = field(default_factory=set)
    shifts: set[int] = field(default_factory=set)
    headers: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, text: str, owner: str = "") -> None:
        """Append text; white space in it separates."""
        for character in unicodedata.normalize("NFC", text):
            shifted = unicodedata.decomposition(character).startswith(("<super>", "<sub>"))
            if shifted:
                self.shift()
            for part in plain(character):
                if part.isspace():
                    self.separate()
                elif part not in INVISIBLE:
                    self.characters.append(part)
                    self.owners.append(owner)
            if shifted:
                self.shift()

    def shift(self) -> None:
        """Note a change to or from a superscript or subscript, which separates."""
        self.separate()
        self.shifts.add(len(self.characters))

    def separate(self) -> None:
        """Separate what follows from what came before."""
        self.breaks.add(len(self.characters))

    def gap(self) -> None:
        """Note that uncompared text may stand here."""
        self.separate()
        self.gaps.add(len(self.characters))

    def extend(self, other: Stream) -> None:
        """Append another stream, separated."""
        self.separate()
        shift = len(self.characters)
        self.characters += other.characters
        self.owners += other.owners
        self.breaks |= {index + shift for index in other.breaks}
        self.gaps |= {index + shift for index in other.gaps}
        self.shifts |= {index + shift for index in other.shifts}
        self.separate()

    @property
    def text(self) -> str:
        """The characters without any separation."""
        return "".join(self.characters)

    def words(self, start: int, end: int) -> str:
        """Return a part of the stream with a space at each break."""
        text = ""
        for index in range(start, end):
            if index in self.breaks and text:
                text += " "
            text += self.characters[index]
        return text

    @property
    def all_words(self) -> str:
        """The whole stream with a space at each break."""
        return self.words(0, len(self.characters))

    def around(self, index: int, reach: int = 24) -> str:
        """Return the words around an index, for messages."""
        return self.words(max(0, index - reach), min(len(self.characters), index + reach))

    def numbers(self) -> dict[str, tuple[int, int]]:
        """Return where each number begins and ends; a number in two pieces spans both."""
        result: dict[str, tuple[int, int]] = {}
        for index, owner in enumerate(self.owners):
            if owner:
                first = result.get(owner, (index, index))[0]
                result[owner] = (first, index + 1)
        return result

    def texts_of_numbers(self) -> dict[str, str]:
        """Return what each number says: its owner → text."""
        return {owner: self.words(first, last) for owner, (first, last) in self.numbers().items()}


COPY = "/contents"


def copy_of(occurrence: str) -> str:
    """Return the owner of the characters that say a number once more, in the contents.

    Examples
    --------
    >>> copy_of("n-0001"), original(copy_of("n-0001")), original("n-0001")
    ('n-0001/contents', 'n-0001', 'n-0001')
    """
    return occurrence + COPY


def original(owner: str) -> str:
    """Return the number that an owner is, or is a copy of."""
    return owner.removesuffix(COPY)


INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069"
    "\ufeff\ufe0e\ufe0f"
)
"""Characters that show nothing: soft hyphens, joiners, direction marks, variation selectors."""


def squeeze(text: str) -> str:
    r"""Return a text as :meth:`Stream.words` gives it, for comparison.

    Examples
    --------
    >>> squeeze("8.9\u00a0±  1.0")
    '8.9 ± 1.0'
    """
    stream = Stream()
    stream.add(text)
    return stream.all_words
