"""What became of each number in a copy: kept, changed, gone, new, moved, or not to be seen."""

from __future__ import annotations

import bisect
import difflib
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sacroreport.document.stage import Placement
from sacroreport.proof.seen.seen import Seen
from sacroreport.proof.stream import original, squeeze

TRIMMED = "()[]“”\"'.,;:"
MOST_WORDS = 60_000
"""Words of a copy that are laid along the document's; more are refused."""
FEW = 4_000
"""Words up to which the most exact comparison is affordable."""


class State(StrEnum):
    """What became of a number."""

    KEPT = "kept"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"
    MOVED = "moved"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one number.

    Attributes
    ----------
    occurrence, id, place
        Which number of the document it is; empty for a new one.
    expected, found
        What the data say, and what the copy says.
    why
        Why a reader does not see it, or where a new one stands.
    """

    state: State
    occurrence: str = ""
    id: str = ""
    place: str = ""
    expected: str = ""
    found: str = ""
    why: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return it for JSON, without what is empty."""
        fields = {
            "occurrence": self.occurrence, "id": self.id, "place": self.place,
            "expected": self.expected, "found": self.found, "why": self.why,
        }  # fmt: skip
        return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its characters from ``first`` up to ``last``."""

    text: str
    first: int
    last: int

    @property
    def bare(self) -> str:
        """The word without the marks around it."""
        return self.text.strip(TRIMMED) or self.text

    @property
    def is_number(self) -> bool:
        """Whether it has a digit of any script."""
        return any(character.isdigit() for character in self.text)


def words_of(seen: Seen) -> list[Word]:
    """Return the words of a text with where they stand in it."""
    edges = sorted({0, *seen.breaks, len(seen.characters)})
    return [
        Word("".join(seen.characters[first:last]), first, last)
        for first, last in itertools.pairwise(edges)
        if first < last
    ]


def fates_of(fresh: Seen, copy: Seen, placements: Mapping[str, Placement]) -> list[Fate]:
    """Compare a copy with a fresh file, number by number.

    A number is found by its mark where the copy still has it, else by laying the words of
    both along each other. It is kept only if the same words stand there, a reader sees each
    of their characters, and nothing touches them; whatever else has a digit is new.

    Parameters
    ----------
    fresh
        What a reader sees of a file that a build makes now, with its marks.
    placements
        The injected numbers: occurrence → placement.

    Raises
    ------
    ValueError
        If the copy is too long to be compared.
    """
    comparison = _Comparison(fresh, copy, placements)
    return [*_in_order([*comparison.numbers()]), *comparison.new(), *_beside(fresh, copy)]


class _Comparison:
    def __init__(self, fresh: Seen, copy: Seen, placements: Mapping[str, Placement]) -> None:
        self.fresh, self.copy, self.placements = fresh, copy, placements
        self.fresh_words, self.copy_words = words_of(fresh), words_of(copy)
        if len(self.copy_words) > MOST_WORDS:
            raise ValueError(f"the copy has {len(self.copy_words)} words, more than {MOST_WORDS}")
        self.matched: dict[int, int] = {}  # word of the fresh file → word of the copy
        self.instead: dict[int, tuple[int, int]] = {}  # … → the words that stand in its stead
        exact = max(len(self.fresh_words), len(self.copy_words)) <= FEW
        matcher = difflib.SequenceMatcher(
            None, [word.bare for word in self.fresh_words], [word.bare for word in self.copy_words],
            autojunk=not exact,
        )  # fmt: skip
        for kind, i1, i2, j1, j2 in matcher.get_opcodes():
            if kind == "equal":
                self.matched |= dict(zip(range(i1, i2), range(j1, j2), strict=True))
            else:
                self.instead |= dict.fromkeys(range(i1, i2), (j1, j2))
        self.accounted = {*self.matched.values()}

    def numbers(self) -> Iterator[tuple[Fate, int]]:
        """Yield what became of each number of the document, and where it is in the copy."""
        marked = self.copy.numbers()
        for occurrence, span in self.fresh.numbers().items():
            placement = self.placements.get(original(occurrence))
            if placement is None:
                continue
            wanted = _overlapping(self.fresh_words, *span)
            if occurrence in marked:
                stretch = _overlapping(self.copy_words, *marked[occurrence])
            else:
                stretch = self._by_words(wanted)
            self.accounted |= {*stretch}
            state, why = self._state(span, wanted, stretch)
            yield (
                Fate(
                    state,
                    original(occurrence),
                    placement.id,
                    str(placement.place),
                    self.fresh.words(*span),
                    self._text(stretch),
                    why,
                ),
                self.copy_words[stretch.start].first if stretch else -1,
            )

    def _by_words(self, wanted: range) -> range:
        """Return the words that stand for a number which has lost its mark."""
        matched = [self.matched[index] for index in wanted if index in self.matched]
        if len(matched) == len(wanted) and matched[-1] - matched[0] == len(wanted) - 1:
            return range(matched[0], matched[-1] + 1)
        spans = [self.instead[index] for index in wanted if index in self.instead]
        if not spans:
            return range(0)
        first, last = min(edge for edge, _ in spans), max(edge for _, edge in spans)
        numbers = [index for index in range(first, last) if self.copy_words[index].is_number]
        return range(numbers[0], numbers[-1] + 1) if numbers else range(0)

    def _state(self, span: tuple[int, int], wanted: range, stretch: range) -> tuple[State, str]:
        if not stretch:
            return State.GONE, ""
        fresh_texts = [self.fresh_words[index].bare for index in wanted]
        copy_texts = [self.copy_words[index].bare for index in stretch]
        if fresh_texts != copy_texts:
            return State.CHANGED, ""
        first, last = self.copy_words[stretch.start].first, self.copy_words[stretch.stop - 1].last
        start, end = self.fresh_words[wanted.start].first, self.fresh_words[wanted.stop - 1].last
        before = {self.fresh.reasons[index] for index in range(start, end)}
        for index in range(first, last):
            if (why := self.copy.reason(index)) and why not in before:
                return State.UNSEEN, why
        if self.copy.paths[first] != self.fresh.paths[start]:
            return State.MOVED, "it stands in other surroundings, such as another column"
        return State.KEPT, ""

    def _text(self, words: range) -> str:
        return " ".join(self.copy_words[index].text for index in words)

    def new(self) -> Iterator[Fate]:
        """Yield the numbers of the copy that the document does not have."""
        for index, word in enumerate(self.copy_words):
            if word.is_number and index not in self.accounted:
                around = range(max(0, index - 3), min(len(self.copy_words), index + 4))
                why = next(
                    (why for i in range(word.first, word.last) if (why := self.copy.reasons[i])), ""
                )
                where = f'in "{self._text(around)}"'
                yield Fate(State.NEW, found=word.text, why=f"{where}; {why}" if why else where)


def _overlapping(words: Sequence[Word], first: int, last: int) -> range:
    """Return the indexes of the words that have a part in a stretch of characters."""
    start = bisect.bisect_right(words, first, key=lambda word: word.last)
    end = bisect.bisect_left(words, last, key=lambda word: word.first)
    return range(start, end)


def _in_order(fates: Sequence[tuple[Fate, int]]) -> Iterator[Fate]:
    """Tell the numbers that stand elsewhere among the others than they do in the document.

    The longest run of numbers in their order counts as unmoved.
    """
    kept = [index for index, (fate, _) in enumerate(fates) if fate.state is State.KEPT]
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int] = {}
    for index in kept:
        at = fates[index][1]
        k = bisect.bisect_left(tails, at)
        tails[k:] = [at]
        ends[k:] = [index]
        previous[index] = ends[k - 1] if k else -1
    unmoved, index = set(), ends[-1] if ends else -1
    while index >= 0:
        unmoved.add(index)
        index = previous[index]
    for index, (fate, _) in enumerate(fates):
        if fate.state is State.KEPT and index not in unmoved:
            why = "it stands elsewhere among the numbers"
            yield Fate(
                State.MOVED, fate.occurrence, fate.id, fate.place, fate.expected, fate.found, why
            )
        else:
            yield fate


def _beside(fresh: Seen, copy: Seen) -> Iterator[Fate]:
    """Yield the numbers that stand beside the body and are in no such text of a fresh file."""
    known = Counter((where, squeeze(text)) for where, text in fresh.beside)
    for where, text in copy.beside:
        if known[where, squeeze(text)]:
            continue
        for word in squeeze(text).split():
            if any(map(str.isdigit, word)):
                yield Fate(State.NEW, found=word, why=f'in {where}: "{text[:80]}"')
