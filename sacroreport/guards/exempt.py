"""Digits that are no results: patterns of them, compiled only for texts that they may fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_compiled = cache(re.compile)
TOKEN = re.compile(
    r"(?P<word>[A-Za-z]+)|(?P<repeat>[?*+][?+]?|\{\d*,?\d*\}[?+]?)|(?P<look>\(\?<?[=!])"
    r"|(?P<open>\((?:\?(?:[a-z-]*:|>))?)|(?P<close>\))|(?P<or>\|)"
    r"|(?:\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{[a-z]+\}|[^A-Za-z?*+{()|\\\[])+|.",
    re.S,
)
UNREAD = re.compile(r"\(\?(?:P|\()")
"""Groups with names and conditions, which :func:`needed_words` does not read."""
SHORTEST = 3
Words = frozenset[str]
NONE: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Exemption:
    """A pattern of text whose digits are no results.

    Attributes
    ----------
    pattern
        The regular expression.
    words
        What it fits holds one of them, in lower case; none if that is not known.
    """

    pattern: str
    words: Words

    def may_fit(self, text: str) -> bool:
        """Say whether the pattern may fit in a text that was prepared by :func:`lowered`."""
        return not self.words or any(word in text for word in self.words)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the pattern fits."""
        for match in _compiled(self.pattern).finditer(text):
            yield match.span()


def lowered(text: str) -> str:
    """Return a text in which letters that a pattern takes for the same are the same.

    Examples
    --------
    >>> lowered("At 3 MONTHS, 4 monthſ and 5 mınutes")
    'at 3 months, 4 months and 5 minutes'
    """
    return text.casefold().replace("ı", "i").replace("i̇", "i")


def needed_words(pattern: str) -> Words:
    r"""Return words one of which stands in whatever a pattern fits; none if there are no such.

    Only letters are read, and only where they cannot be left out: neither in what is looked at
    before and behind, nor in what may be repeated no time. Of several such places, that with
    the longest words counts.

    Examples
    --------
    >>> sorted(needed_words(r"\b(?:figures?|tables?|see)\b ?\d+(?! times)"))
    ['figure', 'see', 'table']
    >>> needed_words(r"\d+(?: months)?"), needed_words(r"(?:week|\d)s")
    (frozenset(), frozenset())
    """
    if UNREAD.search(pattern):
        return NONE
    above: list[tuple[list[Words], Words, bool]] = []
    branches: list[Words] = []
    known = last = NONE
    word = ""
    for match in TOKEN.finditer(f"{pattern})"):
        kind = match.lastgroup
        if kind == "repeat":
            if match.group()[0] in "?*" or match.group().startswith(("{0", "{,")):
                last = _of(word[:-1])
            word = ""
            continue
        if last:
            known, last = _longer(known, last), NONE
        word = match.group().casefold() if kind == "word" else ""
        if kind == "word":
            last = _of(word)
        elif kind in ("open", "look"):
            above.append((branches, known, kind == "look"))
            branches, known = [], NONE
        elif kind is not None:
            branches.append(known)
            known = NONE
            if kind == "or":
                continue
            last = NONE.union(*branches) if all(branches) else NONE
            if not above:
                return last
            branches, known, is_look = above.pop()
            last = NONE if is_look else last
    return NONE


def _of(word: str) -> Words:
    return frozenset((word,)) if len(word) >= SHORTEST else NONE


def _longer(one: Words, other: Words) -> Words:
    """Return that of two sets whose shortest word is longer; an empty one says nothing."""
    if not one:
        return other
    return other if min(map(len, other)) > min(map(len, one)) else one
