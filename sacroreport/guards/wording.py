"""Words that say what the numbers beside them say, typed by hand.

A correction changes the numbers and leaves the words. So words of a claim belong into
``claims:``, where the data decide about them, and a direction must be that of the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sacroreport.document.document import Document
from sacroreport.document.spans import Spans
from sacroreport.findings import Finding, Severity
from sacroreport.guards.language import Language, lang_of, language_of
from sacroreport.guards.names import stem
from sacroreport.guards.propose import PRINTED
from sacroreport.guards.prose import CITATION, Kind, Passage
from sacroreport.guards.quantified import check_quantified, recorded
from sacroreport.guards.sentence import Sentence
from sacroreport.guards.study_texts import placed, study_passages
from sacroreport.guards.typed import one_line
from sacroreport.kinds.results import Results
from sacroreport.study.study import Study
from sacroreport.writing.values import Values

SPOKEN = frozenset(Kind) - {Kind.STUDY, Kind.CLAIM, Kind.LABEL}
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LONG_ENOUGH = 2
"""Words of a claim from which on the same words are no coincidence, wherever they stand."""


def check_wording(
    document: Document,
    prose: Iterable[Passage],
    study: Study,
    values: Values | None,
    results: Results | None,
) -> Iterator[Finding]:
    """Find typed words that the data decide about.

    The words of a claim that are not the claim; significance that no claim asserts; a
    direction that the printed numbers do not have; "a fall of −6.7". What a sentence with a
    citation says is the source's.
    """
    language = language_of(study, lang_of(document, study))
    known = _Known(study, language, values, results)
    for passage in prose:
        if passage.kind in SPOKEN:
            yield from _check(passage, known)


def check_wording_texts(
    study: Study, values: Values | None, results: Results | None
) -> Iterator[Finding]:
    """Find such words in captions, notes and alternative texts of a study.

    Of a claim's own words the data decide.
    """
    known = _Known(study, language_of(study), values, results)
    for _, passage in study_passages(study):
        if passage.kind is Kind.STUDY:
            yield from placed(passage, _check(passage, known))


class _Known:
    """What sentences are compared with."""

    def __init__(
        self, study: Study, language: Language, values: Values | None, results: Results | None
    ) -> None:
        self.study, self.language = study, language
        self.values, self.results = values, results
        self.labels = _labels(study)
        self.things = recorded(study, language)


def _check(passage: Passage, known: _Known) -> Iterator[Finding]:
    study, language = known.study, known.language
    values, results = known.values, known.results
    for start, end in passage.sentences():
        if CITATION in passage.text[start:end]:
            continue
        line = one_line(passage.text, start, end)
        sentence = Sentence(passage, line, passage.source[start:end], start)
        taken = list(_typed_claims(sentence, study, language))
        for _, _, finding in taken:
            yield finding
        spans = [(first, last) for first, last, _ in taken]
        yield from _significance(sentence, language, known.labels, spans)
        if values is not None and results is not None:
            yield from _direction(sentence, language, study, results)
            yield from _negative(sentence, language, values, results)
            for span, finding in check_quantified(sentence, language, known.things, results, spans):
                spans.append(span)
                yield finding
        yield from _shares(sentence, language, spans)


def _is_quantifier(words: str, language: Language) -> bool:
    """Say whether words are "all patients" and no more, which may be said of anything."""
    patterns = language.quantifiers.values()
    return any(one.fullmatch(words.strip()) is not None for one in patterns)


def _typed_claims(
    sentence: Sentence, study: Study, language: Language
) -> Iterator[tuple[int, int, Finding]]:
    folded = sentence.line.text.casefold()
    shown = {id_.split(".")[0] for id_ in sentence.ids}
    for name, claim in study.claims.items():
        for words in (claim.options.says, claim.options.otherwise):
            if words is None:
                continue
            # A word alone is the claim's beside the numbers that decide about it.
            judged = {id_.split(".")[0] for id_ in claim.holds.names}
            is_short = len(WORD.findall(words)) < LONG_ENOUGH or _is_quantifier(words, language)
            if is_short and not shown & judged:
                continue
            wanted = " ".join(words.split()).casefold()
            for match in re.finditer(rf"(?<![\w-]){re.escape(wanted)}(?![\w-])", folded):
                found = Finding(
                    rule="typed-claim",
                    severity=Severity.WARNING,
                    **sentence.spot(*match.span()),
                    message=f'the words of the claim "{name}" are typed: they stay when the data '
                    "change",
                    way_out=f"write {{{{< var claims.{name} >}}}}",
                )
                yield *match.span(), found


def _significance(
    sentence: Sentence, language: Language, labels: frozenset[str], taken: list[tuple[int, int]]
) -> Iterator[Finding]:
    text = sentence.line.text
    claimed = [
        one for one in language.claimed.finditer(text) if not sentence.has_claim(*one.span())
    ]
    if not claimed:
        return
    by_claims = Spans(taken)
    # "P < .05 was considered significant"
    spared = Spans(language.exempt(text))
    for match in claimed:
        if by_claims.around(*match.span()) or spared.around(*match.span()):
            continue
        after = WORD.findall(text[match.end() : match.end() + 40])[:2]
        if labels & {stem(word) for word in after}:
            continue  # "significant extravasation": the name of what was recorded
        yield Finding(
            rule="typed-significance",
            severity=Severity.WARNING,
            **sentence.spot(*match.span()),
            message=f'"{match.group()}" is typed: no claim holds it to the data',
            way_out="declare `claims: NAME: {says: …, kind: significant, analysis: …}` (or "
            "`not_significant`, `unchanged`), write {{< var claims.NAME >}}, or say it otherwise",
        )


def _shares(
    sentence: Sentence, language: Language, taken: list[tuple[int, int]]
) -> Iterator[Finding]:
    """Find "half of the patients" where no claim is printed beside it."""
    others = Spans(taken)
    for match in language.shares.finditer(sentence.line.text):
        if sentence.has_claim(*match.span()) or others.around(*match.span()):
            continue
        yield Finding(
            rule="typed-share",
            severity=Severity.WARNING,
            **sentence.spot(*match.span()),
            message=f'"{match.group()}" is typed: no claim holds it to the data',
            way_out="declare `claims: NAME: {says: …, kind: majority, of: …}` (or `half`, `none`, "
            "`all`, `holds:`) and write {{< var claims.NAME >}}, or print the number",
        )


def _direction(
    sentence: Sentence, language: Language, study: Study, results: Results
) -> Iterator[Finding]:
    """Find a sentence that says "increased" between numbers that fell."""
    text = sentence.line.text
    for plus, minus, statistic, ways in (
        (language.up, language.down, "change.mean", ("rose", "fell")),
        (language.better, language.worse, "improvement.mean", ("improved", "worsened")),
    ):
        more, less = [*plus.finditer(text)], [*minus.finditer(text)]
        if bool(more) == bool(less):
            continue  # with both, nobody can tell which is meant
        for name, analysis in study.analyses.items():
            if not analysis.times or analysis.by:
                continue
            change = results.get(f"{name}.{statistic}")
            value = change.value if change is not None else None
            if value is None or not _is_from_to(sentence, name):
                continue
            if float(value) > 0 if more else float(value) < 0:
                continue
            first = (more or less)[0]
            way = ways[float(value) < 0] if value else "did not change"
            yield Finding(
                rule="words-against-numbers",
                severity=Severity.WARNING,
                **sentence.spot(*first.span()),
                message=f'"{first.group()}" is said of {analysis.label}, which {way}',
                expected=f"{name}.{statistic} = {float(value):.4g}",
                way_out="correct the word, or let a claim decide it (`kind: increased`, "
                "`decreased`, `improved`)",
            )


def _is_from_to(sentence: Sentence, name: str) -> bool:
    """Say whether a sentence prints what an analysis has before, and then what it has after."""
    shown = [id_.removeprefix(f"{name}.") for id_ in sentence.ids if id_.startswith(f"{name}.")]
    before = next((i for i, id_ in enumerate(shown) if id_.startswith("before.")), None)
    after = next((i for i, id_ in enumerate(shown) if id_.startswith("after.")), None)
    return before is not None and after is not None and before < after


def _negative(
    sentence: Sentence, language: Language, values: Values, results: Results
) -> Iterator[Finding]:
    """Find "a fall of −6.7": the word has the sign already."""
    source = sentence.passage.source
    for match in PRINTED.finditer(source, sentence.start, sentence.start + len(sentence.source)):
        value, result = values.get(match[1]), results.get(match[1])
        if value is None or result is None or result.value is None or float(result.value) >= 0:
            continue
        for words in (language.up, language.down):
            before = source[max(0, match.start() - 60) : match.start()]
            said = re.search(
                rf"{words.pattern}(?:\s+[\w-]{{1,20}}){{0,3}}\s+(?:{language.amount})\s+\Z",
                before,
                re.I,
            )
            if said is None:
                continue
            phrase = " ".join(said.group().split())
            yield Finding(
                rule="words-against-numbers",
                severity=Severity.WARNING,
                place=sentence.passage.place(match.start()),
                found=match.group(),
                length=len(match.group()),
                message=f'"{phrase} {value.plain}" says the sign twice, or the contrary of what '
                "is meant",
                way_out="correct the word, or print the number that has the other sign",
            )


def _labels(study: Study) -> frozenset[str]:
    """Return the stems of the words that name what was recorded."""
    texts = [one.label for one in study.variables.values()]
    texts += [level.label for one in study.variables.values() for level in one.levels]
    return frozenset(stem(word) for text in texts for word in WORD.findall(text) if len(word) > 3)
