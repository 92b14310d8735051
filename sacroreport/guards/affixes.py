"""What stands around a printed text and is in it already, or says something else of it.

"P = p = 0.03", "28%%", "5 patients patients"; a percent sign behind a count; "not" before a
claim.
"""

from __future__ import annotations

import re

from sacroreport.findings import Finding, Severity
from sacroreport.guards.beside import Beside
from sacroreport.guards.language import Language
from sacroreport.guards.names import stem
from sacroreport.guards.prose import VALUE
from sacroreport.study.ids import Definition, Role
from sacroreport.study.study import Study

P_BEFORE = re.compile(
    r"\bp(?:[- ](?:values?|Werte?s?))?(?: (?:of|was|is|von|war)\b)? ?[=<>≤≥:]{0,2} ?\Z", re.I
)
P_TEXT = re.compile(r"p ?[=<>]", re.I)
RELATION_BEFORE, RELATION = re.compile(r"[=<>≤≥] ?\Z"), re.compile(r"[<>]")
INTERVAL = re.compile(r"(?P<level>\d[\d.,]* ?%) (?P<name>[^\W\d_]+)")
LABEL = re.compile(r"(?P<name>[^\W\d_]+) ?[=:]")
WORD_BEFORE = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*) \Z")
WORD_BEHIND = re.compile(r" ([^\W\d_]+(?:[-'’][^\W\d_]+)*)")
FIRST, LAST = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"), re.compile(r"[^\W\d_]+\Z")
UNSAID = frozenset({Role.CONSTANT, Role.CLAIM, Role.LIST, Role.METHODS})
"""Roles of texts that may end with any number, a percentage too."""


def check_affixes(
    beside: Beside, definition: Definition, plain: str, language: Language, study: Study
) -> Finding | None:
    """Return what is said twice, or otherwise, around a printed text.

    Parameters
    ----------
    plain
        Its text; empty if it is not known.
    """
    if definition.role is Role.CLAIM:
        found = _negated(beside, plain, language)
        if found is not None:
            return found
    percent = re.match(rf" ?(?:{language.percent})(?!\w)", beside.after, re.I)
    if percent is not None and not plain.endswith("%"):
        return _no_percentage(beside, definition, percent.end(), plain, study)
    if not plain:
        return None
    if percent is not None:
        return _doubled(beside, 0, percent.end(), plain)
    reach = _said_before(beside.before, definition, plain, language)
    if reach:
        return _doubled(beside, reach, 0, plain)
    reach = _said_behind(beside.after, definition, plain, language)
    return _doubled(beside, 0, reach, plain) if reach else None


def _negated(beside: Beside, plain: str, language: Language) -> Finding | None:
    match = re.search(rf"(?<!\w)(?:{language.beside.negation}) \Z", beside.before, re.I)
    if match is None or FIRST.findall(plain)[:1] == match.group().split():
        return None  # "no no deaths" is said twice
    word = match.group().strip()
    return Finding(
        rule="negated-claim",
        severity=Severity.WARNING,
        **beside.spot(len(match.group())),
        message=f'"{word}" before the claim "{beside.id}" says the contrary of what holds'
        + (f': it prints "{word} {plain}"' if plain else ""),
        way_out="remove it; or declare a claim that says and holds it",
    )


def _no_percentage(
    beside: Beside, definition: Definition, reach: int, plain: str, study: Study
) -> Finding | None:
    """Return that a percent sign stands behind what is no percentage."""
    if definition.role in UNSAID or is_percentage(definition, study):
        return None
    mark = beside.after[:reach]
    above, _, _ = beside.id.rpartition(".")
    other = f"{above}.percent"
    if other in study.catalogue and other != beside.id:
        way_out = f"write {{{{< var {other} >}}}}, or remove the sign"
    else:
        way_out = 'remove the sign, or declare `unit: "%"` if it was recorded in percent'
    return Finding(
        rule="no-percentage",
        severity=Severity.ERROR,
        **beside.spot(0, reach),
        message=f'"{beside.id}" is no percentage: {definition.meaning}'
        + (f'; it prints "{plain}{mark}"' if plain else ""),
        way_out=way_out,
    )


def is_percentage(definition: Definition, study: Study) -> bool:
    """Say whether the last number of a text is a percentage."""
    if definition.role is Role.CELL:
        return is_percentage(study.catalogue[definition.id.removeprefix("cells.")], study)
    if definition.role in (Role.PERCENT, Role.POINTS) or definition.unit == "%":
        return True
    high = definition.parts.get("high")
    return high is not None and is_percentage(study.catalogue[high], study)


def _said_before(before: str, definition: Definition, plain: str, language: Language) -> int:
    """Return how much of what stands before a text is in the text already."""
    if P_TEXT.match(plain) and (match := P_BEFORE.search(before)) is not None:
        return len(match.group())
    if definition.role in (Role.P, Role.CELL) and RELATION.match(plain):
        match = RELATION_BEFORE.search(before)
        if match is not None:
            return len(match.group())
    if definition.role is Role.CI and (interval := INTERVAL.match(plain)) is not None:
        level, name = re.escape(interval["level"]), re.escape(interval["name"])
        said = rf"(?<!\w)(?:{level}|(?:{level} )?(?:{name}|{language.beside.interval}))"
        match = re.search(rf"{said}(?: of| was| is|[:,=(]){{0,2}} ?\Z", before, re.I)
        return len(match.group()) if match is not None else 0
    if (label := LABEL.match(plain)) is not None:
        match = re.search(rf"(?<!\w){re.escape(label['name'])} ?[=:]? ?\Z", before, re.I)
        if match is not None:
            return len(match.group())
    if "±" in plain and (match := re.search(r"± ?\Z", before)) is not None:
        return len(match.group())
    first, word = FIRST.match(plain), WORD_BEFORE.search(before)
    if first is not None and word is not None and _same(first.group(), word[1]):
        return len(word.group())
    return 0


def _said_behind(after: str, definition: Definition, plain: str, language: Language) -> int:
    """Return how much of what stands behind a text is in the text already."""
    last, word = LAST.search(plain), WORD_BEHIND.match(after)
    if last is not None and word is not None and _same(last.group(), word[1]):
        return word.end()
    if definition.role is Role.COUNT_OF_N:
        of = re.match(rf"(?: (?:{language.of})\b| ?/) ?[\d{VALUE}]", after, re.I)
        return of.end() if of is not None else 0
    if "±" in plain and (match := re.match(r" ?±", after)) is not None:
        return match.end()
    return 0


def _same(one: str, other: str) -> bool:
    return stem(one) == stem(other)


def _doubled(beside: Beside, before: int, after: int, plain: str) -> Finding:
    at = beside.at
    text = beside.line.text
    shown = text[at - before : at] + plain + text[at + 1 : at + 1 + after].replace(VALUE, "…")
    return Finding(
        rule="doubled-text",
        severity=Severity.WARNING,
        **beside.spot(before, after),
        message=f'what stands beside "{beside.id}" is in its text already: it prints "{shown}"',
        way_out="remove what is typed, or print the number alone",
    )
