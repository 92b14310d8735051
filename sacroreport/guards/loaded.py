"""Words that claim more than the study's design bears out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sacroreport.document.document import Document
from sacroreport.findings import Finding, Severity
from sacroreport.guards.language import Language, lang_of, language_of
from sacroreport.guards.prose import CITATION, Kind, Passage
from sacroreport.guards.study_texts import placed, study_passages
from sacroreport.guards.typed import one_line
from sacroreport.study.study import Study


def check_loaded(document: Document, prose: Iterable[Passage], study: Study) -> Iterator[Finding]:
    """Find words such as "effective" where a study names no ``control:``.

    What a sentence with a citation says is the source's.
    """
    if study.head.control is None:
        yield from _check(prose, language_of(study, lang_of(document, study)))


def check_loaded_texts(study: Study) -> Iterator[Finding]:
    """Find such words in captions, notes, alternative texts and claims of a study."""
    if study.head.control is not None:
        return
    language = language_of(study)
    for _, passage in study_passages(study):
        if passage.kind in (Kind.STUDY, Kind.CLAIM):
            yield from placed(passage, _check([passage], language))


def _check(prose: Iterable[Passage], language: Language) -> Iterator[Finding]:
    for passage in prose:
        for start, end in passage.sentences():
            if CITATION in passage.text[start:end]:
                continue
            line = one_line(passage.text, start, end)  # words may stand in two lines
            if line.text.rstrip().endswith("?"):
                continue
            for one in language.loaded:
                for match in one.words.finditer(line.text):
                    if language.unsaid.search(line.text, max(0, match.start() - 40), match.start()):
                        continue  # "not safe", "whether it is effective"
                    shown = match.group()
                    first = line.positions[match.start()]
                    yield Finding(
                        rule="loaded-word",
                        severity=Severity.WARNING,
                        place=passage.place(first),
                        message=f'"{shown}" claims more than a study without a control group '
                        "can show",
                        found=shown,
                        expected=one.why,
                        way_out="say what was observed; or name the comparison under `control:`, "
                        "or acknowledge the words with a reason under `acknowledge:`",
                        length=line.ends[match.end() - 1] - first,
                    )
