"""Which number of the study a typed one is, and what to write in its place."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from sacroreport.guards.language import Language
from sacroreport.guards.prose import Passage
from sacroreport.guards.typed import DIGITS, SIGNS, Line, Typed, meanings, one_line
from sacroreport.statistics.result import Results
from sacroreport.study.ids import Role
from sacroreport.study.study import Study
from sacroreport.writing.rounding import rounded
from sacroreport.writing.values import Values

PRINTED = re.compile(r"\{\{<[ \t]+var[ \t]+(\S+)[ \t]+>\}\}")
WORD = re.compile(r"[^\W\d_]{3,}")
CLAUSE = re.compile(r"[;:]|\.(?!\d)")
COMMON = frozenset(
    {"participant", "patient", "value", "the", "with", "and", "for", "all", "complete"}
)
VAGUE = COMMON | {"mean", "before", "after", "treatment", "baseline", "follow", "month", "year"}
"""Words of labels that say nothing of what was measured."""
ALONE = frozenset(
    {"low", "high", "upper_one_sided", "q1", "q3", "min", "max", "statistic", "df", "missing"}
)
"""Numbers that nobody writes alone: where one is alike, it is another one."""
SHARES = frozenset({"count_percent", "count_of_n"})
SPREAD = re.compile(r"(?:±|\bSD|\()[ ,:=]{0,3}\Z")
WHOLE = re.compile(r"(?:/|\b(?:n ?=|of|among|aus|von|sur|de|di)) ?\Z", re.I)
"""Before a number of those who have a value."""
NEAR = 5
"""Words before and after a typed number that may say what it counts."""


NEARBY = 20_000
"""Characters around it that count as the same paragraph."""
FAR = 400
"""Characters that hold so many words."""


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
    _names: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        style = self.values.style
        for id_, value in self.values.items():
            if not value.text or id_.startswith(("methods.", "constants.", "cells.", "claims.")):
                continue
            text = value.plain
            for match in DIGITS.finditer(text):
                self._by_token.setdefault(match.group().lstrip(SIGNS), []).append(id_)
                if value.definition.role.is_text:
                    continue
                for meaning in meanings(match.group().replace(style.thousands.mark, "")):
                    self._by_number.setdefault(abs(meaning), []).append(id_)
            if not any(one.isdigit() for one in text):
                self._by_token.setdefault(text.casefold(), []).append(id_)

    def equal(self, typed: Typed, *, anything: bool = False) -> tuple[str, ...]:
        """Return the ids whose number a typed one equals, as printed or rounded alike.

        A percentage equals percentages, a P value P values and a number word counts, unless
        ``anything`` says that a header elsewhere may tell what it is.
        """
        found = [id_ for value in typed.values for id_ in self._by_number.get(abs(value), ())]
        found = [id_ for id_ in found if anything or self._is_kin(typed, id_)]
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

    def _rounded_alike(self, typed: Typed) -> list[str]:
        """Return the ids that would show what is typed with more or fewer decimals."""
        found = []
        for value in typed.values:
            decimals = -int(value.as_tuple().exponent)
            if not 1 <= decimals <= 6:
                continue
            units = abs(int(value.scaleb(decimals)))
            for id_, result in self.results.items():
                if result.value is None or result.definition.role.is_text:
                    continue
                if not (units or result.value == 0):
                    continue
                if not self._is_kin(typed, id_):
                    continue
                if abs(rounded(result.value, decimals, self.values.style.ties)) == units:
                    found.append(id_)
        return self._own(found) or found

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
            for span in _alignments(self.values[id_].plain, line, at, typed.text):
                spans.setdefault(span, []).append(id_)
        if not spans:
            return Proposal(typed.start, typed.end, self.equal(typed)[:3], False)
        first, last = max(spans, key=lambda one: one[1] - one[0])
        found = spans[first, last]
        found = list(dict.fromkeys(self._own(found) or found))
        around = passage.source[max(0, typed.start - NEARBY) : typed.end + NEARBY]
        here = {name for id_ in PRINTED.findall(around) if (name := self._name(id_))}
        there = {name for id_ in printed if (name := self._name(id_))}
        words = _words_around(line, first, last)
        scores = {
            id_: (
                max((words[one] for one in words.keys() & self._labels(id_)), default=0),
                len(words.keys() & self._labels(id_)),
                len(words.keys() & self._meaning(id_)),
            )
            for id_ in found
        }
        near = {id_: (self._name(id_) in here, self._name(id_) in there) for id_ in found}
        ranked = sorted(found, key=lambda id_: (*scores[id_], *near[id_]), reverse=True)
        # What is printed elsewhere ranks, but makes nothing sure: a fix would make the next
        # one surer, and the same text would be mended differently the second time.
        best = [id_ for id_ in found if scores[id_] == scores[ranked[0]]]
        is_best = len(best) == 1 or len({self._column(id_) or id_ for id_ in best}) == 1
        # "excellent in 17, good in 19, fair in 17": two labels, and one number for both.
        is_best = is_best and not any(scores[id_][0] for id_ in found if id_ not in best)
        is_sure = is_best and self._is_told(ranked[0], line, first, last, words)
        start, end = _whole(passage.text, line.positions[first], line.ends[last - 1])
        return Proposal(start, end, tuple(ranked[:3]), is_sure, scores[ranked[0]][0] > 0)

    def _is_told(
        self, id_: str, line: Line, first: int, last: int, words: Mapping[str, int]
    ) -> bool:
        """Say whether the words beside a number say that it is what an id is.

        That no other id has the number is not enough: a study has a percentage for nearly
        every number, and a threshold, a plan or another study's result is none of them.
        """
        text = line.text[first:last]
        before, after = line.text[max(0, first - FAR) : first], line.text[last : last + FAR]
        around = before + text + after
        if self.language.apart.search(around) or self.language.bound.search(before):
            return False
        if re.match(rf"[ -]?(?:{self.language.percent})(?!\w)", after, re.I):
            return False  # "Thirty-four percent" is no count of 34
        parts = [match.group() for match in DIGITS.finditer(text)]
        sentence = frozenset(map(stem, WORD.findall(around)))
        is_measure = bool(self._subject(id_) & sentence) and self._time(id_) <= {
            *re.findall(r"\d+", around)
        }
        own = self._labels(id_)
        if id_ == "participants.n":
            own -= self._all_labels  # "62 women" are not all, though women are people
        foreign = max((words[one] for one in words.keys() & self._all_labels - own), default=0)
        near = max((words[one] for one in words.keys() & own), default=0)
        last_part = id_.rpartition(".")[2]
        if len(parts) > 1:
            if last_part in SHARES:
                return near > 0  # of the same participants, anything may be 7 of 28
            is_range = last_part == "range"  # a scale "from 0 to 10" may be alike
            said = re.search(self.language.ranged, before, re.I)
            return not is_range or (is_measure and said is not None)
        if last_part in ALONE or last_part.endswith(("_low", "_high")):
            return False
        if last_part == "sd" and not SPREAD.search(before):
            return False  # "the mean age was 11.3" is no SD
        if last_part == "n" and id_ != "participants.n" and not WHOLE.search(before):
            return False  # "Leakage in 31" is no number of those who were looked at
        if foreign > near:
            return False  # "28.1 in women" is no mean of all
        role = self.study.catalogue[id_].role
        if role is Role.P:
            return is_measure or not re.search("[<>≤≥]", text)
        is_counted = role is Role.PERCENT or not re.search(r"\D", text) or not parts
        return near > 0 if is_counted else is_measure and (near > 0 or not own)

    def _column(self, id_: str) -> tuple[object, ...]:
        """Return what tells a column of numbers: two ids of one column say the same."""
        above, _, last = id_.rpartition(".")
        parts = [self.results.get(f"{above}.{part}") for part in ("mean", "sd")]
        values = [one.value for one in parts if one is not None]
        return (last, *values) if len(values) == len(parts) and None not in values else ()

    def _name(self, id_: str) -> str:
        definition = self.study.catalogue.get(id_)
        return definition.name if definition is not None else ""

    def _meaning(self, id_: str) -> frozenset[str]:
        """Return the words that say what an id is."""
        return frozenset(map(stem, WORD.findall(self.study.catalogue[id_].meaning))) - COMMON

    def _subject(self, id_: str) -> frozenset[str]:
        """Return the words that name what an id is about: its variables, its analysis."""
        return frozenset(map(stem, WORD.findall(self._title(id_)))) - VAGUE

    def _time(self, id_: str) -> frozenset[str]:
        """Return the numbers in that name: what is "at 6 months" is not at 12."""
        return frozenset(re.findall(r"\d+", self._title(id_)))

    def _title(self, id_: str) -> str:
        definition = self.study.catalogue[id_]
        names = [self.study.variables[name].label for name in definition.variables]
        analysis = self.study.analyses.get(definition.name)
        return " ".join([*names, analysis.label or ""] if analysis is not None else names)

    @cached_property
    def _all_labels(self) -> frozenset[str]:
        """Return the words that name levels and flags, whichever."""
        texts = [one.label for one in self.study.variables.values() if one.options.type == "flag"]
        for variable in self.study.variables.values():
            texts += [level.label for level in variable.levels]
        return frozenset(stem(word) for text in texts for word in WORD.findall(text)) - VAGUE

    def _labels(self, id_: str) -> frozenset[str]:
        """Return the words that name whom an id counts: a level, a flag, a criterion."""
        if id_ not in self._names:
            definition = self.study.catalogue[id_]
            parts = id_.split(".")
            texts: list[str] = []
            analysis = self.study.analyses.get(definition.name)
            by = (analysis.by,) if analysis is not None and analysis.by else ()
            for name in dict.fromkeys((*definition.variables, *by)):
                variable = self.study.variables[name]
                levels = [one for one in variable.levels if one.part in parts]
                texts += [text for one in levels for text in (one.label, one.text)]
                if len(definition.variables) == 1 and variable.options.type == "flag":
                    texts.append(variable.label)
            if id_ == "participants.n":
                texts += self.language.people
            if analysis is not None:
                texts += [
                    one.options.label for part, one in analysis.responders.items() if part in parts
                ]
            self._names[id_] = frozenset(
                stem(word) for text in texts for word in WORD.findall(text)
            )
        return self._names[id_]


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


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Take marks of emphasis into a span whose other mark lies inside it."""
    if text[start:end].count("*") % 2:
        if text[start - 1 : start] == "*":
            return start - 1, end
        if text[end : end + 1] == "*":
            return start, end + 1
    return start, end


def _words_around(line: Line, first: int, last: int) -> dict[str, int]:
    """Return the words near a number with how near they are; those behind it say more."""
    # "Relief: 25%" is a label with its number, and no clause before another.
    clauses = CLAUSE.split(line.text[max(0, first - FAR) : first].rstrip(" :"))
    before = WORD.findall(clauses[-1])[-NEAR:]
    after = WORD.findall(CLAUSE.split(line.text[last : last + FAR])[0])[:NEAR]
    near: dict[str, int] = {}
    for weight, word in [
        *((NEAR - at, word) for at, word in enumerate(reversed(before))),
        *((2 * NEAR - at, word) for at, word in enumerate(after)),
    ]:
        near[stem(word)] = max(weight, near.get(stem(word), 0))
    return near


def stem(word: str) -> str:
    """Return what a noun's singular and plural have in common, roughly.

    Examples
    --------
    >>> stem("Cysts") == stem("cyst"), stem("biopsies") == stem("biopsy")
    (True, True)
    """
    word = word.casefold()
    for ending, new in (("ies", "y"), ("ses", "s"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + new
    return word
