"""The siblings of an id, and the words that only one of them bears.

A sibling differs in one part: another level or group, before for after, the median for the
mean. Its words beside a number say that the id is the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sacroreport.guards.language import Language
from sacroreport.guards.names import stem
from sacroreport.guards.vocabulary import Phrase
from sacroreport.study.ids import Definition
from sacroreport.study.study import AnalysisOf, Study, VariableOf

TOKEN = re.compile(r"[^\W_]+(?:[-‑][^\W_]+)*")
TIMES = {"before": "after", "after": "before"}
STATISTICS = {
    "mean": ("mean",),
    "mean_ci": ("mean",),
    "mean_sd": ("mean", "sd"),
    "median": ("median",),
    "median_iqr": ("median",),
    "sd": ("sd",),
    "min": ("min",),
    "max": ("max",),
}
"""Last part of an id → the statistics that its text shows."""
COMPOSED = {"mean": "mean_sd", "median": "median_iqr"}
"""Statistic → the text that shows it with its spread."""


@dataclass(frozen=True, slots=True)
class Word:
    """Words that only a sibling bears.

    Attributes
    ----------
    phrase
        Their stems.
    id
        The sibling.
    needs
        Stems of which one has to follow, if any word does: "after treatment".
    """

    phrase: Phrase
    id: str
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Axis:
    """One part in which siblings differ.

    Attributes
    ----------
    own
        Stems that say that the id is the right one.
    others
        Words of the siblings.
    nouns
        Stems that may stand behind words of a level: what it is a level of. ``None`` where
        the words are no nouns.
    names
        Stems of what was measured: "median age 61" needs no verb.
    """

    own: frozenset[str]
    others: tuple[Word, ...]
    nouns: frozenset[str] | None = None
    names: frozenset[str] = frozenset()


def axes(definition: Definition, study: Study, language: Language) -> Iterator[Axis]:
    """Yield in which parts an id has siblings, with their words.

    Parameters
    ----------
    definition
        What the id means.
    """
    parts = definition.id.split(".")
    if definition.name not in study.analyses or parts[0] != definition.name:
        return
    analysis = study.analyses[definition.name]
    names = (*definition.variables, *((analysis.by,) if analysis.by else ()))
    for name in dict.fromkeys(names):
        variable = study.variables[name]
        if variable.options.type in ("category", "ordered"):
            labels = {one.part: (one.label, one.text) for one in variable.levels}
            yield from _levels(parts, labels, (variable.label,), study, language)
    if analysis.events:
        events = {name: (study.variables[name].label,) for name in analysis.events}
        yield from _levels(parts, events, (), study, language)
    if parts[-1] in STATISTICS:
        yield from _times(parts, analysis, study, language)
        yield _statistics(parts, definition, study, language)


def _levels(
    parts: list[str],
    labels: Mapping[str, tuple[str, ...]],
    of: tuple[str, ...],
    study: Study,
    language: Language,
) -> Iterator[Axis]:
    """Yield what tells the levels of a variable apart, the id's own from the others."""
    at = next((at for at, part in enumerate(parts) if at and part in labels), None)
    if at is None:
        return
    phrases = {part: [*_phrases(texts, language)] for part, texts in labels.items()}
    own = frozenset(word for phrase in phrases[parts[at]] for word in phrase)
    others = []
    for part, found in phrases.items():
        sibling = ".".join((*parts[:at], part, *parts[at + 1 :]))
        if part != parts[at] and sibling in study.catalogue:
            others += [Word(one, sibling) for one in found if not own.issuperset(one)]
    people = frozenset(map(stem, language.people))
    nouns = people.union(*(stems(label, language) for label in of))
    # "CT" says nothing where another level is "CT and fluoroscopy".
    told = {word for one in others for word in one.phrase}
    yield Axis(own - told, tuple(others), nouns)


def _phrases(texts: tuple[str, ...], language: Language) -> Iterator[Phrase]:
    """Yield the words of a level: its label, its text, and of people what says the same."""
    for text in dict.fromkeys(one.casefold() for one in texts if one):
        phrase = tuple(stems(text, language))
        if not phrase or (len(phrase) == 1 and len(phrase[0]) < 2):
            continue
        yield phrase
        for alike in language.beside.alike:
            if len(phrase) == 1 and phrase[0] in {stem(word) for word in alike}:
                yield from ((word,) for word in sorted({stem(word) for word in alike}))


def _times(
    parts: list[str], analysis: AnalysisOf, study: Study, language: Language
) -> Iterator[Axis]:
    """Yield what tells the two times of a pair apart."""
    found = _pair(parts, analysis, study)
    if found is None:
        return
    time, own_variable, other_variable, sibling = found
    if sibling not in study.catalogue:
        return
    mine = {*stems(own_variable.label, language, every=True)}
    theirs = {*stems(other_variable.label, language, every=True)}
    words = {key: {tuple(map(stem, one)) for one in getattr(language.beside, key)} for key in TIMES}
    needs = frozenset(map(stem, language.beside.treatment)) | mine | theirs
    timed = frozenset(map(stem, language.beside.timed))
    others = words[TIMES[time]] | {(word,) for word in theirs if not _is_function(word, language)}
    others = {one for one in others if not mine.issuperset(one)}
    own = {word for one in words[time] for word in one} | mine
    yield Axis(
        frozenset(own - theirs - {word for one in others for word in one}),
        tuple(
            Word(one, sibling, needs if timed & {*one} or one[0].isdigit() else frozenset())
            for one in sorted(others)
        ),
        names=frozenset(mine & theirs),
    )


def _pair(
    parts: list[str], analysis: AnalysisOf, study: Study
) -> tuple[str, VariableOf, VariableOf, str] | None:
    """Return which time of a pair an id is about, both variables, and the sibling."""
    pair = analysis.times
    if pair:
        at = next((at for at, part in enumerate(parts) if at and part in TIMES), None)
        if at is None:
            return None
        time = parts[at]
        sibling = ".".join((*parts[:at], TIMES[time], *parts[at + 1 :]))
    else:
        pairs = [one.times for one in study.analyses.values() if parts[0] in one.times.values()]
        if len({tuple(times.values()) for times in pairs}) != 1:
            return None
        pair = pairs[0]
        time = next(time for time, name in pair.items() if name == parts[0])
        sibling = ".".join((pair[TIMES[time]], *parts[1:]))
    first, second = (study.variables[pair[time]] for time in ("before", "after"))
    return (time, first, second, sibling) if time == "before" else (time, second, first, sibling)


def _statistics(parts: list[str], definition: Definition, study: Study, language: Language) -> Axis:
    """Return what tells a mean, a median and the like apart."""
    shown, above = STATISTICS[parts[-1]], ".".join(parts[:-1])
    words = {
        key: {tuple(map(stem, one)) for one in found}
        for key, found in language.beside.statistics.items()
    }
    labels = {
        word
        for name in definition.variables
        for word in stems(study.variables[name].label, language, every=True)
    }
    wanted = {"mean", "median", "sd"} | ({"min", "max"} if shown[0] in ("min", "max") else set())
    others = []
    for key in sorted(wanted - {*shown}):
        is_composed = parts[-1] in COMPOSED.values()
        sibling = f"{above}.{COMPOSED.get(key, key) if is_composed else key}"
        if sibling in study.catalogue:
            found = sorted(words.get(key, ()))
            others += [Word(one, sibling) for one in found if not labels & {*one}]
    own = {word for key in shown for one in words.get(key, ()) for word in one}
    return Axis(frozenset(own), tuple(others), names=frozenset(labels))


def stems(text: str, language: Language, *, every: bool = False) -> list[str]:
    """Return the stems of a text, those of words that are no nouns left out.

    Examples
    --------
    >>> from sacroreport.guards.language import load_language
    >>> stems("Pain after the 2nd follow-up visits", load_language("en"))
    ['pain', '2nd', 'follow-up', 'visit']
    """
    words = [word.casefold() for word in TOKEN.findall(text)]
    return [stem(word) for word in words if every or word not in language.function]


def _is_function(word: str, language: Language) -> bool:
    timed = {stem(one) for one in language.beside.timed}
    return word in {stem(one) for one in language.function} - timed
