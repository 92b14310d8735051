"""Numbers that were typed into prose, told apart from digits that are no results."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sacroreport.guards.language import Language
from sacroreport.guards.prose import CITATION, VALUE, Passage

DIGITS = re.compile(
    r"(?<![\d.,·])(?:(?<![^\s(\[~<>=≤≥±|/])[-−])?"  # a sign follows a space, a relation, a bracket
    r"(?:\d+(?:[.,·' ]\d{3}(?!\d))*(?:[.,·]\d+)?|(?<!\w)[.·]\d+)(?:[.,·]\d+)*"
)
P_BEFORE = re.compile(
    r"\bP(?:[- ]?values?)? ?(?:[=<>≤≥]+|of|was|is|less than|below|under) ?[=<>≤≥]? ?\Z", re.I
)
N_BEFORE = re.compile(r"\bn ?[=:] ?\Z", re.I)
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
        For a number word, the noun that it counts, in lower case.
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
        For each character, where it stands in the passage; one more for the end.
    """

    text: str
    positions: tuple[int, ...]


def one_line(text: str, start: int, end: int) -> Line:
    r"""Return part of a passage in one line.

    Examples
    --------
    >>> one_line("of  *P*\n< .05", 0, 13).text
    'of P < .05'
    """
    made: list[str] = []
    positions: list[int] = []
    index = start
    while index < end:
        one = text[index]
        entity = text.startswith(("&nbsp;", "&thinsp;"), index)
        if one.isspace() or entity:
            if made and made[-1] != " ":
                made.append(" ")
                positions.append(index)
            index += (text.index(";", index) - index + 1) if entity else 1
            continue
        is_mark = one == "*" or (
            one == "_"
            and not (
                0 < index < len(text) - 1
                and text[index - 1].isalnum()
                and text[index + 1].isalnum()
            )
        )
        if not is_mark:
            made.append(one)
            positions.append(index)
        index += 1
    return Line("".join(made), (*positions, end))


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
    [('7', 'of', ''), ('28', 'of', ''), ('25', '%', ''), ('twelve', '', 'men')]
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
        spared = [*_exempt(line, language), *_phrases(line, phrases)]
        for first, last, beside, noun in sorted(found):
            if any(a < last and first < b for a, b in spared) and not _counted(
                line, last, language, units
            ):
                continue
            text = line.text[first:last]
            begin, stop = line.positions[first], line.positions[last - 1] + 1
            values = meanings(text)
            if not text[-1].isdigit():
                values = (Decimal(language.numbers[text.casefold()]),)
            yield Typed(begin, stop, text, values, beside, noun, (start, end))


def _digits(
    line: Line, language: Language, units: Collection[str]
) -> Iterator[tuple[int, int, str, str]]:
    after_of = re.compile(rf" (?:{language.of})\b| ?/ ?[\d{VALUE}]", re.I)
    before_of = re.compile(rf"(?:\b(?:{language.of})|[\d{VALUE}] ?/) ?\Z", re.I)
    percent = re.compile(rf" ?(?:{language.percent})(?!\w)", re.I)
    for match in DIGITS.finditer(line.text):
        start, end = match.span()
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
        elif _noun(after, language) in language.structural and not _has_unit(after, units):
            continue
        yield start, end, beside, ""


def _words(line: Line, language: Language) -> Iterator[tuple[int, int, str, str]]:
    if not language.numbers:
        return
    of = re.compile(rf" (?:{language.of})\b", re.I)
    for match in language.number_word.finditer(line.text):
        after = line.text[match.end() : match.end() + LOOK]
        if of.match(after):
            yield match.start(), match.end(), "of", ""
            continue
        noun = _noun(after, language)
        if noun and noun not in language.structural:
            yield match.start(), match.end(), "", noun


def _noun(after: str, language: Language) -> str:
    """Return the noun that a number counts, as far as words tell; empty if there is none."""
    words = []
    for word in re.match(r"(?: [^\W\d_][\w'’-]*)*", after).group().split()[:4]:  # type: ignore[union-attr]
        if word.casefold() in language.function:
            break
        words.append(word.casefold())
    for word in words:
        if word in language.people or word in language.structural:
            return word
    return words[0] if words else ""


def _counted(line: Line, end: int, language: Language, units: Collection[str]) -> bool:
    """Say whether what follows makes a spared number one of the study after all."""
    after = line.text[end : end + LOOK]
    adjective = re.match(r"[-‑]([^\W\d_]+)", after)
    if adjective is not None:
        return adjective[1].casefold() in language.people
    return _has_unit(after, units)


def _has_unit(after: str, units: Collection[str]) -> bool:
    return any(re.match(rf" ?{re.escape(unit)}(?![\w/])", after) for unit in units)


def _exempt(line: Line, language: Language) -> Iterator[tuple[int, int]]:
    for pattern in language.exempt:
        for match in pattern.finditer(line.text):
            yield match.span()
    units = "|".join(sorted(map(re.escape, language.units), key=len, reverse=True))
    for match in re.finditer(
        rf"\d+(?:[.,·]\d+)*(?: ?(?:-|–|to|and|or|/|×|x) ?\d+(?:[.,·]\d+)*)* ?(?:{units})(?![\w/%])",
        line.text,
    ):
        yield match.span()


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
    bare = text.replace("−", "-").replace("·", ".").replace("'", "").replace(" ", "")
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
