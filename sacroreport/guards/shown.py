"""What a document prints, number by number: every text taken apart and read back.

A text such as "8.9 ± 1.0" shows two numbers. They are read from the text itself, by the
pattern of the number style that wrote it, so that checks see what a reader sees and not
what was computed.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from sacroreport.document.document import Document
from sacroreport.document.items import Comment, Shortcode
from sacroreport.findings import Place
from sacroreport.kinds.results import Results
from sacroreport.study.ids import Definition, Role
from sacroreport.study.study import Study
from sacroreport.writing.markdown import escape
from sacroreport.writing.style import Style
from sacroreport.writing.tables import table_words
from sacroreport.writing.text import Formatter, in_sentence, in_words
from sacroreport.writing.values import Value, Values

NUMBER = re.compile(r"(?P<relation>[<>=]?) ?(?P<sign>[−-]?)(?P<whole>\d*)(?:\.(?P<part>\d+))?\s?%?")
RELATION = re.compile(r"\{relation\} ?")
LISTED = re.compile(r"\(\d")
UNREADABLE = frozenset({Role.CONSTANT, Role.CLAIM, Role.METHODS})
"""Roles whose texts are no numbers of the study."""
WITHOUT_END = Fraction(10**40)
ROUNDING = re.compile(
    r"\brounding\b|\b(?:is|are|was|were|been)\s+rounded\b"
    r"|\brounded\s+(?:to|off|values|numbers|figures|percentages)\b"
    r"|\brundung|gerundet|\barrondi|\bredonde|\barrotond|\barredond",
    re.I,
)
"""What says in the languages of tables that numbers were rounded, not that a mass is round."""
CELL = "cells."


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text.

    Attributes
    ----------
    relation
        ``<`` or ``>`` when only a bound is printed, else empty.
    decimals
        How many decimals it is printed with.

    Examples
    --------
    >>> one = Number("−0.30", Fraction(-3, 10), 2)
    >>> float(one.low), float(one.high)
    (-0.305, -0.295)
    >>> bound = Number("<1", Fraction(1), 0, "<")
    >>> float(bound.least), float(bound.most)
    (0.0, 1.0)
    """

    text: str
    value: Fraction
    decimals: int
    relation: str = ""

    @property
    def half(self) -> Fraction:
        """Half a unit of its last digit."""
        return Fraction(1, 2 * 10**self.decimals)

    @property
    def least(self) -> Fraction:
        """The smallest number that it says, taken at its word."""
        return Fraction(0) if self.relation == "<" else self.value

    @property
    def most(self) -> Fraction:
        """The largest number that it says, taken at its word."""
        return WITHOUT_END if self.relation == ">" else self.value

    @property
    def low(self) -> Fraction:
        """The smallest number that is printed so, under any tie rule."""
        return self.least if self.relation else self.value - self.half

    @property
    def high(self) -> Fraction:
        """The largest number that is printed so, under any tie rule."""
        return self.most if self.relation else self.value + self.half

    def says_as(self, other: Number) -> bool:
        """Say whether both print the same digits."""
        return (self.relation, self.value, self.decimals) == (
            other.relation,
            other.value,
            other.decimals,
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A number of the study where a document shows it.

    Attributes
    ----------
    id
        The number.
    by
        The id that the document names, which may be a text that the number is part of.
    in_prose
        Whether it stands outside generated tables and figures.
    """

    id: str
    by: str
    number: Number
    place: Place
    in_prose: bool

    def __str__(self) -> str:
        return f"{self.id} {self.number.text}"


class Printed:
    """The numbers that one document shows, as they are printed.

    Attributes
    ----------
    numbers
        Number → where it is shown, once for each id that shows it.
    unread
        Ids whose texts are not what their number style writes, with their places.
    """

    def __init__(self, document: Document, values: Values, study: Study, results: Results) -> None:
        self.document = document
        self.values = values
        self.study = study
        self.results = results
        self.formatter = Formatter(values.style, study.head.lang)
        self.numbers: dict[str, list[Shown]] = {}
        self.unread: dict[str, Place] = {}
        reader = Reader(values.style, self.formatter)
        for id_, (place, in_prose) in _occurrences(document).items():
            value = values.get(id_)
            if value is None or value.text is None or value.definition.role in UNREADABLE:
                continue
            found = reader.read(value, study, results)
            if found is None:
                self.unread[id_] = place
                continue
            for one, number in found.items():
                shown = Shown(one, id_, number, place, in_prose)
                self.numbers.setdefault(one, []).append(shown)

    def __contains__(self, id_: str) -> bool:
        return id_ in self.numbers

    def first(self, id_: str, *, in_prose: bool = False) -> Shown | None:
        """Return where a number is shown first, in prose if it is; ``None`` if nowhere."""
        all_ = self.numbers.get(id_, ())
        prose = next((one for one in all_ if one.in_prose), None)
        return prose if prose or in_prose or not all_ else all_[0]

    def all_of(self, ids: Iterable[str]) -> list[Shown] | None:
        """Return where some numbers are shown, or ``None`` if one of them is not."""
        found: list[Shown] = []
        for id_ in ids:
            if (one := self.first(id_)) is None:
                return None
            found.append(one)
        return found

    def write(self, value: Fraction, decimals: int) -> str:
        """Write a number in the document's style."""
        return self.formatter.fixed(value, decimals)

    @cached_property
    def mentions_rounding(self) -> bool:
        """Whether the document says of its numbers that they were rounded.

        The automatic note of tables speaks of percentages alone and does not count.
        """
        text = self.document.body.text
        # From the end, so that the offsets of those before stay true.
        for item in reversed(self.document.items):
            if isinstance(item, Comment):
                text = text[: item.start] + text[item.end :]
        text = self.document.metadata.text + text.replace(self.note, "")
        return bool(ROUNDING.search(text))

    @property
    def note(self) -> str:
        """The automatic note of tables about percentages."""
        return escape(str(table_words(self.study.head.lang)["rounding"]))


def _occurrences(document: Document) -> dict[str, tuple[Place, bool]]:
    """Return each printed id with its first place, in prose where it has one."""
    found: dict[str, tuple[Place, bool]] = {}
    for one in document.metadata.shortcodes:
        if one.name == "var":
            found.setdefault(one.argument, (one.place, True))
    for item in document.items:
        if isinstance(item, Shortcode) and item.name == "var":
            known = found.get(item.argument)
            if known is not None and known[1]:
                continue
            place = document.body.place(item.start)
            in_prose = place.file not in document.generated
            if known is None or in_prose:
                found[item.argument] = (place, in_prose)
    return found


class Reader:
    """Reads the texts of one number style.

    Examples
    --------
    >>> from sacroreport.writing.style import load_style
    >>> lancet = load_style("lancet")
    >>> reader = Reader(lancet, Formatter(lancet))
    >>> reader.number("p<0·0001"), float(reader.number("−12345·6").value)
    (None, -12345.6)
    >>> made = reader.apart("{level}% CI {low}–{high}", "95% CI 0·1–2·35")
    >>> [(part, number.text, number.decimals) for part, number in made.items()]
    [('low', '0·1', 1), ('high', '2·35', 2)]
    """

    def __init__(self, style: Style, formatter: Formatter) -> None:
        self.style = style
        # The marks are what the formatter writes, whether style or language gave them.
        probe = formatter.fixed(Fraction(-12345678905, 10), 1)
        self.decimal = probe[-2]
        self.minus = probe[: probe.index("1")]
        self.thousands = probe[probe.index("1") + 1 : probe.index("2")]
        self._pieces: dict[str, tuple[tuple[str, str], ...]] = {}

    def number(self, text: str) -> Number | None:
        """Return the number that a text is, or ``None``."""
        digits = text.replace(self.thousands, "") if self.thousands else text
        digits = digits.replace(self.decimal, ".").replace(self.minus, "−")
        match = NUMBER.fullmatch(digits)
        if match is None or not (match["whole"] or match["part"]):
            return None
        part = match["part"] or ""
        units = int(match["whole"] + part)
        value = Fraction(-units if match["sign"] else units, 10 ** len(part))
        return Number(text, value, len(part), match["relation"].replace("=", ""))

    def apart(self, pattern: str, text: str) -> dict[str, Number] | None:
        """Return the numbers of a text that was written by a pattern, or ``None``."""
        if pattern not in self._pieces:
            # The relation of a P value belongs to its number: neither can be read alone.
            plain = RELATION.sub("", pattern.replace("*", ""))
            pieces = string.Formatter().parse(plain)
            self._pieces[pattern] = tuple((literal, field or "") for literal, field, _, _ in pieces)
        found: dict[str, str] = {}
        at, name = 0, ""
        for literal, field in self._pieces[pattern]:
            end = text.find(literal, at + bool(name))
            if end < 0 or (not name and end != at):
                return None
            if name:
                found[name] = text[at:end]
            at, name = end + len(literal), field
        if name:
            found[name] = text[at:]
        elif at != len(text):
            return None
        numbers: dict[str, Number] = {}
        for part, one in found.items():
            number = self.number(one)
            if part != "level" and number is None:
                return None
            if part != "level" and number is not None:
                numbers[part] = number
        return numbers

    def read(self, value: Value, study: Study, results: Results) -> dict[str, Number] | None:
        """Return the numbers in the text of an id, or ``None`` if it cannot be read."""
        definition, text = value.definition, value.plain
        if not definition.role.is_text:
            made = self._alone(definition, text)
            return {definition.id: made} if made is not None else None
        if definition.role in (Role.WORDS, Role.CAPITAL_WORDS):
            return self._words(definition, text, study, results)
        if definition.role is Role.NOUN:
            one, more = study.head.nouns[definition.id.rpartition(".")[2]]
            number = self.number(text.removesuffix(f" {more}").removesuffix(f" {one}"))
            return {definition.parts["count"]: number} if number is not None else None
        if definition.role is Role.LIST:
            return self._list(definition, text, study)
        for pattern in self._patterns(definition, study.catalogue):
            parts = self.apart(pattern, text)
            if parts is not None:
                return {definition.parts[part]: number for part, number in parts.items()}
        return None

    def _alone(self, definition: Definition, text: str) -> Number | None:
        if definition.role not in (Role.P, Role.PERCENT):
            return self.number(text)
        part = definition.role.value
        made = self.apart(getattr(self.style.patterns, part), text)
        return replace(made[part], text=text) if made is not None else None

    def _patterns(
        self, definition: Definition, catalogue: Mapping[str, Definition]
    ) -> Iterator[str]:
        """Yield the patterns that may have written a text, those of negative limits last."""
        role, source = definition.role, self.style.patterns
        if role is Role.CELL:
            role, cells = catalogue[definition.id.removeprefix(CELL)].role, self.style.cells
            if role in (Role.P, Role.PERCENT):
                yield getattr(cells, role.value).replace("{percent}", "{of}").replace("{p}", "{of}")
                return
            inner, negative = cells.ci, cells.ci_negative
        else:
            inner, negative = source.ci, source.ci_negative
        if role is Role.MEAN_CI:
            for one in (inner, negative):
                if one is not None:
                    yield f"{{mean}} ({one.replace('*', '')})"
            return
        of = self.style.cells if definition.role is Role.CELL else source
        for name in (role.value, f"{role.value}_negative"):
            pattern: str | None = getattr(of, name, None)
            if pattern is not None:
                yield pattern

    def _words(
        self, definition: Definition, text: str, study: Study, results: Results
    ) -> dict[str, Number] | None:
        id_ = definition.parts["count"]
        count = results[id_].value
        capital = definition.role is Role.CAPITAL_WORDS
        if not isinstance(count, int) or text != in_words(count, study.head.lang, capital=capital):
            return None
        return {id_: Number(text, Fraction(count), 0)}

    def _list(self, definition: Definition, text: str, study: Study) -> dict[str, Number] | None:
        """Return the counts of a list of levels; those of 0 are left out of it."""
        numbers: dict[str, Number] = {}
        all_levels = study.variables[definition.variables[0]].levels
        levels = {
            level.text or in_sentence(level.label, study.head.lang): definition.parts[level.part]
            for level in all_levels
        }
        if len(levels) < len(all_levels):
            return {}  # two levels of one name: nobody can tell which is which
        for name in sorted(levels, key=len, reverse=True):  # "other men" is not "men"
            match = re.search(rf"(?:^|(?<= )){re.escape(name)} \(([^)]*)\)", text)
            if match is None:
                continue
            text = text[: match.start()] + text[match.end() :]
            number = self.number(match[1])
            if number is None:
                return None
            numbers[levels[name]] = number
        return None if LISTED.search(text) else numbers
