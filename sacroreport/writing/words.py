"""Counts, labels and lists as the words of a language."""

from __future__ import annotations

from collections.abc import Sequence

from sacroreport.writing.cardinals import cardinal_of
from sacroreport.writing.text import Segment, Text, chain

AND = {"de": "und", "fr": "et", "es": "y", "it": "e", "pt": "e"}


def and_list(items: Sequence[str | Segment | Text], lang: str) -> Text:
    """Join words or texts as a sentence lists them.

    Examples
    --------
    >>> [and_list(items, lang).plain for items, lang in [("ab", "en-US"), ("abc", "en")]]
    ['a and b', 'a, b, and c']
    >>> and_list(["a", "b", "c"], "de").plain
    'a, b und c'
    """
    word = AND.get(lang.split("-")[0], "and")
    comma = "," if word == "and" and len(items) > 2 else ""
    pieces: list[str | Segment | Text] = []
    for index, item in enumerate(items):
        if index:
            pieces.append(f"{comma} {word} " if index == len(items) - 1 else ", ")
        pieces.append(item)
    return chain(pieces)


def in_sentence(label: str, lang: str) -> str:
    """Return a label as it stands within a sentence: its first letter small, if it may be.

    German nouns and what has capitals or digits beside the first letter stay.

    Examples
    --------
    >>> (
    ...     in_sentence("Multiple myeloma", "en-US"),
    ...     in_sentence("MRI", "en"),
    ...     in_sentence("Zyste", "de"),
    ... )
    ('multiple myeloma', 'MRI', 'Zyste')
    """
    first = label.split(" ")[0]
    if lang.startswith("de") or not first[:1].isupper() or not first[1:].islower():
        return label
    return label[0].lower() + label[1:]


def in_words(number: int, lang: str, *, capital: bool = False) -> str:
    """Return a count in words.

    Examples
    --------
    >>> in_words(7, "en-US"), in_words(28, "en-US", capital=True), in_words(7, "de-DE")
    ('seven', 'Twenty-eight', 'sieben')
    """
    for code in (lang.replace("-", "_"), lang.split("-")[0], "en"):
        if (convert := cardinal_of(code)) is not None:
            words = str(convert(number))
            break
    return words[0].upper() + words[1:] if capital else words
