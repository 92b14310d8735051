"""What the guards know of a language: number words, nouns, and digits that are no results.

The knowledge is data, one file per language in ``templates/guards/``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from sacroreport.document.document import Document
from sacroreport.guards.exempt import Exemption, lowered, needed_words
from sacroreport.guards.vocabulary import NEVER, Vocabulary, read_vocabulary, words_of
from sacroreport.project.templates import template
from sacroreport.study.study import Study

# Bounded, so that a long row of digits or numbers is not read again from each of them.
NUMBER = r"(?>\d{1,15}(?:[.,·]\d{1,15}){0,6}|[.·]\d{1,15})"
SEVERAL = (
    rf"(?:{NUMBER}|{{words}})"
    rf"(?:(?:, (?:and |or )?| (?:to|and|or|und|oder|bis|et|ou|à|y|o|a|e|ed) | ?[-–] ?)"
    rf"(?:{NUMBER}|{{words}})){{0,9}}"
)
WHOLE = SEVERAL.replace(NUMBER, r"(?:\d{1,4}(?:[.,·]5)?(?![.,·]?\d))")
QUANTIFIERS = ("none", "one", "every")
CODE = re.compile(r"[a-z]{2,3}")


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
        Nouns of what a study is built of: groups, readers, hospitals.
    few
        The same, where only a small number of them is no result: sessions, visits.
    function
        Words that are no nouns, in lower case.
    of, percent
        Patterns of what stands between a part and its whole, and of the percent sign in words.
    verbs
        Verbs before which a number word stands for people.
    copula
        Pattern of the forms of to be and to have.
    units
        Physical units, as they are written.
    synonyms
        Units that mean the same.
    durations
        The same of time, in words too.
    summary
        Pattern of what stands before a number that sums something up: "mean size was".
    summed
        Pattern of what stands behind such a number: "on average".
    since
        Pattern of what stands before a year.
    bound
        Pattern of what stands before a limit: "more than".
    conjunction
        Pattern of what joins the parts of a sentence.
    subset
        Words of a part of the participants, or of others: "group", "responders", "per".
    times
        Words of the time before treatment, and of that after it.
    apart
        Words of numbers that are laid down, or of others: nothing in their sentence is
        sure to be a result. Of a language for which they are not listed, in no sentence.
    ranged
        Pattern of a word for what lies between the smallest and the largest value.
    loaded
        Words with a claim in them.
    unsaid
        Pattern of what stands before words that nobody asserts: "not", "whether it is".
    claimed
        Words of significance, which only a claim may say of results.
    shares
        Words that say how many without a number: "half of the patients".
    quantifiers
        ``none``, ``one`` and ``every`` → words for it; the group ``people`` is of those who
        are counted.
    restricted
        Pattern of what makes some of all: "with", "who".
    joined, clause
        Patterns of what stands between the parts of a list, and between clauses.
    happened
        Verbs that end a noun phrase: "deaths occurred".
    said
        Pattern of a predicate that only says that something was: "were seen".
    doubled
        Pattern of words that speak of two things at once: "both".
    kin
        Words that say the same of what was recorded: death, died.
    up, down, better, worse
        Words of the directions of a change.
    amount
        Pattern of what stands between such a word and by how much.
    beside
        What stands beside a printed number and makes another of it, or says what it is: see
        :class:`~sacroreport.guards.vocabulary.Vocabulary`.
    exemptions
        Patterns of text whose digits are no results.
    """

    code: str
    numbers: dict[str, int]
    people: frozenset[str]
    structural: frozenset[str]
    few: frozenset[str]
    function: frozenset[str]
    of: str
    percent: str
    verbs: str
    copula: str
    units: tuple[str, ...]
    synonyms: tuple[frozenset[str], ...]
    durations: tuple[frozenset[str], ...]
    summary: re.Pattern[str]
    summed: re.Pattern[str]
    since: re.Pattern[str]
    bound: re.Pattern[str]
    conjunction: str
    subset: frozenset[str]
    times: tuple[frozenset[str], frozenset[str]]
    apart: re.Pattern[str]
    ranged: str
    loaded: tuple[Loaded, ...]
    unsaid: re.Pattern[str]
    claimed: re.Pattern[str]
    shares: re.Pattern[str]
    quantifiers: dict[str, re.Pattern[str]]
    restricted: re.Pattern[str]
    joined: re.Pattern[str]
    clause: re.Pattern[str]
    happened: frozenset[str]
    said: re.Pattern[str]
    doubled: re.Pattern[str]
    kin: tuple[frozenset[str], ...]
    up: re.Pattern[str]
    down: re.Pattern[str]
    better: re.Pattern[str]
    worse: re.Pattern[str]
    amount: str
    beside: Vocabulary
    exemptions: tuple[Exemption, ...]

    def exempt(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the parts of a text whose digits are no results."""
        prepared = lowered(text)
        for exemption in self.exemptions:
            if exemption.may_fit(prepared):
                yield from exemption.spans(text)

    def unit_of(self, text: str) -> frozenset[str]:
        """Return a unit with those that mean the same; nothing if it is none.

        Examples
        --------
        >>> english = load_language("en")
        >>> "y" in english.unit_of("years"), english.unit_of("women")
        (True, frozenset())
        """
        for same in (*self.durations, *self.synonyms):
            if text in same:
                return same
        return frozenset({text} if text in self.units else ())

    @cached_property
    def measured(self) -> re.Pattern[str]:
        """Numbers with a physical unit behind the last of them."""
        units = "|".join(sorted(map(re.escape, self.units), key=len, reverse=True))
        more = rf"(?:, (?:and |or )?| ?(?:-|–|to|and|or|/|×|x) ?){NUMBER}"
        return re.compile(rf"{NUMBER}(?:{more}){{0,9}} ?(?:{units})(?![\w/%])")

    @cached_property
    def number_word(self) -> re.Pattern[str]:
        """A number word with what follows it."""
        ordered = sorted(map(re.escape, self.numbers), key=len, reverse=True)
        words = "|".join(ordered).replace(r"\-", "[- ‐‑–]")  # "twenty seven"
        people = "|".join(sorted(map(re.escape, self.people), key=len, reverse=True)) or NEVER
        # "a sixty-two-patient series", but not the "two" of "two-sided".
        whole = rf"(?![\w-])|(?=[-‑](?:{people})(?!\w))"
        return re.compile(rf"(?<![\w-])(?:{words})(?:{whole})", re.I)


def lang_of(document: Document, study: Study) -> str:
    """Return what a document calls its language; the study's where it says nothing."""
    return str(document.metadata.data.get("lang") or study.head.lang)


def language_of(study: Study, lang: str = "") -> Language:
    """Return what is known of a language, by default the study's, with the study's own nouns."""
    nouns = (form for forms in study.head.nouns.values() for form in forms)
    return load_language(lang or study.head.lang, tuple(nouns))


@cache
def load_language(lang: str, nouns: tuple[str, ...] = ()) -> Language:
    """Return what is known of a language; of one that is not listed, what holds in any.

    Parameters
    ----------
    nouns
        More nouns of those who are counted.

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

    people = words_of(own, "people") | {one.casefold() for one in nouns if one.isalpha()}
    counted = "|".join(sorted(map(re.escape, people), key=len, reverse=True)) or NEVER

    def pattern(text: str, flags: str) -> str:
        text = text.replace("{ns}", SEVERAL.replace("{words}", words)).replace("{n}", NUMBER)
        text = text.replace("{ws}", WHOLE.replace("{words}", words))
        text = text.replace("{people}", f"(?:{counted})")
        return f"(?{flags}:{text})" if flags else text

    return Language(
        code=code,
        numbers=value,
        people=people,
        structural=words_of(own, "structural"),
        few=words_of(own, "few"),
        function=words_of(own, "function"),
        of=str(own.get("of", "/")),
        percent=str(own.get("percent", "%")),
        verbs=str(own.get("verbs", NEVER)),
        copula=str(own.get("copula", NEVER)),
        units=tuple(str(shared["units"]).split()),
        synonyms=tuple(frozenset(one.split()) for one in shared["synonyms"]),
        durations=tuple(
            frozenset(one.split()) for one in (*own.get("durations", ()), *shared["durations"])
        ),
        summary=re.compile(rf"(?:{own.get('summary', NEVER)})\Z", re.I),
        summed=re.compile(own.get("summed", NEVER), re.I),
        since=re.compile(rf"(?:^|[(,;:–-] ?|\b(?:{own.get('since', '.*')}) )\Z", re.I),
        bound=re.compile(rf"(?:[<>≤≥] ?|\b(?:{own.get('bound', NEVER)}) )\Z", re.I),
        conjunction=str(own.get("conjunction", NEVER)),
        subset=words_of(own, "subset"),
        times=(words_of(own, "early"), words_of(own, "late")),
        apart=_word(own["apart"]) if "apart" in own else re.compile(""),
        ranged=str(own.get("ranged", ".")),
        loaded=tuple(Loaded(_word(one["words"]), one["why"]) for one in own.get("loaded", ())),
        unsaid=re.compile(rf"\b(?:{own.get('unsaid', NEVER)}) \Z", re.I),
        claimed=_word(own.get("claimed", NEVER)),
        shares=_word(
            str(own.get("shares", NEVER))
            .replace("{people}", f"(?:{counted})")
            .replace("{verbs}", str(own.get("verbs", NEVER)))
        ),
        quantifiers={
            key: _word(str(own.get(key, NEVER)).replace("{people}", f"(?:{counted})"))
            for key in QUANTIFIERS
        },
        restricted=re.compile(rf"(?:{own.get('restricted', NEVER)})\b", re.I),
        clause=re.compile(rf"[.;:()]|, (?:{own.get('clause', NEVER)})\b", re.I),
        happened=words_of(own, "happened"),
        said=re.compile(
            rf"(?:(?: (?:{own.get('copula', NEVER)})\b){{0,2}}"
            rf" (?:{'|'.join(words_of(own, 'happened')) or NEVER})\b)?"
            rf"(?: (?:{own.get('anywhere', NEVER)})\b)?",
            re.I,
        ),
        doubled=_word(str(own.get("doubled", NEVER))),
        joined=re.compile(rf"{own.get('joined', ',')} ?", re.I),
        kin=tuple(frozenset(one.casefold().split()) for one in own.get("kin", ())),
        up=_word(own.get("up", NEVER)),
        down=_word(own.get("down", NEVER)),
        better=_word(own.get("better", NEVER)),
        worse=_word(own.get("worse", NEVER)),
        amount=str(own.get("amount", own.get("of", "/"))),
        beside=read_vocabulary(own),
        exemptions=(
            *(Exemption(pattern(one, ""), needed_words(one)) for one in shared["exempt"]),
            *(Exemption(pattern(one, "i"), needed_words(one)) for one in own.get("exempt", ())),
        ),
    )


def _word(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.I)


def _read(code: str) -> dict[str, Any]:
    if not CODE.fullmatch(code):
        return {}  # what a document calls its language may be anything
    file = template("guards", f"{code}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
