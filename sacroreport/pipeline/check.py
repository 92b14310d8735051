"""Everything that can be checked without rendering."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from sacroreport.document.check import check_document
from sacroreport.document.document import Document
from sacroreport.document.quarto_files import find_quarto_files, texts
from sacroreport.document.references import check_references
from sacroreport.errors import DefectError
from sacroreport.findings import NEEDS_QUARTO, Finding, Severity, has_errors
from sacroreport.guards.language import lang_of
from sacroreport.guards.policy import Acknowledged, settle
from sacroreport.guards.prose import passages
from sacroreport.guards.scope import DocumentScope, StudyScope
from sacroreport.pipeline.analyse import Analysis, analyse
from sacroreport.pipeline.engines import Engine, choose_engine
from sacroreport.pipeline.formats import check_captions, check_formats, check_looks
from sacroreport.pipeline.generated import Generated
from sacroreport.pipeline.styles import Read, Styles
from sacroreport.project.documents import all_documents
from sacroreport.project.root import Project
from sacroreport.project.settings import Settings, load_settings
from sacroreport.project.templates import template
from sacroreport.render.quarto.formats import NATIVE_CITATIONS
from sacroreport.rules.registry import guards
from sacroreport.writing.methods import ID
from sacroreport.writing.values import Values, with_methods

MAKE_CITATIONS = NATIVE_CITATIONS | {"filters", "crossref", "references", "metadata-files"}
"""Quarto's keys with which a key of a citation may come from elsewhere, or be none."""


@dataclass(frozen=True)
class Checked:
    """A project that was read and checked.

    Attributes
    ----------
    generated
        Number style → the generated files in it; there is always the study's.
    values
        Document name → its values under its style; empty when the data have errors.
    findings
        Of study, data, published numbers, project file and documents.
    acknowledged
        Findings that the study says are known and stay.
    """

    analysis: Analysis
    settings: Settings
    engine: Engine
    documents: tuple[Document, ...]
    generated: dict[str, Generated]
    values: dict[str, Values]
    findings: tuple[Finding, ...]
    acknowledged: tuple[Acknowledged, ...] = ()


def check(
    project: Project,
    paths: list[Path],
    style: str | None = None,
    engine: str = "auto",
    formats: Sequence[str] = (),
    *,
    plain: bool = False,
    ready: Callable[[Checked], None] | None = None,
) -> Checked:
    """Read and check a study with some of its documents.

    Parameters
    ----------
    style
        Number style that goes before those of documents and study.
    engine
        The engine that was asked for: Quarto takes more than the embedded one.
    formats
        The formats that were asked for; none means all that there are.
    plain
        Take the values that a plain ``quarto render`` prints, the same for each document.
    ready
        Is called with what was read, before the prose is looked at, so that it can be rendered
        meanwhile; not where something is wrong already.

    Raises
    ------
    DefectError
        If ``study.yml`` has defects.
    ProgramError
        If it has to be Quarto and there is none that will do.
    UsageError
        If a format was asked for that no document has.
    """
    settings, findings = load_settings(project)
    analysis = analyse(project)
    chosen = choose_engine(engine, analysis.study.head.engine)
    styles = Styles(project, analysis)
    documents: dict[Path, Document] = {}
    values: dict[str, Values] = {}
    about: dict[Path, list[Finding]] = {}
    for path in paths:
        try:
            read = styles.read(path, style)
        except DefectError as error:
            about[path] = [*error.findings]
            continue
        document = documents[path] = read.document
        if analysis.results is not None:
            values[document.name] = _values_of(read, styles, plain=plain)
        own = values.get(document.name) or analysis.stand_in()
        about[path] = [*read.findings, *check_document(document, own)]
    early = (*analysis.findings, *findings, *chain.from_iterable(about.values()))
    if ready is not None and analysis.results is not None and not has_errors(early):
        read_all = tuple(documents.values())
        ready(Checked(analysis, settings, chosen, read_all, styles.generated, values, early))
    for path, document in documents.items():
        about[path] += _of_document(document, values.get(document.name), styles)
        about[path] += _of_engine(document, settings, chosen, formats)
    findings += chain.from_iterable(about.values())
    # What is in no document, and what is found no more, can be told only if all were read.
    whole = {*paths} >= {*all_documents(project)} and len(documents) == len(paths)
    all_read = [*documents.values()]
    findings += _of_all(all_read, values, styles, whole=whole)
    findings += check_formats(all_read, settings, formats, chosen.name)
    if chosen.name == "quarto":
        findings = [*_for_quarto(findings)]
    # An included file may be part of several documents: say what is wrong with it once.
    # Without results, or in another number style, some known findings do not come up.
    settled = whole and analysis.results is not None and style is None
    unsettled, acknowledged = settle(
        (*analysis.findings, *findings), analysis.study, project, whole=settled
    )
    styles.generate(styles.own)
    return Checked(
        analysis,
        settings,
        chosen,
        tuple(all_read),
        styles.generated,
        values,
        tuple(unsettled),
        tuple(acknowledged),
    )


def _values_of(read: Read, styles: Styles, *, plain: bool) -> Values:
    """Return the values that a document prints, with what its own numbers make of a text."""
    values, analysis = styles.values(read.style), styles.analysis
    if ID in read.document.ids and not plain and analysis.results is not None:
        return with_methods(values, analysis.study, analysis.results, read.document.ids)
    return values


def _of_document(document: Document, values: Values | None, styles: Styles) -> Iterator[Finding]:
    """Yield what is found in the prose of one document.

    Parameters
    ----------
    values
        ``None`` where the data have errors.
    """
    study, results = styles.analysis.study, styles.analysis.results
    lang = lang_of(document, study)
    scope = DocumentScope(
        document=document,
        prose=tuple(passages(document)),
        study=study,
        values=values,
        results=results,
        numbers=lambda: styles.numbers(values, lang),
    )
    for run in dict.fromkeys(run for rule in guards() for run in rule.run):
        yield from run(scope)


def _of_engine(
    document: Document, settings: Settings, engine: Engine, formats: Sequence[str]
) -> Iterator[Finding]:
    """Yield what the engine could not make of a document."""
    is_ours = engine.name != "quarto"
    if is_ours or _cites_as_we_do(document, settings):
        shared = [*texts(settings.quarto.get("bibliography"))]
        yield from check_references(document, shared, labels=is_ours)
    if not is_ours:
        yield from find_quarto_files(settings, document).findings
        yield from check_looks(document, settings, formats)
        yield from check_captions(passages(document), formats)


def _of_all(
    documents: list[Document], values: dict[str, Values], styles: Styles, *, whole: bool
) -> Iterator[Finding]:
    """Yield what is found in the study's texts and between documents.

    Parameters
    ----------
    whole
        Whether these are all documents of the project.
    """
    analysis = styles.analysis
    scope = StudyScope(
        study=analysis.study,
        values=analysis.values,
        results=analysis.results,
        frame=analysis.frame,
        numbers=lambda: styles.numbers(analysis.values),
        documents=documents,
        values_of=values,
        is_whole=whole,
    )
    for run in dict.fromkeys(run for rule in guards() for run in rule.run_all):
        yield from run(scope)


def _cites_as_we_do(document: Document, settings: Settings) -> bool:
    """Say whether Quarto leaves citations to the shared filter, and nothing else makes any."""
    formats = {**settings.formats, **document.metadata.formats}
    keys = {*settings.quarto, *document.metadata.data}
    keys |= {key for options in formats.values() for key in options}
    return not keys & MAKE_CITATIONS and not any("-" in name for name in formats)


def _is_known(message: str) -> bool:
    """Say whether a finding is about a key of Quarto's that looks like a misspelt one."""
    known = template("quarto", "keys.txt").read_text(encoding="utf-8").split()
    match = re.search(r'"([^"]+)"', message)
    return match is not None and match[1] in known


def _for_quarto(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what stays a finding when the real Quarto renders.

    A key that looks like a misspelt one stays a warning: Quarto takes any key for data.
    """
    for finding in findings:
        if finding.rule != NEEDS_QUARTO:
            yield finding
        elif finding.way_out.startswith("did you mean") and not _is_known(finding.message):
            what = re.sub(r" is not \w+ by the embedded engine", "", finding.message)
            yield dataclasses.replace(
                finding,
                rule="unknown-key",
                severity=Severity.WARNING,
                message=f"{what} may have no effect",
            )
