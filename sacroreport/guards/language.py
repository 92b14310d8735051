"""What the guards know of a language: number words, nouns, and digits that are no results.

The knowledge is data, one file per language in ``templates/guards/``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from sacroreport.project.templates import template

NUMBER = r"(?:\d+(?:[.,·]\d+)*|[.·]\d+)"
SEVERAL = (
    rf"(?:{NUMBER}|{{words}})"
    rf"(?:(?:, (?:and |or )?| (?:to|and|or|und|oder|bis|et|ou|à|y|o|a|e|ed) | ?[-–] ?)"
    rf"(?:{NUMBER}|{{words}}))*"
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Words that claim more than data without a control group bear out, and why."""

    words: re.Pattern[str]
    why: str


@dataclass(frozen=True)
class Language:
    """What is known of a language.

    Attributes
    ----------
    code
        Two letters.
    numbers
        Number words from two on → their value.
    people
        Nouns of those who are counted, in lower case.
    structural
        Nouns of what a study is built of: groups, readers, visits.
    function
        Words that are no nouns, in lower case.
    of, percent
        Patterns of what stands between a part and its whole, and of the percent sign in words.
    units
        Physical units, as they are written.
    loaded
        Words with a claim in them.
    """

    code: str
    numbers: dict[str, int]
    people: frozenset[str]
    structural: frozenset[str]
    function: frozenset[str]
    of: str
    percent: str
    units: tuple[str, ...]
    loaded: tuple[Loaded, ...]
    patterns: tuple[str, ...]

    @cached_property
    def exempt(self) -> tuple[re.Pattern[str], ...]:
        """Patterns of text whose digits are no results."""
        return tuple(re.compile(pattern) for pattern in self.patterns)

    @cached_property
    def number_word(self) -> re.Pattern[str]:
        """A number word with what follows it."""
        words = "|".join(sorted(map(re.escape, self.numbers), key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I)


@cache
def load_language(lang: str) -> Language:
    """Return what is known of a language; of one that is not listed, what holds in any.

    Examples
    --------
    >>> english = load_language("en-US")
    >>> english.numbers["twenty-eight"], "patients" in english.people
    (28, True)
    >>> load_language("nl").numbers
    {}
    """
    code = lang.split("-")[0].lower()
    shared = _read("any")
    own = _read(code)
    numbers = [one.strip() for one in str(own.get("numbers", "")).replace("\n", " ").split(",")]
    value = {word: index for index, word in enumerate(numbers, start=2) if word}
    few = [word for word, number in value.items() if number <= 12]  # durations are short
    words = "|".join(sorted(map(re.escape, few), key=len, reverse=True)) or r"\d+"

    def pattern(text: str, flags: str) -> str:
        text = text.replace("{ns}", SEVERAL.replace("{words}", words)).replace("{n}", NUMBER)
        return f"(?{flags}:{text})" if flags else text

    return Language(
        code=code,
        numbers=value,
        people=_words(own, "people"),
        structural=_words(own, "structural"),
        function=_words(own, "function"),
        of=str(own.get("of", "/")),
        percent=str(own.get("percent", "%")),
        units=tuple(str(shared["units"]).split()),
        loaded=tuple(
            Loaded(re.compile(rf"(?<![\w-])(?:{one['words']})(?![\w-])", re.I), one["why"])
            for one in own.get("loaded", ())
        ),
        patterns=(
            *(pattern(one, "") for one in shared["exempt"]),
            *(pattern(one, "i") for one in own.get("exempt", ())),
        ),
    )


def _words(data: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(str(data.get(key, "")).casefold().split())


def _read(code: str) -> dict[str, Any]:
    file = template("guards", f"{code}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
