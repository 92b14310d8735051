"""The first place in which two contents part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file holds that a build does not make, or lacks.

    Attributes
    ----------
    where
        The place in the file, in words: "the page", "word/styles.xml", "page 2".
    found, expected
        What stands there in the file, and in a fresh one; empty where nothing does.
    """

    where: str
    found: str = ""
    expected: str = ""


def first_difference(where: str, pieces: Sequence[str], fresh: Sequence[str]) -> Difference | None:
    """Compare two contents piece by piece.

    Examples
    --------
    >>> first_difference("the page", ["<p>", "9.9"], ["<p>", "8.9"])
    Difference(where='the page', found='9.9', expected='8.9')
    >>> first_difference("the page", ["<p>"], ["<p>"]) is None
    True
    """
    for index in range(max(len(pieces), len(fresh))):
        shown = pieces[index] if index < len(pieces) else ""
        wanted = fresh[index] if index < len(fresh) else ""
        if shown != wanted:
            return Difference(where, *parting(shown, wanted))
    return None


def parting(text: str, fresh: str) -> tuple[str, str]:
    """Return two long texts from shortly before they part.

    Examples
    --------
    >>> parting("a" * 200 + "x", "a" * 200 + "y")[0].endswith("ax")
    True
    """
    if max(len(text), len(fresh)) <= LONGEST:
        return text, fresh
    at = next(
        (i for i, pair in enumerate(zip(text, fresh, strict=False)) if pair[0] != pair[1]),
        min(len(text), len(fresh)),
    )
    start = max(0, at - LONGEST // 3)
    return _part(text, start), _part(fresh, start)


def _part(text: str, start: int) -> str:
    end = start + LONGEST
    return "…" * (start > 0) + text[start:end] + "…" * (len(text) > end)
