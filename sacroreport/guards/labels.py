"""Labels: digits are at home in them, so only what is surely a statistic is told."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from sacroreport.guards.language import Language
from sacroreport.guards.propose import Numbers
from sacroreport.guards.prose import Passage
from sacroreport.guards.typed import FEW, Typed, one_line
from sacroreport.project.positions import Path
from sacroreport.study.study import Study

WORD = re.compile(r"[^\W\d_][\w'’-]*")
RANGE = re.compile(r"\d ?%? ?(?:[-–]|\bto\b|\bbis\b|\bà\b) ?\Z", re.I)
"""Before the second number of a range, "26-50%"."""
OR = re.compile(r" ?(?:\+|(?:or|and|oder|und|ou|et|o|y|e)\b)", re.I)
"""After the number of a class, "50% or more"."""
NUMBER = r"\d{1,9}"
LEVELS = frozenset(map(Decimal, ("0.05", "0.01", "0.1")))
"""Behind "P <" these are levels of significance rather than results."""
MOST_WORDS = 4
"""Words behind a number among which its noun is looked for."""


def is_statistic(
    typed: Typed,
    passage: Passage,
    path: Path,
    ids: Callable[[], tuple[str, ...]],
    study: Study,
    language: Language,
    numbers: Callable[[], Numbers | None],
) -> bool:
    """Say whether a number in a label is surely a statistic.

    "n = 27", "7 of 28", "8.9 ± 1.0" and "P = .03" are; a percentage is when the study has it
    and it bounds nothing; and so is the number of those who are counted.

    Parameters
    ----------
    path
        The keys that lead to the label.
    ids, numbers
        Give the ids that the number equals, and the numbers of the study; they are asked only
        where that decides, since to write every number takes time.
    """
    line = one_line(passage.text, *typed.sentence)
    first = bisect.bisect_left(line.positions, typed.start)
    before = line.text[:first]
    after = line.text[first + len(typed.text) :]
    if typed.beside == "n":
        return True
    is_bound = language.bound.search(before) or re.search(r"[<>]= ?\Z", before)
    if typed.beside == "P":
        return not (is_bound and {*typed.values} & LEVELS)
    if is_bound or RANGE.search(before):
        return False
    if typed.beside == "±":
        return bool(re.search(r"\d ?± ?\Z", before) or re.match(r" ?± ?\d", after))
    if typed.beside == "%":
        return _is_percentage(typed, path, ids, OR.match(re.sub(r"\A ?%", "", after)) is not None)
    if _is_count(typed, after, path, ids, study, language):
        return True
    return typed.beside == "of" and _is_share(typed, before, after, language, numbers)


def _is_percentage(
    typed: Typed, path: Path, ids: Callable[[], tuple[str, ...]], is_class: bool
) -> bool:
    """Say whether a percentage is one of the study; in a level, one of its own variable."""
    if is_class or any(value in (0, 100) for value in typed.values):
        return False
    if path[0] == "variables" and "levels" in path:
        return any(id_.startswith(f"{path[1]}.") for id_ in ids())
    return bool(ids())


def _is_count(
    typed: Typed,
    after: str,
    path: Path,
    ids: Callable[[], tuple[str, ...]],
    study: Study,
    language: Language,
) -> bool:
    """Say whether a number is one of people, or of what the study counts."""
    nouns = {words[-1].casefold() for words in map(WORD.findall, _forms(study)) if words}
    phrase = re.match(rf"(?: {WORD.pattern}){{1,{MOST_WORDS}}}", after)
    for word in WORD.finditer(phrase.group() if phrase is not None else ""):
        noun = word.group().casefold()
        if noun in language.function:
            return False
        if noun not in language.people | nouns:
            continue
        if OR.match(after, word.end()):
            return False
        if any(value > FEW for value in typed.values):
            return True
        # "2 children" is the name of a level and "3 lesions" a flag, but "7 patients" heads rows.
        is_class = path[0] == "variables" or "responders" in path
        return not is_class and (noun in language.people or bool(ids()))
    return False


def _forms(study: Study) -> Iterator[str]:
    for name, forms in study.head.nouns.items():
        yield from (name, *forms)


def _is_share(
    typed: Typed,
    before: str,
    after: str,
    language: Language,
    numbers: Callable[[], Numbers | None],
) -> bool:
    """Say whether a number is one of "7 of 28"; "2 of 3 criteria" are a definition."""
    whole = re.match(rf" (?:{language.of}) ({NUMBER})(?![.,·]?\d)", after, re.I)
    part = re.search(rf"(?<![\d.,]){NUMBER} (?:{language.of}) \Z", before, re.I)
    if whole is not None:
        value = Decimal(whole[1])
    elif part is not None and typed.values:
        value = typed.values[0]
    else:
        return False
    if value > FEW:
        return True
    known = numbers()
    of_study = (
        id_.rpartition(".")[2] == "n" and result.value == value
        for id_, result in (known.results.items() if known is not None else ())
    )
    return any(of_study)
