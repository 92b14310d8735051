"""Everything that can be checked without rendering."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroreport.build.analyse import Analysis, analyse, unknown_style
from sacroreport.build.engines import Engine, choose_engine
from sacroreport.build.formats import check_formats, check_looks
from sacroreport.build.generated import Generated, generate
from sacroreport.document.check import check_document
from sacroreport.document.document import Document, read_document
from sacroreport.document.reach import reach
from sacroreport.errors import DefectError
from sacroreport.findings import NEEDS_QUARTO, Finding, Severity
from sacroreport.guards.agreement import check_agreement
from sacroreport.guards.claims import check_claims
from sacroreport.guards.language import load_language
from sacroreport.guards.literals import check_literals, check_study_texts
from sacroreport.guards.loaded import check_loaded
from sacroreport.guards.policy import Acknowledged, settle
from sacroreport.guards.printed import check_printed
from sacroreport.guards.propose import Numbers
from sacroreport.guards.prose import passages
from sacroreport.guards.unreported import check_reported
from sacroreport.guards.wording import check_wording
from sacroreport.project.documents import all_documents
from sacroreport.project.root import Project
from sacroreport.project.settings import Settings, load_settings
from sacroreport.project.templates import template
from sacroreport.writing.methods import ID
from sacroreport.writing.style import style_names
from sacroreport.writing.values import Values, with_methods, write_values


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

    Raises
    ------
    DefectError
        If ``study.yml`` has defects.
    ProgramError
        If it has to be Quarto and there is none that will do.
    UsageError
        If a format was asked for that no document has.
    """
    settings, about_settings = load_settings(project)
    analysis = analyse(project)
    chosen = choose_engine(engine, analysis.study.head.engine)
    findings = [*about_settings]
    documents: list[Document] = []
    values: dict[str, Values] = {}
    by_style: dict[str, Values] = {}
    if analysis.values is not None:
        by_style[analysis.values.style.name] = analysis.values
    generated: dict[str, Generated] = {}

    def written_in(name: str) -> Values:
        if analysis.results is None:
            return analysis.stand_in()
        if name not in by_style:
            by_style[name] = write_values(analysis.study, analysis.results, name)
        return by_style[name]

    def generated_in(name: str) -> Generated:
        if name not in generated:
            written = written_in(name)
            own = name == analysis.study.head.style
            generated[name] = generate(project, analysis.study, written, analysis.results, own=own)
        return generated[name]

    def numbers_of(name: str) -> Callable[[], Numbers | None]:
        return lambda: numbers_in(
            values[name] if name in values else analysis.values, analysis, by_values
        )

    by_values: dict[str, Numbers] = {}
    for path in paths:
        own = style or analysis.study.head.style
        try:
            document = read_document(project, path, generated_in(own).files)
            name = style or str(document.metadata.data.get("style") or own)
            if name != own and name in style_names():
                document = read_document(project, path, generated_in(name).files)
        except DefectError as error:
            findings += error.findings
            continue
        documents.append(document)
        name = style or str(document.metadata.data.get("style") or analysis.study.head.style)
        if name not in style_names():
            findings.append(unknown_style(document.metadata.document, name))
            name = analysis.study.head.style
        if analysis.results is not None:
            values[document.name] = written_in(name)
            if ID in document.ids and not plain:
                values[document.name] = with_methods(
                    by_style[name], analysis.study, analysis.results, document.ids
                )
        findings += check_document(document, values.get(document.name) or analysis.stand_in())
        prose = tuple(passages(document))
        findings += check_literals(document, prose, analysis.study, numbers_of(document.name))
        findings += check_loaded(document, prose, analysis.study)
        findings += check_wording(
            document, prose, analysis.study, values.get(document.name), analysis.results
        )
        if analysis.results is not None:
            findings += check_agreement(document, analysis.study, analysis.results)
        if chosen.name == "quarto":
            findings += reach(settings, document).findings
            findings += check_looks(document, settings, formats)
    # What is in no document, and what is found no more, can be told only if all were read.
    whole = {*paths} >= {*all_documents(project)} and len(documents) == len(paths)
    findings += check_study_texts(analysis.study, numbers_of(""))
    if whole:
        findings += check_reported(documents, analysis.study)
    if analysis.results is not None and analysis.frame is not None:
        findings += check_claims(
            documents, analysis.study, analysis.results, values, analysis.frame, whole=whole
        )
    if analysis.results is not None:
        findings += check_printed(documents, values, analysis.study, analysis.results)
    findings += check_formats(documents, settings, formats, chosen.name)
    if chosen.name == "quarto":
        findings = [*_for_quarto(findings)]
    # An included file may be part of several documents: say what is wrong with it once.
    # Without results, or in another number style, some known findings do not come up.
    settled = whole and analysis.results is not None and style is None
    found, known = settle((*analysis.findings, *findings), analysis.study, project, whole=settled)
    generated_in(analysis.study.head.style)
    return Checked(
        analysis, settings, chosen, tuple(documents), generated, values, tuple(found), tuple(known)
    )


def numbers_in(
    values: Values | None, analysis: Analysis, known: dict[str, Numbers]
) -> Numbers | None:
    """Return the numbers of a style, to be looked up by what is typed; made once."""
    if values is None or analysis.results is None:
        return None
    name = values.style.name
    if name not in known:
        lang = load_language(analysis.study.head.lang)
        known[name] = Numbers(analysis.study, values, analysis.results, lang)
    return known[name]


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
