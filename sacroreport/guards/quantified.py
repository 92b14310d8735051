"""Words for none, one and all beside what a study records: "no deaths", "one patient bled".

They are numbers, and the ones that hurt most when a correction passes them by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sacroreport.document.spans import Spans
from sacroreport.findings import Finding, Severity
from sacroreport.guards.language import Language
from sacroreport.guards.names import stem
from sacroreport.guards.sentence import Sentence
from sacroreport.kinds.results import Results
from sacroreport.study.study import Study

WORD = re.compile(r"[^\W\d_]+")
AMOUNTS: tuple[tuple[Literal["none", "one", "all"], str], ...] = (
    ("none", "none"),
    ("one", "one"),
    ("all", "every"),
)
FAR = 120
"""Characters behind a quantifier that may say what it is about."""
MOST_WORDS = 5
"""Words of a noun phrase."""
STEM, ENDING = 6, 2
"""Letters of a stem that make sure of it, and those of an ending."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Something that participants have or have not.

    Attributes
    ----------
    id
        Without its statistic: ``infection``, ``safety.any``, ``sex.female``.
    name
        Its label.
    heads
        Stems of its noun, and of the words that say the same.
    label
        Stems of the words of its label, up to the noun.
    is_event
        Whether it is a complication or the like, of which none is worth a sentence.
    claim
        What a claim about it is `of:`.
    """

    id: str
    name: str
    heads: frozenset[str]
    label: frozenset[str]
    is_event: bool
    claim: str


def recorded(study: Study, language: Language) -> tuple[Recorded, ...]:
    """Return what a sentence may say that nobody, one or everybody had."""
    events = {name for analysis in study.analyses.values() for name in analysis.events}
    found = []

    def add(id_: str, label: str, is_event: bool, claim: str = "") -> None:
        words = [stem(word) for word in _noun_of(label, language)]
        if words and len(words[-1]) > 2:
            head = words[-1]
            kin = (one for one in language.kin if any(_alike(head, each) for each in one))
            heads = frozenset({head}.union(*kin))
            found.append(Recorded(id_, label, heads, frozenset(words), is_event, claim or id_))

    for name, variable in study.variables.items():
        if variable.options.type == "flag":
            is_event = name in events or variable.options.role == "safety"
            add(name, variable.label, is_event)
        elif variable.options.type in ("category", "ordered", "multi"):
            for level in variable.levels:
                claim = f'{name}, level: "{level.code}"'
                for label in {level.label: 0, level.text: 0}:
                    add(f"{name}.{level.part}", label, False, claim)
    for name, analysis in study.analyses.items():
        if analysis.events and not analysis.by:
            add(f"{name}.any", analysis.label or "", True)
    return tuple(found)


def _noun_of(label: str, language: Language) -> list[str]:
    """Return the words of a label up to its noun: of "Death within 30 days" it is "Death"."""
    words: list[str] = []
    for word in re.findall(r"[^\W_]+", re.split(r"[,;:(/]", label)[0]):
        if word.casefold() in language.function or word.isdigit():
            break
        words.append(word)
    return words


def check_quantified(
    sentence: Sentence,
    language: Language,
    things: tuple[Recorded, ...],
    results: Results,
    taken: Iterable[tuple[int, int]],
) -> Iterator[tuple[tuple[int, int], Finding]]:
    """Find typed words for none, one and all beside what was recorded, each with its span.

    Of what is no event only those that agree with the data are told: nobody can tell about
    whom the others are.
    """
    text = sentence.line.text
    if language.apart.search(text):
        return
    spared: Spans | None = None
    told = list(taken)
    for amount, key in AMOUNTS:
        others = Spans(told)  # matches of one pattern never overlap
        for match in language.quantifiers[key].finditer(text):
            meant = _meant(text, match, amount, language, things, results)
            if not meant or others.around(*match.span()) or sentence.has_claim(*match.span()):
                continue
            if spared is None:
                spared = Spans(language.exempt(text))
            if spared.around(*match.span()) is None:
                told.append(match.span())
                yield match.span(), _finding(sentence, match, amount, meant[0], results, language)


def _meant(
    text: str,
    match: re.Match[str],
    amount: Literal["none", "one", "all"],
    language: Language,
    things: tuple[Recorded, ...],
    results: Results,
) -> list[Recorded]:
    """Return what a quantifier is about, what is meant most likely first."""
    clause = language.clause.split(text[match.end() : match.end() + FAR])[0]
    if language.doubled.search(clause):
        return []  # "no patient had both itching and hypotension"
    people = bool(match.groupdict().get("people"))
    if people:
        if language.restricted.match(clause):
            return []  # "all patients with an infection", "one patient at a time"
        # "An infection was seen in one patient."
        before = language.clause.split(text[max(0, match.start() - FAR) : match.start()])[-1]
        phrases = [[stem(word) for word in WORD.findall(before + clause)]]
    else:
        phrases = _phrases(clause, language)
    found = []
    for thing in things:
        agrees = _agrees(thing, amount, results)
        if not agrees and (amount == "all" or not thing.is_event):
            continue
        if not people and not _is_all_said(clause, thing, language, agrees=agrees):
            continue
        if any(_says(phrase, thing, people=people, loosely=agrees) for phrase in phrases):
            # Of "no deaths or infections" each is said; among many words, one is meant.
            found.append((agrees is not people, thing))
    return [thing for _, thing in sorted(found, key=lambda one: one[0])]


def _is_all_said(clause: str, thing: Recorded, language: Language, *, agrees: bool) -> bool:
    """Say whether a clause only says that something was, and not what it needed or how large.

    "No hematoma needed surgery" counts others than "no hematomas were seen"; and that none
    "occurred after 12 h" is no contradiction to one before.
    """
    words = [*WORD.finditer(clause)]
    heads = [one for one in words if any(_alike(stem(one[0]), head) for head in thing.heads)]
    if not heads:
        return True
    behind = clause[heads[0].end() :]
    said = language.said.match(behind)
    rest = behind[said.end() :] if said is not None else behind
    following = WORD.search(rest)
    if following is None or language.joined.match(rest) is not None:
        return True
    if not agrees:
        return False
    # "no deaths within 30 days", but not "no hematoma was larger than 3 cm"
    is_verb = re.fullmatch(language.copula, following[0], re.I) is not None
    return rest != behind or (following[0].casefold() in language.function and not is_verb)


def _says(phrase: list[str], thing: Recorded, *, people: bool, loosely: bool) -> bool:
    """Say whether words are about something that was recorded.

    "No patient had an infection" says it in any word, "no infections" in the noun. "No left
    hip" is not about the right one, and a response is not the complete one; of a complication
    "no major bleeding" is said ``loosely``.
    """
    said = phrase if people else phrase[-1:]
    if not any(_alike(word, head) for word in said for head in thing.heads):
        return False
    if thing.is_event and (people or loosely):
        return True
    other = thing.label - {*phrase} if people else {*phrase[:-1]} - thing.label
    return not other - thing.heads


def _phrases(clause: str, language: Language) -> list[list[str]]:
    """Return the nouns of "deaths, infections or pulmonary emboli", each with what describes it."""
    found = []
    for part in language.joined.split(clause):
        words: list[str] = []
        for word in WORD.findall(part)[: MOST_WORDS + 1]:
            if word.casefold() in language.function | language.happened:
                break
            words.append(stem(word))
        if not words:
            break
        found.append(words[:MOST_WORDS])
        if len(words) < len(WORD.findall(part)):
            break
    return found


def _alike(word: str, head: str) -> bool:
    """Say whether two stems are one word; some languages end their plurals otherwise."""
    short, long = sorted((word, head), key=len)
    return word == head or (
        len(short) >= STEM and long.startswith(short) and len(long) - len(short) <= ENDING
    )


def _agrees(thing: Recorded, amount: Literal["none", "one", "all"], results: Results) -> bool:
    count, n = results.get(f"{thing.id}.count"), results.get(f"{thing.id}.n")
    if n is None:
        n = results.get(f"{thing.id.rpartition('.')[0]}.n")
    if count is None or count.value is None or n is None or not n.value:
        return False
    wanted = {"none": 0, "one": 1, "all": n.value}[amount]
    return bool(count.value == wanted)


def _finding(
    sentence: Sentence,
    match: re.Match[str],
    amount: Literal["none", "one", "all"],
    thing: Recorded,
    results: Results,
    language: Language,
) -> Finding:
    id_ = f"{thing.id}.count"
    result = results.get(id_)
    value = result.value if result is not None else None
    claim = f"kind: {amount}, of: {thing.claim}"
    if amount == "one":
        # In other languages a word for one has the case and gender of what it counts.
        words = f"{{{{< var {thing.id}.words >}}}} or " if language.code == "en" else ""
        way_out = f"write {words}{{{{< var {id_} >}}}}"
    else:
        way_out = (
            f"declare `claims: NAME: {{says: …, {claim}}}` and write {{{{< var claims.NAME >}}}}"
        )
    spot = sentence.spot(*match.span())
    if not _agrees(thing, amount, results):
        return Finding(
            rule="words-against-numbers",
            severity=Severity.WARNING,
            **spot,
            message=f'"{match.group()}" is said beside "{thing.name}", and the data say otherwise',
            expected=f"{id_} = {value}" if value is not None else f"{id_} has no value",
            way_out=f"correct the words, or say whom they are about; {way_out}",
        )
    return Finding(
        rule="typed-quantifier",
        severity=Severity.WARNING,
        **spot,
        message=f'"{match.group()}" is typed beside "{thing.name}": {id_} is {value} now, and the '
        "words stay when that changes",
        way_out=way_out,
    )
