"""Numbers that somebody typed where the study's own should stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from sacroreport.document.document import Document
from sacroreport.findings import Finding, Place, Severity, quoted
from sacroreport.guards.labels import is_statistic
from sacroreport.guards.language import lang_of, language_of
from sacroreport.guards.propose import PRINTED, Numbers
from sacroreport.guards.prose import Kind, Passage
from sacroreport.guards.study_texts import placed, study_passages
from sacroreport.guards.typed import LOOSE, Typed, typed_numbers
from sacroreport.project.positions import Path
from sacroreport.rules.registry import RuleName
from sacroreport.study.study import Study

LENIENT = (Kind.HEADING, Kind.LIST)
"""Where digits number things; only what is a statistic and equals a result is reported."""
MOST_TYPED = 2_000
"""In a document; comparing each with every result takes a millisecond."""
OF_STUDY = (Kind.STUDY, Kind.CLAIM, Kind.LABEL)
"""Where texts are printed as they stand: nothing is marked as no result there."""
LINK_TITLE = re.compile(r"\]\([^()\s]*\s+[\"'][^\"']*\Z")
MARKED = re.compile(r"[*_\]](?=\d)|(?<=\d)[*_\[]")
SENTENCE = re.compile(r"(?:\S+\s+){5}.*[.!?][\"'”’)\]*_]*\s*\Z", re.S)
"""An item of a list that is a sentence says results; others number and name things."""

IsMeant = Callable[[Typed, Callable[[], tuple[str, ...]]], bool]
"""Whether a typed number counts at all, given it and what gives the ids that it equals."""


def check_literals(
    document: Document,
    prose: Iterable[Passage],
    study: Study,
    numbers: Callable[[], Numbers | None],
) -> Iterator[Finding]:
    """Find the numbers that were typed into the prose of a document.

    Parameters
    ----------
    prose
        That of the document.
    numbers
        Gives the numbers of the study in the document's style, ``None`` where the data
        have errors; it is called only when something was typed.
    """
    lang = lang_of(document, study)
    printed = document.printed
    found = (one for passage in prose for one in _check(passage, lang, study, numbers, printed))
    for count, finding in enumerate(found):
        if count == MOST_TYPED:
            yield Finding(
                rule="too-much",
                severity=Severity.WARNING,
                place=finding.place,
                message=f"more than {MOST_TYPED:,} numbers are typed into this document: those "
                "from here on were not looked at",
                way_out="have tables of results made by `tables:` in study.yml",
            )
            return
        yield finding


def check_study_texts(study: Study, numbers: Callable[[], Numbers | None]) -> Iterator[Finding]:
    """Find the numbers that were typed into the printed texts of a study.

    In labels only what is surely a statistic is told.
    """
    language = language_of(study)
    for path, passage in study_passages(study):

        def is_meant(
            typed: Typed,
            ids: Callable[[], tuple[str, ...]],
            path: Path = path,
            passage: Passage = passage,
        ) -> bool:
            return passage.kind is not Kind.LABEL or is_statistic(
                typed, passage, path, ids, study, language, numbers
            )

        found = _check(passage, study.head.lang, study, numbers, {}, is_meant)
        yield from placed(passage, found)


def _check(
    passage: Passage,
    lang: str,
    study: Study,
    numbers: Callable[[], Numbers | None],
    printed: Mapping[str, Place],
    is_meant: IsMeant = lambda typed, ids: True,
) -> Iterator[Finding]:
    language = language_of(study, lang)
    phrases = [*study.head.literals, *(one.value for one in study.constants.values())]
    units = {variable.unit for variable in study.variables.values() if variable.unit}
    done = -1
    for typed in typed_numbers(passage, language, units, phrases):
        if typed.start < done or _is_in_label(typed, passage, study):
            continue

        def equal(typed: Typed = typed) -> tuple[str, ...]:
            known = numbers()
            is_cell = passage.kind is Kind.TABLE
            return known.equal(typed, anything=is_cell) if known is not None else ()

        if not is_meant(typed, equal):
            continue
        known, ids = numbers(), equal()
        is_told = typed.beside not in ("", LOOSE) or typed.noun in language.people
        if typed.is_word and not is_told:
            # "two needles", "fourteen as outpatients": a result if a label stands beside it.
            told = known.propose(passage, typed, printed) if known is not None and ids else None
            ids = told.ids if told is not None and told.is_near else ()
            if typed.beside == LOOSE and not ids:
                continue
        if passage.kind in LENIENT and not (ids and typed.beside):
            if passage.kind is Kind.HEADING:
                continue
            is_near = known is not None and ids and known.propose(passage, typed, printed).is_near
            is_measured = ids and not all(one == one.to_integral_value() for one in typed.values)
            said = typed.beside or is_near or typed.noun in language.people
            if not (is_measured or (said and SENTENCE.match(passage.source))):
                continue
        finding, end = _finding(passage, typed, ids, known, printed)
        done = max(done, end)
        yield finding


def _is_in_label(typed: Typed, passage: Passage, study: Study) -> bool:
    """Say whether a number is one of the labels of what its sentence prints.

    "{{< var large.percent >}} were larger than 15 mm", of lesions "larger than 15 mm".
    """
    if typed.beside in ("P", "±", "n"):
        return False
    for id_ in PRINTED.findall(passage.source[slice(*typed.sentence)]):
        definition = study.catalogue.get(id_)
        if definition is None:
            continue
        analysis = study.analyses.get(definition.name)
        responders = analysis.responders.values() if analysis is not None else ()
        labels = [one.options.label for one in responders]
        for name in definition.variables:
            variable = study.variables[name]
            labels += [variable.label, *(level.label for level in variable.levels)]
        if any(typed.text in re.findall(r"\d+(?:[.,·]\d+)*", label) for label in labels):
            return True
    return False


def _finding(
    passage: Passage,
    typed: Typed,
    ids: tuple[str, ...],
    known: Numbers | None,
    printed: Mapping[str, Place],
) -> tuple[Finding, int]:
    """Return a finding, and where in the passage what it is about ends."""
    start, end, way_out, fix = typed.start, typed.end, "", ""
    shown = " ".join(passage.source[start:end].split())
    no_result = f"list the phrase under `literals:`, or write [{shown}]{{.literal}}"
    if known is not None and ids:
        proposal = known.propose(passage, typed, printed)
        start, end = proposal.start, proposal.end
        ids = proposal.ids or ids
        if proposal.is_sure and _may_write(passage, start, end):
            fix = f"{{{{< var {ids[0]} >}}}}"
            way_out = f"write {fix}"
        else:
            way_out = f"write the id that is meant, for example {_listed(ids, known)}"
        way_out += f"; if it is no result of the study, {no_result}"
    else:
        way_out = f"name a number with {{{{< var id >}}}}; if it is no result, {no_result}"
    if passage.kind in OF_STUDY:
        way_out = _way_out_in_study(passage.kind, _listed(ids, known) if ids and known else "")
    elif passage.kind is Kind.META:
        way_out = (
            "leave it out: no number can be named here; if it is no result of the study, list "
        )
        way_out += "the phrase under `literals:`"
    shown = " ".join(passage.source[start:end].split())
    severity = Severity.WARNING
    rule: RuleName
    if ids:
        rule = "typed-result"
        text = known.values[ids[0]].plain if known is not None else ""
        same = f'"{ids[0]}"' + (f" is {text}" if text != shown else "") + " in this style"
        message = (
            f"the typed {shown} is {same}"
            if text == shown
            else f"the typed {shown} equals a result of the study: {same}"
        )
    elif typed.beside:
        rule = "typed-statistic"
        message = f"the typed {shown} stands beside {_sign(typed.beside)} and comes from no data"
    else:
        rule = "typed-number"
        message = f"the typed {shown} comes from no data"
    if (ids or typed.beside) and passage.kind not in (*LENIENT, Kind.META):
        severity = Severity.ERROR
    finding = Finding(
        rule=rule,
        severity=severity,
        place=passage.place(start),
        message=message,
        found=shown,
        way_out=way_out,
        length=end - start,
        fix=fix,
    )
    return finding, end


def _may_write(passage: Passage, start: int, end: int) -> bool:
    """Say whether an id may be written in the place of a part of a passage."""
    source, before = passage.source, passage.source[:start]
    if passage.is_fixed or passage.kind in (*OF_STUDY, Kind.META) or LINK_TITLE.search(before):
        return False
    if passage.kind is Kind.TITLE and not before.strip():
        return False  # YAML would take the brace at the start of a value for a mapping
    if source[start:end] != passage.text[start:end]:
        return False  # what is masked (a comment, a mark of a quotation) would be lost
    # "**2**0": a mark inside a number stays open if a part of it goes.
    around = before[-1:] + source[end : end + 1]
    return "**" not in source[start:end] and around not in ("*", "_") and not MARKED.search(around)


def _way_out_in_study(kind: Kind, listed: str) -> str:
    """Return the way out where no `[30]{.literal}` is read, and not everywhere a shortcode."""
    phrase = "list the phrase under `literals:`"
    match kind:
        case Kind.CLAIM:
            example = f", for example {listed}" if listed else ""
            return (
                "say it without the number, and print the id that is meant beside the claim"
                f"{example}; what was laid down is declared under `constants:`, and what else "
                "may stand is listed under `literals:`"
            )
        case Kind.LABEL:
            example = f", for example {listed}" if listed else ""
            return (
                "leave it out: a label prints no ids, as captions, notes and cells do"
                f"{example}; if it is no result of the study, {phrase}"
            )
    if listed:
        return (
            f"write the id that is meant, for example {listed}; if it is no result of the study, "
            f"{phrase}"
        )
    return f"name a number with {{{{< var id >}}}}; if it is no result, {phrase}"


def _listed(ids: tuple[str, ...], known: Numbers) -> str:
    return ", ".join(f"{id_} ({known.values[id_].plain})" for id_ in ids)


def _sign(beside: str) -> str:
    return quoted([beside]) if beside == "of" else beside
