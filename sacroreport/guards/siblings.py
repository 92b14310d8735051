"""The id of a sibling beside words that are not its own: the count of women before "men".

The number is right and stands in the wrong place, so that no other check sees it. Only words
that stand directly beside a number say what it is; where that is not sure, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sacroreport.document.document import Document
from sacroreport.findings import Finding, Severity
from sacroreport.guards.beside import LOOK, Beside, numbers
from sacroreport.guards.kindred import TOKEN, Axis, Word, axes
from sacroreport.guards.language import Language, lang_of, load_language
from sacroreport.guards.names import stem
from sacroreport.guards.pairs import check_pair
from sacroreport.guards.prose import VALUE, Passage
from sacroreport.study.ids import Definition
from sacroreport.study.study import Study

NEAR, FAR = 2, 4
"""Words behind and before a number that may say what it is."""
BOUNDARY = re.compile(rf"[.,;:=()\[\]|<>{VALUE}]")
INSERTED = re.compile(r"(?: ?\([^()]{0,40}\))?\)? ?")


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a sibling beside a number: where in the line, and whose they are."""

    start: int
    end: int
    id: str


def check_siblings(document: Document, prose: Iterable[Passage], study: Study) -> Iterator[Finding]:
    """Find numbers beside words that only a sibling of theirs bears, each once."""
    reader = _Reader(study, load_language(lang_of(document, study)))
    for found in numbers(prose):
        if not found or reader.unordered.search(found[0].line.text):
            continue
        told: set[tuple[int, int]] = set()
        for index, beside in enumerate(found):
            definition = study.catalogue.get(beside.id)
            if definition is None:
                continue
            said = reader.beside(beside, definition)
            if said is not None and (said.start, said.end) not in told:
                told.add((said.start, said.end))  # "5 (18%) men" is told once
                yield _finding(beside, said)
            elif said is None and index:
                yield from check_pair(found[index - 1], beside, study, reader.language)


class _Reader:
    """What the words beside numbers say in one language."""

    def __init__(self, study: Study, language: Language) -> None:
        self.study = study
        self.language = language
        self.words = language.beside
        self.people = frozenset(map(stem, language.people))
        self.known: dict[str, tuple[Axis, ...]] = {}

    @cached_property
    def unordered(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.words.unordered})\b", re.I)

    @cached_property
    def joined(self) -> re.Pattern[str]:
        return re.compile(rf"(?: ?(?:[(=:]|\bn(?= ?[=:])|\b(?:{self.words.said})\b))+ ?\Z", re.I)

    @cached_property
    def held(self) -> re.Pattern[str]:
        return re.compile(rf" (?:{self.words.held}) \Z", re.I)

    @cached_property
    def excluded(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.words.excluded}) \Z", re.I)

    @cached_property
    def since(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.words.since}) \Z", re.I)

    @cached_property
    def until(self) -> re.Pattern[str]:
        return re.compile(rf" (?:{self.words.until}) | ?(?:[-–]|--) ?", re.I)

    def beside(self, beside: Beside, definition: Definition) -> Said | None:
        """Return the words of a sibling directly before or behind a number."""
        if definition.id not in self.known:
            self.known[definition.id] = tuple(axes(definition, self.study, self.language))
        for axis in self.known[definition.id]:
            if axis.others:
                said = self._before(beside, axis) or self._behind(beside, axis)
                if said is not None:
                    return said
        return None

    def _before(self, beside: Beside, axis: Axis) -> Said | None:
        """Return words joined to a number: "The median age was", "men ("."""
        match = self.joined.search(beside.before)
        if match is None and axis.nouns is not None:
            match = self.held.search(beside.before)
        text = beside.before[: match.start()] if match is not None else beside.before
        is_joined = match is not None and match.re is self.joined
        tokens = self._phrase(beside, text)
        if any(one.group().casefold() in self.words.apart for one in tokens):
            return None
        following = self._following(beside)[:FAR]
        near = [*tokens, *following[: self._reach(following)]]
        if axis.own & {stem(one.group()) for one in near}:
            return None
        if match is None and (len(tokens) > FAR or not text.endswith(" ")):
            return None
        content = [one for one in tokens if self._counts(one.group())][-FAR:]
        said = [stem(one.group()) for one in content]
        for word in axis.others:
            size = len(word.phrase)
            for at in range(len(said) - size, -1, -1):
                rest = said[at + size :]
                if tuple(said[at : at + size]) != word.phrase:
                    continue
                if not is_joined and not axis.names.issuperset(rest):
                    continue
                if match is None and len(tokens) > NEAR + len(rest):
                    continue
                if self._belongs(rest, word, axis):
                    start = beside.at - len(beside.before)
                    return Said(
                        start + content[at].start(), start + content[at + size - 1].end(), word.id
                    )
        return None

    def _belongs(self, rest: list[str], word: Word, axis: Axis) -> bool:
        """Say whether words may stand between those of a sibling and the number."""
        if axis.nouns is not None:
            return axis.nouns.issuperset(rest)
        return not rest or not word.needs or rest[0] in word.needs

    def _phrase(self, beside: Beside, text: str) -> list[re.Match[str]]:
        """Return the words since the last mark, number or conjunction that opens a phrase."""
        boundaries = [one.end() for one in BOUNDARY.finditer(text)]
        start = boundaries[-1] if boundaries else 0
        tokens = [*TOKEN.finditer(text, start)]
        while tokens and tokens[0].group().casefold() in self.words.opening:
            tokens = tokens[1:]
        return tokens

    def _following(self, beside: Beside) -> list[re.Match[str]]:
        """Return the words behind a number, up to the next mark or number."""
        inserted = INSERTED.match(beside.after)
        start = inserted.end() if inserted is not None else 0
        end = BOUNDARY.search(beside.after, start)
        if end is not None and end.group() in ":=":
            return []  # "3 men: 2" is a label of the next
        return [*TOKEN.finditer(beside.after, start, end.start() if end else LOOK)]

    def _reach(self, tokens: list[re.Match[str]]) -> int:
        """Return how many words belong to one phrase."""
        words = (one.group().casefold() for one in tokens)
        return next((at for at, one in enumerate(words) if one in self.words.apart), len(tokens))

    def _behind(self, beside: Beside, axis: Axis) -> Said | None:
        """Return words that follow a number as its noun, or as its time: "before treatment"."""
        tokens = self._following(beside)
        if self.excluded.search(beside.before):
            return None  # "all but 8 were women"
        match = self.joined.search(beside.before)
        text = beside.before[: match.start()] if match is not None else beside.before
        before = self._phrase(beside, text)[::-1]
        if axis.own & {stem(one.group()) for one in before[: self._reach(before)]}:
            return None
        words = [one.group().casefold() for one in tokens]
        last = self._reach(tokens)
        counted = [at for at in range(last) if self._counts(words[at])]
        for place, at in enumerate(counted[: NEAR if axis.nouns is not None else 1]):
            for word in axis.others:
                size = len(word.phrase)
                if tuple(map(stem, words[at : at + size])) != word.phrase or at + size > last:
                    continue
                if beside.after[tokens[at + size - 1].end() :][:1] in ("'", "’"):
                    continue  # "men's" is no noun of a number
                described = [stem(words[one]) for one in counted[:place]]
                if axis.own & {*described}:
                    return None
                is_apart = size == 1 and not {*words[counted[0] + 1 : at]} <= self.words.role
                if described and is_apart and not self.people & {*described}:
                    continue  # "3 came with the men"
                follows = words[at + size] if at + size < len(words) else ""
                is_time = axis.nouns is None
                fits = self._is_time if is_time else self._is_noun
                if fits(beside, words[:at], word, follows, axis):
                    start = beside.at + 1
                    return Said(
                        start + tokens[at].start(), start + tokens[at + size - 1].end(), word.id
                    )
        return None

    def _is_noun(
        self, beside: Beside, before: list[str], word: Word, follows: str, axis: Axis
    ) -> bool:
        """Say whether words of a level are the noun of a number, and describe no other noun."""
        is_people = word.phrase[-1] in self.people
        if before[:1] and re.fullmatch(self.language.of, before[0], re.I) and not is_people:
            return False  # "2 of the deaths" may have had an infection
        assert axis.nouns is not None
        ends = not follows or follows in self.language.function | self.language.happened
        return is_people or ends or stem(follows) in axis.nouns

    def _is_time(
        self, beside: Beside, before: list[str], word: Word, follows: str, axis: Axis
    ) -> bool:
        """Say whether "before treatment" behind a number is its time."""
        if word.phrase in {tuple(map(stem, one)) for one in self.words.after} and (
            self.since.search(beside.before)
        ):
            return False  # "fell from 8.9 after treatment to 2.2"
        is_time = bool({*self._times} & {*word.phrase})
        is_until = bool(follows) and self.until.fullmatch(f" {follows} ") is not None
        fits = not follows or stem(follows) in word.needs or is_until
        return is_time and len(before) < NEAR and fits

    @cached_property
    def _times(self) -> frozenset[str]:
        return frozenset(
            stem(one) for phrase in (*self.words.before, *self.words.after) for one in phrase
        )

    def _counts(self, word: str) -> bool:
        """Say whether a word says something by itself."""
        word = word.casefold()
        return word not in self.language.function or word in self.words.timed


def _finding(beside: Beside, said: Said) -> Finding:
    line = beside.line.text
    return Finding(
        rule="words-against-numbers",
        severity=Severity.WARNING,
        **beside.spot(),
        message=f'"{line[said.start : said.end]}" is said of "{beside.id}"',
        expected=said.id,
        way_out=f"write {{{{< var {said.id} >}}}}, or correct the words",
    )
