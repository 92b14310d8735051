"""What touches a printed number and makes another number, or another text, of it.

The number agrees with the data and the reader reads another one: "28,000", "−28", "28%" of
a count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sacroreport.document.document import Document
from sacroreport.findings import Finding, Severity
from sacroreport.guards.affixes import check_affixes
from sacroreport.guards.beside import Beside, numbers
from sacroreport.guards.language import Language, lang_of, language_of
from sacroreport.guards.prose import VALUE, Passage
from sacroreport.study.ids import Definition, Role
from sacroreport.study.study import Study
from sacroreport.writing.values import Values

SMALL = "²³¹⁰⁴-⁹₀-₉½⅓⅔¼¾⅐-⅞↉"
"""Raised digits and fractions, which belong to the digit before them."""
START = r"(?:\A|[\s(\[=<>≤≥:;,/\"“„'‘])"
BEHIND = re.compile(
    rf"(?P<direct>[\d{SMALL}]+|k(?!\w)|(?P<power>[eE][-+−]?[\d{VALUE}]+))"
    rf"|(?P<marked>[.,·'’][\d{VALUE}](?:[.,]?\d)*)"
    rf"|(?P<apart> 000(?!\d)| [{SMALL}]| ?&(?:frac|sup)\d{{1,2}};| (?:1/[234]|[23]/[34])(?![\d/]))"
)
BEFORE = re.compile(
    rf"(?:(?:\d[\d.,]{{0,15}})?[\d{SMALL}]|\d[\d.,]{{0,15}}[.,·'’]|{START}[.·]|\d[eE][-+−]?)\Z"
)
SIGN = re.compile(rf"{START}(?P<sign>--|[-−–])\Z")
PLUS = re.compile(rf"{START}(?P<sign>\+)\Z")
# Other scripts write no spaces.
LETTERS_BEFORE = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏͰ-ӿ]+\Z")
LETTERS_BEHIND = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏͰ-ӿ]+")
COUNTED = frozenset({Role.WORDS, Role.CAPITAL_WORDS})
WORDED = COUNTED | {Role.NOUN, Role.CLAIM, Role.LIST, Role.METHODS}
"""Roles whose texts end in letters."""


@dataclass(frozen=True)
class Number:
    """A printed number with its text.

    Attributes
    ----------
    plain
        Its text; empty where the data have errors or there is none.
    """

    beside: Beside
    definition: Definition
    plain: str

    @cached_property
    def begins(self) -> bool:
        """Whether its text begins with a digit or the sign of a number."""
        if not self.plain:
            return self.definition.role not in WORDED - {Role.NOUN}
        return self.plain[0].isdigit() or self.plain[0] in "−-<>.·"

    @cached_property
    def ends(self) -> bool:
        """Whether its text ends with a digit."""
        return self.plain[-1].isdigit() if self.plain else self.definition.role not in WORDED

    @cached_property
    def is_word(self) -> bool:
        """Whether it is a count in letters."""
        return self.definition.role in COUNTED


def check_glue(
    document: Document, prose: Iterable[Passage], study: Study, values: Values | None
) -> Iterator[Finding]:
    """Find printed numbers that what stands beside them changes, each once.

    Parameters
    ----------
    values
        ``None`` where the data have errors; then a text is known by its role alone.
    """
    language = language_of(study, lang_of(document, study))

    def plain(id_: str) -> str:
        value = values.get(id_) if values is not None else None
        return value.plain if value is not None else ""

    for found in numbers(prose):
        others = {one.at: one for one in found}
        for beside in found:
            definition = study.catalogue.get(beside.id)
            if definition is None:
                continue
            number = Number(beside, definition, plain(beside.id))
            neighbour = others.get(beside.at + 1) or others.get(beside.at + 2)
            behind = study.catalogue.get(neighbour.id) if neighbour is not None else None
            other = (
                Number(neighbour, behind, plain(neighbour.id))
                if neighbour is not None and behind is not None
                else None
            )
            finding = _glued(number, other, language, plain, others) or check_affixes(
                beside, definition, number.plain, language, study
            )
            if finding is not None:
                yield finding


def _glued(
    number: Number,
    other: Number | None,
    language: Language,
    plain: Callable[[str], str],
    others: dict[int, Beside],
) -> Finding | None:
    """Return what is wrong with what touches a number, the worst first."""
    reach = _another(number, other, language)
    if reach is not None:
        before, after, why = reach
        shown = _shown(number, before, after, plain, others)
        return Finding(
            rule="glued-number",
            severity=Severity.ERROR,
            **number.beside.spot(before, after),
            message=f'what touches "{number.beside.id}" {why}: it prints "{shown}"',
            way_out="put a space or a word between them, or print the number that is meant",
        )
    reach = _other_text(number, other, language)
    if reach is not None:
        before, after, why = reach
        shown = _shown(number, before, after, plain, others)
        return Finding(
            rule="glued-text",
            severity=Severity.WARNING,
            **number.beside.spot(before, after),
            message=f'what touches "{number.beside.id}" {why}: it prints "{shown}"',
            way_out="put a space or a word between them",
        )
    return None


Reach = tuple[int, int, str]
"""How many characters before and behind a number belong to it, and what they do."""


def _another(number: Number, other: Number | None, language: Language) -> Reach | None:
    """Return what makes another number of it."""
    before, after = number.beside.before, number.beside.after
    multiplied = rf"[ -](?:{language.beside.multiplied})(?![\w-])"
    more = "makes another number of it"
    if after.startswith(VALUE) and number.ends and other is not None and other.begins:
        return 0, 1, "is another number"
    if (match := BEHIND.match(after)) is not None:
        if match["marked"] and VALUE in match["marked"]:
            if number.ends and other is not None and other.begins:
                return 0, 2, "is another number"
        elif number.ends or match["direct"]:
            return 0, match.end(), more
    if (match := BEFORE.search(before)) is not None and number.begins:
        return len(match.group().lstrip()), 0, more
    if number.begins and (match := SIGN.search(before)) is not None:
        return len(match["sign"]), 0, "gives it a sign"
    if number.plain.startswith("−") and (match := PLUS.search(before)) is not None:
        return 1, 0, "gives it a second sign"
    if number.ends or number.is_word:
        match = re.match(multiplied, after, re.I)
        if match is not None and match.group()[1:].casefold() not in number.definition.unit:
            return 0, match.end(), more
    if number.is_word:
        return _another_word(number, language, more)
    return None


def _another_word(number: Number, language: Language, more: str) -> Reach | None:
    """Return what makes another number of a count in letters: "seven-one", "seventeen"."""
    before, after = number.beside.before, number.beside.after
    match = re.match(r"[-‑]([^\W\d_]+)(?![-\w])", after)
    if match is not None and match[1].casefold() in {"one", *language.numbers}:
        return 0, match.end(), more
    match = LETTERS_BEHIND.match(after)
    if match is not None and not re.fullmatch(language.beside.fold, match.group(), re.I):
        return 0, match.end(), more
    match = re.search(r"(?:\A|(?<=[\s(]))([^\W\d_]+)[-‑]\Z", before)
    if match is not None and match[1].casefold() in language.numbers:
        return len(match.group()), 0, more
    hundred = rf"(?<!\w)(?:{language.beside.multiplied}) (?:and )?\Z"
    match = re.search(hundred, before, re.I)
    return (len(match.group()), 0, more) if match is not None else None


def _other_text(number: Number, other: Number | None, language: Language) -> Reach | None:
    """Return what joins a text with another that is no part of it."""
    before, after = number.beside.before, number.beside.after
    if after.startswith(VALUE) and other is not None:
        return 0, 1, "is another text"
    match = LETTERS_BEHIND.match(after)
    if match is not None:
        word = match.group()
        is_ordinal = number.ends and re.fullmatch(language.beside.ordinal, word)
        is_counted = number.ends and word.casefold() in language.people
        is_fold = re.fullmatch(language.beside.fold, word, re.I)
        is_worded = number.plain[-1:].isalpha() or (
            not number.plain and number.definition.role in WORDED
        )
        if is_ordinal or is_counted or (is_worded and not is_fold):
            return 0, len(word), "is no part of it"
    match = LETTERS_BEFORE.search(before)
    if match is not None and match.group() != number.definition.unit:
        return len(match.group()), 0, "is no part of it"
    return None


def _shown(
    number: Number,
    before: int,
    after: int,
    plain: Callable[[str], str],
    others: dict[int, Beside],
) -> str:
    """Return what a part of the line prints."""
    beside = number.beside
    text = ""
    for at in range(beside.at - before, beside.at + after + 1):
        one = others.get(at)
        text += (plain(one.id) or f"[{one.id}]") if one is not None else beside.line.text[at]
    return text
