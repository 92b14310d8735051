"""What the guards know, in a language, of the words that stand beside printed numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

NEVER = r"(?!)"
"""A pattern that nothing fits."""
Phrase = tuple[str, ...]
"""Words that belong together, in lower case."""


@dataclass(frozen=True)
class Vocabulary:
    """What is known of the words beside a printed number.

    Attributes
    ----------
    multiplied
        Pattern of words behind a number that make another of it: "hundred".
    ordinal, fold
        Patterns of endings right behind a number: of "5th", which is another, and of
        "sevenfold", which is not.
    negation
        Pattern of what turns the words behind it into their contrary.
    interval
        Pattern of the words that the text of an interval says already.
    statistics
        ``mean``, ``median``, ``sd``, ``min`` and ``max`` → words for it.
    before, after
        Words of the two times of a pair.
    timed
        Words of those that need a noun behind them: "after treatment".
    treatment
        Nouns that may stand there.
    alike
        Words that say the same of people: woman, female.
    said
        Pattern of what joins words with their number: "was", "of".
    held
        Pattern of what joins a group with the number of those in it: "men in".
    role
        Words that may stand before the group that people are: "treated as".
    excluded
        Pattern of what makes the number behind it one of others: "all but".
    apart
        Words that end the phrase of a number: "than", "from".
    opening
        Words that begin one: "and".
    unordered
        Pattern of what says which number belongs to what in a way of its own.
    since, until
        Patterns of what stands before and between the limits of a range.
    """

    multiplied: str
    ordinal: str
    fold: str
    negation: str
    interval: str
    statistics: dict[str, tuple[Phrase, ...]]
    before: tuple[Phrase, ...]
    after: tuple[Phrase, ...]
    timed: frozenset[str]
    treatment: frozenset[str]
    alike: tuple[frozenset[str], ...]
    said: str
    held: str
    role: frozenset[str]
    excluded: str
    apart: frozenset[str]
    opening: frozenset[str]
    unordered: str
    since: str
    until: str


def read_vocabulary(own: dict[str, Any]) -> Vocabulary:
    """Return these words from what is listed of a language; where nothing is, none."""
    data = own.get("beside", {})

    def phrases(text: str) -> tuple[Phrase, ...]:
        return tuple(tuple(one.split("_")) for one in text.casefold().split())

    def pattern(key: str) -> str:
        return str(data.get(key, NEVER))

    return Vocabulary(
        multiplied=pattern("multiplied"),
        ordinal=pattern("ordinal"),
        fold=pattern("fold"),
        negation=pattern("negation"),
        interval=pattern("interval"),
        statistics={key: phrases(one) for key, one in data.get("statistics", {}).items()},
        before=phrases(str(data.get("before", ""))),
        after=phrases(str(data.get("after", ""))),
        timed=words_of(data, "timed"),
        treatment=words_of(data, "treatment"),
        alike=tuple(frozenset(one.casefold().split()) for one in data.get("alike", ())),
        said=pattern("said"),
        held=pattern("held"),
        role=words_of(data, "role"),
        excluded=pattern("excluded"),
        apart=words_of(data, "apart"),
        opening=words_of(data, "opening"),
        unordered=pattern("unordered"),
        since=pattern("since"),
        until=pattern("until"),
    )


def words_of(data: dict[str, Any], key: str) -> frozenset[str]:
    """Return the words listed under a key, in lower case."""
    return frozenset(str(data.get(key, "")).casefold().split())
