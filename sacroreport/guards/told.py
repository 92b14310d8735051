"""Whether the words around a typed number say that it is what an id is.

That no other id has the number is not enough: a study has a percentage for nearly every
number, and a threshold, a plan, a part of the participants or another study's result is none
of them. What is written without asking must be what the sentence says; in doubt it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from sacroreport.guards.language import NUMBER, Language
from sacroreport.guards.names import WORD, Names, stem
from sacroreport.guards.prose import VALUE
from sacroreport.guards.typed import DIGITS, Line
from sacroreport.study.ids import Role

ALONE = frozenset(
    {"low", "high", "upper_one_sided", "q1", "q3", "min", "max", "statistic", "df", "missing"}
)
"""Numbers that nobody writes alone: where one is alike, it is another one."""
SHARES = frozenset({"count_percent", "count_of_n"})
SPREAD = re.compile(r"(?:±|\bSD|\()[ ,:=]{0,3}\Z")
WHOLE = re.compile(r"(?:/|\b(?:n ?=|of|among|aus|von|sur|de|di)) ?\Z", re.I)
"""Before a number of those who have a value."""
CLAUSE = re.compile(r"[;:]|\.(?!\d)")
PART = re.compile(r"[,;()]|\.(?!\d)")
"""Between the parts of a sentence that have numbers of their own."""
IN_BRACKETS = re.compile(r" ?\([^()]{0,60}\)")
COUNTED = re.compile(rf"[\d{VALUE}]")
NEAR = 5
"""Words before and after a typed number that may say what it counts."""
FAR = 400
"""Characters that hold so many words."""


@dataclass(frozen=True)
class Around:
    """What stands around a typed number in its sentence."""

    line: Line
    first: int
    last: int
    language: Language

    @property
    def text(self) -> str:
        """The number itself, with all that the text of an id covers."""
        return self.line.text[self.first : self.last]

    @cached_property
    def before(self) -> str:
        """What stands before it."""
        return self.line.text[max(0, self.first - FAR) : self.first]

    @cached_property
    def after(self) -> str:
        """What stands behind it."""
        return self.line.text[self.last : self.last + FAR]

    @cached_property
    def sentence(self) -> frozenset[str]:
        """The words of all that."""
        words = WORD.findall(f"{self.before} {self.text} {self.after}")
        return frozenset(map(stem, words))

    @cached_property
    def _parts(self) -> tuple[list[str], list[str]]:
        """The parts of its sentence before it and behind it, the nearest first."""
        ends = re.compile(rf"{PART.pattern}|\b(?:{self.language.conjunction})\b", re.I)
        # "Relief: 25%" is a label with its number, and no clause before another.
        head = ends.split(self.before.rstrip(" :("))[::-1]
        after = self.after
        if (closed := IN_BRACKETS.match(after)) is not None:  # "7 (25%) women"
            after = after[closed.end() :]
        return head, ends.split(after.lstrip(" )"))

    @cached_property
    def part(self) -> tuple[list[str], list[str]]:
        """The words of its part of the sentence, before it and behind it, the nearest first.

        "Relief was seen in 7 (25%), fever in 1, and men were 20" has three such parts.
        """
        head, tail = self._parts
        return WORD.findall(CLAUSE.split(head[0])[-1])[::-1], WORD.findall(CLAUSE.split(tail[0])[0])

    @cached_property
    def part_words(self) -> frozenset[str]:
        """The same words, as stems."""
        return frozenset(map(stem, (*self.part[0], *self.part[1])))

    @cached_property
    def about(self) -> frozenset[str]:
        """The words of its sentence but for the parts that have numbers of their own.

        In "28 patients (20 women and 8 men) had a mean age of 68.7" nothing says women.
        """
        head, tail = self._parts
        others = [one for one in (*head[1:], *tail[1:]) if not COUNTED.search(one)]
        others += [head[0], tail[0]]
        words = [word for one in others for word in WORD.findall(one)]
        return self.part_words | frozenset(map(stem, words))

    @cached_property
    def counted(self) -> frozenset[str]:
        """The words that say who is counted: of its clause, what is before it and what is said.

        Behind it that is its own part and what follows a verb: "20 women and 8 men had MRI".
        """
        head, _ = self._parts
        clause = CLAUSE.split(self.after)[0].split(")")[0]
        verb = re.search(rf"\b(?:{self.language.verbs}|{self.language.copula})\b", clause, re.I)
        words = WORD.findall(clause[verb.end() :]) if verb is not None else []
        for one in head[1:]:
            if CLAUSE.search(one) or COUNTED.search(one):
                break
            words += WORD.findall(one)
        return self.part_words | frozenset(map(stem, words))

    @cached_property
    def near(self) -> dict[str, int]:
        """The words near it with how near they are; those behind it say more."""
        clauses = CLAUSE.split(self.before.rstrip(" :"))
        return self._weighed(
            WORD.findall(clauses[-1])[::-1], WORD.findall(CLAUSE.split(self.after)[0])
        )

    @cached_property
    def nearest(self) -> dict[str, int]:
        """The same of its part of the sentence."""
        return self._weighed(*self.part)

    @staticmethod
    def _weighed(before: list[str], after: list[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for weight, word in [
            *((NEAR - at, word) for at, word in enumerate(before[:NEAR])),
            *((2 * NEAR - at, word) for at, word in enumerate(after[:NEAR])),
        ]:
            found[stem(word)] = max(weight, found.get(stem(word), 0))
        return found

    @cached_property
    def noun(self) -> str:
        """The word directly behind it; empty if a sign or no noun follows."""
        match = re.match(r"[ -]?([^\W\d_]+)", self.after)
        word = match[1].casefold() if match is not None else ""
        return "" if word in self.language.function else word

    @cached_property
    def is_one_of_several(self) -> bool:
        """Whether another number is joined to it: "20 to 30 women", "20, 30 or 40"."""
        number = rf"(?:{NUMBER}|{VALUE}|(?:{self.language.number_word.pattern}))"
        join = rf"(?: ?[-‑–—] ?| |,? (?:{self.language.conjunction}|to|bis) |, )"
        return bool(
            re.match(join + number, self.after, re.I)
            or re.search(rf"{number}{join}\Z", self.before[-40:], re.I)
        )


def is_told(id_: str, names: Names, around: Around) -> bool:
    """Say whether the words beside a number say that it is what an id is."""
    definition = names.study.catalogue[id_]
    language, text = names.language, around.text
    if language.apart.search(f"{around.before}{text}{around.after}"):
        return False
    if language.bound.search(around.before):
        return False
    if re.match(rf"[ -]?(?:{language.percent})(?!\w)", around.after, re.I):
        return False  # "Thirty-four percent" is no count of 34
    parts = [match.group() for match in DIGITS.finditer(text)]
    own, last_part = names.labels(id_), id_.rpartition(".")[2]
    if id_ == "participants.n":
        own -= names.all_labels  # "62 women" are not all, though women are people
    near = max((around.nearest[one] for one in around.nearest.keys() & own), default=0)
    if _is_of_others(id_, own, near, names, around) or _is_of_other_time(id_, names, around):
        return False
    is_measure = bool(names.subject(id_) & around.sentence) and _is_that_time(id_, names, around)
    if len(parts) > 1:
        if last_part in SHARES:
            return near > 0  # of the same participants, anything may be 7 of 28
        is_range = last_part == "range"  # a scale "from 0 to 10" may be alike
        said = re.search(language.ranged, around.before, re.I)
        return not is_range or (is_measure and said is not None)
    if last_part in ALONE or last_part.endswith(("_low", "_high")):
        return False
    if last_part == "sd" and not SPREAD.search(around.before):
        return False  # "the mean age was 11.3" is no SD
    if last_part == "n" and id_ != "participants.n" and not WHOLE.search(around.before):
        return False  # "Leakage in 31" is no number of those who were looked at
    if definition.role is Role.P:
        return is_measure or not re.search("[<>≤≥]", text)
    if definition.role is Role.PERCENT:
        return near > 0
    if not re.search(r"\D", text) or not parts:
        is_counted = not around.noun or around.noun in language.people or stem(around.noun) in own
        return near > 0 and is_counted and not around.is_one_of_several
    return is_measure and (near > 0 or not own) and _is_that_unit(definition.unit, language, around)


def _is_of_others(id_: str, own: frozenset[str], near: int, names: Names, around: Around) -> bool:
    """Say whether the words are about a part of the participants, or about other ones."""
    # "28.1 in women" is no mean of all; "20 men" are not the women.
    foreign = names.all_labels - own - names.title(id_)
    if max((around.nearest[one] for one in around.nearest.keys() & foreign), default=0) > near:
        return True
    own |= names.title(id_) | names.labels(id_)
    subset = frozenset(map(stem, names.language.subset))
    if id_ == "participants.n":
        said, others = around.part_words, names.all_labels
    elif not names.labels(id_):  # a measure of all: any group in the sentence may be whose it is
        said, others = around.about, names.all_labels
    else:  # "Eight men were inpatients": some of the men
        said, others = around.counted, names.others(id_)
    return bool(said & ((others | subset) - own))


def _is_that_time(id_: str, names: Names, around: Around) -> bool:
    """Say whether the times that are said are those of an id, and none else."""
    known = names.time(id_)
    if not known <= {*re.findall(r"\d+", f"{around.before}{around.after}")}:
        return False
    said = re.finditer(r"(\d+)[ -](\w{1,12})", around.before)
    # "at 6 months the VAS before treatment was"
    return all(one[1] in known or not names.language.unit_of(one[2]) for one in said)


def _is_of_other_time(id_: str, names: Names, around: Around) -> bool:
    """Say whether the other time is said: "VAS after treatment was 8.9" is not that before."""
    title = names.title(id_)
    early, late = names.language.times
    own = (early if title & early else frozenset()) | (late if title & late else frozenset())
    if own >= early | late or not title & (early | late):
        return False
    distances = _distances(around)
    other = [distances[one] for one in distances.keys() & ((early | late) - own)]
    return bool(other) and min(other) <= min(
        (distances[one] for one in distances.keys() & own), default=FAR
    )


def _distances(around: Around) -> dict[str, int]:
    found: dict[str, int] = {}
    for text, step in ((around.before, -1), (around.after, 1)):
        for at, word in enumerate(re.findall(r"[^\W\d_]+", text)[::step]):
            found[stem(word)] = min(at, found.get(stem(word), FAR))
    return found


def _is_that_unit(unit: str, language: Language, around: Around) -> bool:
    """Say whether no other unit follows: "55.9 months" is no mean in years."""
    match = re.match(r" ?([^\W\d_/²³°%]{1,12}|[°µμ€$£]\w{0,5})(?![\w/])", around.after)
    if match is None:
        return True
    found = language.unit_of(match[1])
    return not found or found == language.unit_of(unit)
