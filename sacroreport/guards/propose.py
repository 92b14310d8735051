"""Which number of the study a typed one is, and what to write in its place."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sacroreport.guards.language import Language
from sacroreport.guards.names import Names
from sacroreport.guards.prose import Passage
from sacroreport.guards.told import ALONE, Around, is_told
from sacroreport.guards.typed import DIGITS, SIGNS, Line, Typed, one_line
from sacroreport.kinds.results import Results
from sacroreport.study.ids import Role
from sacroreport.study.study import Study
from sacroreport.writing.rounding import rounded
from sacroreport.writing.values import Values

PRINTED = re.compile(r"\{\{<[ \t]+var[ \t]+(\S+)[ \t]+>\}\}")
MOST_DECIMALS = 6
NEARBY = 20_000
"""Characters around it that count as the same paragraph."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a typed number is.

    Attributes
    ----------
    start, end
        The part of the passage that the text of an id covers; it holds the number.
    ids
        Ids with that text, the likeliest first.
    is_sure
        Whether the first of them is the one, so that it may be written without asking.
    is_near
        Whether a label of the first stands near the number.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    is_sure: bool
    is_near: bool = False


@dataclass
class Numbers:
    """The numbers of a study as one style prints them, to be looked up by what is typed.

    Ids that repeat others (cells of tables, analyses that tables and figures ask for, numbers
    with one participant left out) are found only where no other id has the number.
    """

    study: Study
    values: Values
    results: Results
    language: Language
    _by_number: dict[Decimal, list[str]] = field(default_factory=dict)
    _by_token: dict[str, list[str]] = field(default_factory=dict)
    _by_rounded: dict[int, dict[int, list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names(self.study, self.language)
        for id_, value in self.values.items():
            if not value.text or id_.startswith(("methods.", "constants.", "cells.", "claims.")):
                continue
            text = value.plain
            for match in DIGITS.finditer(text):
                self._by_token.setdefault(match.group().lstrip(SIGNS), []).append(id_)
            for number in value.numbers if not value.definition.role.is_text else ():
                size = Decimal(abs(number.units)).scaleb(-number.decimals)
                self._by_number.setdefault(size, []).append(id_)
            if not any(one.isdigit() for one in text):
                self._by_token.setdefault(text.casefold(), []).append(id_)

    def equal(self, typed: Typed, *, anything: bool = False) -> tuple[str, ...]:
        """Return the ids whose number a typed one equals, as printed or rounded alike.

        A percentage equals percentages, a P value P values and a number word counts, unless
        ``anything`` says that a header elsewhere may tell what it is.
        """
        found = [id_ for value in typed.values for id_ in self._by_number.get(abs(value), ())]
        found = [id_ for id_ in found if anything or self._is_kin(typed, id_)]
        found = [id_ for id_ in found if self._is_said(typed, id_)]
        rounded_alike = self._rounded_alike(typed) if not found else []
        return tuple(dict.fromkeys(self._own(found) or found or rounded_alike))

    def _is_kin(self, typed: Typed, id_: str) -> bool:
        role = self.study.catalogue[id_].role
        if typed.beside == "%":
            return role in (Role.PERCENT, Role.POINTS)
        if typed.is_word:
            return role is Role.COUNT
        if typed.beside == "P":
            return role is Role.P
        is_whole = all(value == value.to_integral_value() for value in typed.values)
        return not (is_whole and role in (Role.PERCENT, Role.POINTS, Role.P))

    def _is_said(self, typed: Typed, id_: str) -> bool:
        """Say whether anybody would write an id's number as it was typed.

        −5 is no count of 5, "23 lamps" is no limit of −23.0, and "4 mg" no score of 4.0.
        """
        result, definition = self.results.get(id_), self.study.catalogue[id_]
        if typed.unit and not self._is_measured_in(typed.unit, id_):
            return False
        if definition.role is Role.COUNT and "." in typed.text:
            return False
        is_alone = id_.rpartition(".")[2] in ALONE
        if is_alone and typed.text.lstrip(SIGNS) not in self.values[id_].plain:
            return False
        if result is None or result.value is None:
            return True
        if all(value < 0 for value in typed.values):
            return float(result.value) < 0
        is_bare = typed.text.isdigit() and not typed.beside and bool(typed.noun)
        return not (is_bare and (is_alone or float(result.value) < 0))

    def _is_measured_in(self, unit: frozenset[str], id_: str) -> bool:
        definition = self.study.catalogue[id_]
        if self.language.unit_of(definition.unit) == unit:
            return True
        labels = (self.study.variables[name].label for name in definition.variables)
        return any(unit & {*re.split(r"[\s(),]+", label)} for label in labels)

    def _rounded_alike(self, typed: Typed) -> list[str]:
        """Return the ids that would show what is typed with more or fewer decimals."""
        found = []
        for value in typed.values:
            decimals = -int(value.as_tuple().exponent)
            if 1 <= decimals <= MOST_DECIMALS:
                units = abs(int(value.scaleb(decimals)))
                found += [
                    id_
                    for id_ in self._rounded_to(decimals).get(units, ())
                    if self._is_kin(typed, id_)
                ]
        return self._own(found) or found

    def _rounded_to(self, decimals: int) -> dict[int, list[str]]:
        """Return rounded number, in units of its last decimal → ids; zero only where it is zero."""
        if decimals not in self._by_rounded:
            known: dict[int, list[str]] = {}
            for id_, result in self.results.items():
                if result.value is None or result.definition.role.is_text:
                    continue
                units = abs(rounded(result.value, decimals, self.values.style.ties))
                if units or result.value == 0:
                    known.setdefault(units, []).append(id_)
            self._by_rounded[decimals] = known
        return self._by_rounded[decimals]

    def _own(self, ids: list[str]) -> list[str]:
        made = (*self.study.tables, *self.study.figures, "influence", "cells")
        return [id_ for id_ in ids if id_.split(".")[0] not in made]

    def propose(self, passage: Passage, typed: Typed, printed: Mapping[str, object]) -> Proposal:
        """Return which ids have the text that stands around a typed number.

        Parameters
        ----------
        printed
            The ids that the document prints by name.
        """
        line = one_line(passage.text, *typed.sentence)
        at = bisect.bisect_left(line.positions, typed.start)
        spans: dict[tuple[int, int], list[str]] = {}
        token = typed.text.casefold() if typed.is_word else typed.text.lstrip(SIGNS)
        for id_ in self._by_token.get(token, ()):
            is_bare = self.values[id_].plain.lstrip(SIGNS).casefold() == token
            is_text = self.study.catalogue[id_].role.is_text
            if is_bare and not is_text and not self._is_kin(typed, id_):
                continue  # "25 %" is no count of 25, though a style writes 25%
            for span in _alignments(self.values[id_].plain, line, at, typed.text):
                spans.setdefault(span, []).append(id_)
        if not spans:
            return Proposal(typed.start, typed.end, self.equal(typed)[:3], False)
        beside_it = self._printed(PRINTED.findall(passage.source[slice(*typed.sentence)]))
        here = self._printed(PRINTED.findall(_around(passage, typed)))
        there = self._printed(printed)
        proposals: list[Proposal] = []
        longest = ""
        for first, last in sorted(spans, key=lambda one: one[0] - one[1]):
            numbers = "".join(filter(str.isdigit, line.text[first:last]))
            longest = longest or numbers
            if numbers != longest:
                break  # of "7 of 28", the 7 alone is not proposed
            beside = Around(line, first, last, self.language)
            ids, is_sure, is_near = self._ranked(spans[first, last], beside, here, there)
            is_sure = is_sure and not self._has_kin(ids[0], spans[first, last], beside_it)
            start, end = _whole(passage.text, line.positions[first], line.ends[last - 1])
            proposals.append(Proposal(start, end, ids, is_sure, is_near))
        return next((one for one in proposals if one.is_sure), proposals[0])

    def _has_kin(self, id_: str, others: list[str], printed: set[str]) -> bool:
        """Say whether a sentence prints another analysis of the same variable with the same text.

        Of pairs and of all recorded, the one that it prints is meant.
        """
        definition, part = self.study.catalogue[id_], id_.rpartition(".")[2]
        if definition.name in printed:
            return False
        return any(
            one.rpartition(".")[2] == part
            and self.names.name(one) in printed
            and {*self.study.catalogue[one].variables} & {*definition.variables}
            for one in others
        )

    def _printed(self, ids: Iterable[str]) -> set[str]:
        return {name for id_ in ids if (name := self.names.name(id_))}

    def _ranked(
        self, ids: list[str], beside: Around, here: set[str], there: set[str]
    ) -> tuple[tuple[str, ...], bool, bool]:
        """Return ids that have a text, the likeliest first; if that is sure; and if it is near.

        Parameters
        ----------
        here, there
            Variables and analyses printed in the same paragraph, and in the same document.
        """
        names, words = self.names, beside.near
        found = list(dict.fromkeys(self._own(ids) or ids))
        scores = {
            id_: (
                max((words[one] for one in words.keys() & names.labels(id_)), default=0),
                len(words.keys() & names.labels(id_)),
                len(words.keys() & names.meaning(id_)),
            )
            for id_ in found
        }
        near = {id_: (names.name(id_) in here, names.name(id_) in there) for id_ in found}
        ranked = sorted(found, key=lambda id_: (*scores[id_], *near[id_]), reverse=True)
        # What is printed elsewhere ranks, but makes nothing sure: a fix would make the next
        # one surer, and the same text would be mended differently the second time.
        best = [id_ for id_ in found if scores[id_] == scores[ranked[0]]]
        is_best = len(best) == 1 or len({self._column(id_) or id_ for id_ in best}) == 1
        # "excellent in 17, good in 19, fair in 17": two labels, and one number for both.
        is_best = is_best and not any(scores[id_][0] for id_ in found if id_ not in best)
        is_sure = is_best and is_told(ranked[0], names, beside)
        return tuple(ranked[:3]), is_sure, scores[ranked[0]][0] > 0

    def _column(self, id_: str) -> tuple[object, ...]:
        """Return what tells a column of numbers: two ids of one column say the same."""
        above, _, last = id_.rpartition(".")
        parts = [self.results.get(f"{above}.{part}") for part in ("mean", "sd")]
        values = [one.value for one in parts if one is not None]
        return (last, *values) if len(values) == len(parts) and None not in values else ()


def _alignments(text: str, line: Line, at: int, token: str) -> Iterator[tuple[int, int]]:
    """Yield where in a line a text stands whose token is the one at ``at``."""
    for match in re.finditer(rf"(?<![\d.,]){re.escape(token)}(?!\d|[.,]\d)", text, re.I):
        first = at - match.start()
        last = first + len(text)
        if first < 0 or line.text[first:last].replace("\xa0", " ") != text.replace("\xa0", " "):
            continue
        if (line.text[first - 1 : first].isalnum()) or line.text[last : last + 1].isalnum():
            continue
        yield first, last


def _around(passage: Passage, typed: Typed) -> str:
    """Return what counts as the same paragraph."""
    return passage.source[max(0, typed.start - NEARBY) : typed.end + NEARBY]


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Take marks of emphasis into a span whose other mark lies inside it."""
    if text[start:end].count("*") % 2:
        if text[start - 1 : start] == "*":
            return start - 1, end
        if text[end : end + 1] == "*":
            return start, end + 1
    return start, end
