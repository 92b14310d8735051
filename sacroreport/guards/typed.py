"""Numbers that were typed into prose, told apart from digits that are no results."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from sacroreport.document.spans import Spans
from sacroreport.guards.language import NUMBER, Language
from sacroreport.guards.prose import CITATION, VALUE, Passage

DIGITS = re.compile(
    r"(?<![\d.,·])(?:(?<![^\s(\[~<>=≤≥±|/])[-−–])?"  # a sign follows a space, a relation, a bracket
    r"(?:\d+(?:[.,·' ]\d{3}(?!\d))*(?:[.,·]\d+)?|(?<!\w)[.·]\d+)(?:[.,·]\d+)*"
)
P_BEFORE = re.compile(
    r"\bP(?:[- ]?values?)? ?(?:[=<>≤≥]+|of|was|is|less than|below|under) ?[=<>≤≥]? ?\Z", re.I
)
N_BEFORE = re.compile(r"\bn ?[=:] ?\Z", re.I)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]{2,24});")
SIGNS = "-−–"
LONGEST = 30
"""Characters of a number; a longer row of digits is none of a study's."""
FEW = 12
"""The most sessions or visits that a plan has; more of them were counted."""
SPREAD, SPREAD_AFTER = re.compile(r"\d ?± ?\Z"), re.compile(r"[^±\d]{0,12}±")
LOOSE = "words"
"""Beside a number word with no noun: only words around it can tell that it is a result."""
LOOK = 60  # characters around a number that say what it stands beside


@dataclass(frozen=True, slots=True)
class Typed:
    """A number that was typed.

    Attributes
    ----------
    start, end
        Where in the passage.
    text
        As typed.
    values
        What it may mean: ``12,3`` is a decimal in one country and no number in another.
    beside
        What makes it a statistic: the sign or word beside it; empty if nothing does.
    noun
        The noun that it counts, in lower case.
    unit
        The physical unit that follows it, with those that mean the same.
    sentence
        Where its sentence begins and ends.
    """

    start: int
    end: int
    text: str
    values: tuple[Decimal, ...]
    beside: str
    noun: str
    sentence: tuple[int, int]
    unit: frozenset[str] = frozenset()

    @property
    def is_word(self) -> bool:
        """Whether it is written in letters."""
        return not any(one.isdigit() for one in self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in one line: white space as one space, no marks of emphasis.

    Attributes
    ----------
    positions
        For each character, where it begins in the passage; one more for the end.
    ends
        For each character, where it ends there: an entity is one character.
    """

    text: str
    positions: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=4)
def one_line(text: str, start: int, end: int) -> Line:
    r"""Return part of a passage in one line.

    Examples
    --------
    >>> one_line("of  *P*\n< .05", 0, 13).text
    'of P < .05'
    """
    made: list[str] = []
    positions: list[int] = []
    ends: list[int] = []
    index = start
    while index < end:
        one, after = text[index], index + 1
        if one == "&" and (entity := ENTITY.match(text, index, end)) is not None:
            one, after = html.unescape(entity.group()), entity.end()
            one = one if len(one) == 1 else " "
        if one.isspace():
            if made and made[-1] != " ":
                made.append(" ")
                positions.append(index)
                ends.append(after)
        elif one not in "*_" or not _is_mark(text, index):
            made.append(one)
            positions.append(index)
            ends.append(after)
        index = after
    return Line("".join(made), (*positions, end), tuple(ends))


def _is_mark(text: str, index: int) -> bool:
    """Say whether a character marks emphasis; in a_name it does not."""
    if text[index] == "_":
        around = text[max(0, index - 1) : index], text[index + 1 : index + 2]
        return not all(one.isalnum() for one in around)
    return text[index] == "*"


def typed_numbers(
    passage: Passage,
    language: Language,
    units: Collection[str] = (),
    phrases: Collection[str] = (),
) -> Iterator[Typed]:
    """Yield the numbers of a passage that somebody typed.

    Parameters
    ----------
    units
        Units of the study's variables: a number with one may be a result.
    phrases
        Texts that may stand in the prose as they are.

    Examples
    --------
    >>> from sacroreport.findings import Place
    >>> from sacroreport.guards.language import load_language
    >>> from sacroreport.guards.prose import Kind
    >>> text = "At L5-S1, 7 of 28 women (25%) and twelve men had an 11-gauge needle."
    >>> passage = Passage(Kind.PROSE, text, text, lambda at: Place("a.qmd", 1, at + 1))
    >>> [(one.text, one.beside, one.noun) for one in typed_numbers(passage, load_language("en"))]
    [('7', 'of', ''), ('28', 'of', 'women'), ('25', '%', ''), ('twelve', '', 'men')]
    """
    if not re.search(r"\d", passage.text) and not language.number_word.search(passage.text):
        return
    for start, end in passage.sentences():
        if CITATION in passage.text[start:end]:
            continue
        line = one_line(passage.text, start, end)
        found = [*_digits(line, language, units), *_words(line, language)]
        if not found:
            continue
        spared = _Spared(line, language, units, phrases)
        for first, last, beside, noun in sorted(found):
            if spared.spares(first, last, beside):
                continue
            text = line.text[first:last]
            begin, stop = line.positions[first], line.ends[last - 1]
            values = meanings(text)
            if not text[-1].isdigit():
                values = (Decimal(_of_words(text, language)),)
            unit = _unit_behind(line, last, language)
            yield Typed(begin, stop, text, values, beside, noun, (start, end), unit)


class _Spared:
    """The parts of a line whose digits are no results, and what makes results of them."""

    def __init__(
        self, line: Line, language: Language, units: Collection[str], phrases: Collection[str]
    ) -> None:
        self.line, self.language = line, language
        self.units = {one for unit in units for one in _alike(unit, language)}
        self.said = Spans(_phrases(line, phrases))
        self.known = Spans(language.exempt(line.text))
        self.measured = Spans(match.span() for match in language.measured.finditer(line.text))

    def spares(self, first: int, last: int, beside: str) -> bool:
        """Say whether a number is none of the study's."""
        if self.said.around(first, last) is not None:
            return True
        known, measured = self.known.around(first, last), self.measured.around(first, last)
        if known is None and measured is None:
            return False
        text, language = self.line.text, self.language
        before, after = text[max(0, first - LOOK) : first], text[last : last + LOOK]
        is_spread = SPREAD.search(before) or SPREAD_AFTER.match(after)
        if beside == "n" or (beside == "±" and is_spread):
            return False
        start, end = known or measured or (first, last)
        if beside == "P" and start >= first:
            return False  # a P value of 3 × 10^-5^; a level has its P in the span
        sign = text[start:first]
        if sign.strip() in self.units and not sign[-1:].isalnum():
            return False  # "€3200" where costs were recorded in €
        adjective = re.match(r"[-‑]([^\W\d_]+)", after)
        if adjective is not None:
            return adjective[1].casefold() not in language.people
        # What sums up makes a result of a setting, but not inside a definition.
        if (
            sign
            and not any(map(str.isalnum, sign))
            and language.summary.search(text[max(0, start - LOOK) : start])
        ):
            return False  # "the mean cost was €3200"
        summary = language.summary.search(before)
        if summary is not None and first - len(before) + summary.start() < start:
            return False
        summed = language.summed.match(after)
        if summed is not None and last + summed.end() > end:
            return False
        if re.fullmatch(r"(?:19|20)\d\d", text[first:last]) and (start, end) == (first, last):
            return _noun(after, language) not in language.people or bool(
                # "1985 patients" at the start of a sentence are patients.
                before.strip() and language.since.search(before)
            )
        unit = _unit(after, self.units)
        is_own = known is None or (known[0] >= first and known[1] <= last + unit)
        return not (unit and is_own)


def _digits(
    line: Line, language: Language, units: Collection[str]
) -> Iterator[tuple[int, int, str, str]]:
    after_of = re.compile(rf" (?:{language.of})\b| ?/ ?[\d{VALUE}]", re.I)
    before_of = re.compile(rf"(?:\b(?:{language.of})|[\d{VALUE}] ?/) ?\Z", re.I)
    percent = re.compile(rf" ?(?:{language.percent})(?!\w)", re.I)
    known = {one for unit in units for one in _alike(unit, language)}
    for match in DIGITS.finditer(line.text):
        start, end = match.span()
        if match.group()[0] in SIGNS and line.text[:start].rstrip().endswith(VALUE):
            start += 1  # the dash of a range whose first number is a variable
        if " " in match.group() and not re.fullmatch(
            r"[-−]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?", match.group()
        ):
            continue
        before, after = line.text[max(0, start - LOOK) : start], line.text[end : end + LOOK]
        beside = ""
        if percent.match(after):
            beside = "%"
        elif P_BEFORE.search(before):
            beside = "P"
        elif before.rstrip().endswith("±") or after.lstrip().startswith("±"):
            beside = "±"
        elif N_BEFORE.search(before):
            beside = "n"
        elif after_of.match(after) or before_of.search(before):
            beside = "of"
        elif _is_structural(_noun(after, language), match.group(), language) and not _unit(
            after, known
        ):
            continue
        yield start, end, beside, _noun(after, language)


def _words(line: Line, language: Language) -> Iterator[tuple[int, int, str, str]]:
    if not language.numbers:
        return
    of = re.compile(rf" (?:{language.of})\b", re.I)
    verb = re.compile(rf" (?:{language.verbs})\b", re.I)
    percent = re.compile(rf" ?(?:{language.percent})(?!\w)", re.I)
    adjective = re.compile(r"[-‑]([^\W\d_]+)")
    shared = re.compile(r" \([<≤≈~]? ?[\d.,·]{1,6} ?(?:%|of\b|/)")
    alone = re.compile(r"(?:^|[,;:] |\b(?:and|while|whereas|but|of whom) )\Z")
    for match in language.number_word.finditer(line.text):
        after = line.text[match.end() : match.end() + LOOK]
        if of.match(after):
            yield match.start(), match.end(), "of", ""
            continue
        if percent.match(after):
            yield match.start(), match.end(), "%", ""
            continue
        if (joined := adjective.match(after)) is not None:
            if joined[1].casefold() in language.people:  # "a sixty-two-patient series"
                yield match.start(), match.end(), "", joined[1].casefold()
            continue
        noun = _noun(after, language)
        value = str(_of_words(match.group(), language))
        if noun and not _is_structural(noun, value, language):
            yield match.start(), match.end(), "", noun
        elif not noun and shared.match(after):
            yield match.start(), match.end(), "of", ""
        elif not noun and verb.match(after):
            if alone.search(line.text[max(0, match.start() - 12) : match.start()]):
                yield match.start(), match.end(), "", ""
        elif not noun:
            yield match.start(), match.end(), LOOSE, ""


def _unit_behind(line: Line, end: int, language: Language) -> frozenset[str]:
    """Return the unit that follows a number or its range: of "2 µg/kg" it is µg/kg."""
    behind = re.match(
        r"(?: ?(?:-|–|to) ?[\d.,·]{1,9})? ?([^\s\d,;:.()]{1,12}(?:\^2\^)?)",
        line.text[end : end + LOOK],
    )
    found = language.unit_of(behind[1]) if behind is not None else frozenset()
    return found - {"point", "points"}


def _of_words(text: str, language: Language) -> int:
    """Return the number that words mean: also of "twenty seven"."""
    words = text.casefold()
    return language.numbers.get(words) or language.numbers[re.sub("[ ‐‑–]", "-", words)]


def _is_structural(noun: str, number: str, language: Language) -> bool:
    """Say whether a noun is of what the study is built of, in such a number."""
    if noun in language.few:
        return number.isdigit() and int(number[:9]) <= FEW
    return noun in language.structural


def _noun(after: str, language: Language) -> str:
    """Return the noun that a number counts, as far as words tell; empty if there is none."""
    words = []
    for word in re.match(r"(?: [^\W\d_][\w'’-]*)*", after).group().split()[:4]:  # type: ignore[union-attr]
        if word.casefold() in language.function:
            break
        words.append(word.casefold())
    for word in words:
        if word in language.people | language.structural | language.few:
            return word
    return words[0] if words else ""


def _alike(unit: str, language: Language) -> Collection[str]:
    """Return a unit with those that mean the same."""
    return next((one for one in language.synonyms if unit in one), (unit,))


def _unit(after: str, units: Collection[str]) -> int:
    """Return how long the unit is that follows a number or a range, if it is one of these."""
    for unit in units:
        case = re.I if len(unit) > 1 else re.NOFLAG  # "3D" is no day
        found = re.match(
            rf"(?: ?(?:-|–|to|and|or) ?{NUMBER})? ?{re.escape(unit)}(?![\w/])", after, case
        )
        if found is not None:
            return found.end()
    return 0


def _phrases(line: Line, phrases: Collection[str]) -> Iterator[tuple[int, int]]:
    folded = line.text.casefold()
    for phrase in phrases:
        wanted = " ".join(phrase.split()).casefold()
        for match in re.finditer(rf"(?<![\w.,]){re.escape(wanted)}(?!\w|[.,]\d| ?%)", folded):
            yield match.span()


def meanings(text: str) -> tuple[Decimal, ...]:
    """Return what digits may mean, whichever marks a country uses.

    Examples
    --------
    >>> meanings("12,345"), meanings("−0.5"), meanings(".05")
    ((Decimal('12.345'), Decimal('12345')), (Decimal('-0.5'),), (Decimal('0.05'),))
    """
    if len(text) > LONGEST:
        return ()
    bare = text.translate(str.maketrans("−–·", "--.", "' "))
    found = set()
    for decimal, thousands in ((".", ","), (",", ".")):
        whole, mark, part = bare.partition(decimal) if bare.count(decimal) == 1 else (bare, "", "")
        if thousands in part:
            continue
        if thousands in whole and not re.fullmatch(
            rf"-?\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", whole
        ):
            continue
        joined = f"{whole.replace(thousands, '')}{'.' if mark else ''}{part}"
        if re.fullmatch(r"-?\d*\.?\d*", joined) and re.search(r"\d", joined):
            found.add(Decimal(joined))
    return tuple(sorted(found))
