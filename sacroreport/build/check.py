"""Everything that can be checked without rendering."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sacroreport.build.analyse import Analysis, analyse
from sacroreport.document.check import check_document
from sacroreport.document.document import Document, read_document
from sacroreport.errors import DefectError
from sacroreport.findings import Finding
from sacroreport.project.root import Project
from sacroreport.project.settings import Settings, load_settings
from sacroreport.writing.values import Values, write_values


@dataclass(frozen=True)
class Checked:
    """A project that was read and checked.

    Attributes
    ----------
    values
        Under the style asked for; ``None`` when the data have errors.
    findings
        Of study, data, published numbers, project file and documents.
    """

    analysis: Analysis
    settings: Settings
    documents: tuple[Document, ...]
    values: Values | None
    findings: tuple[Finding, ...]


def check(project: Project, paths: list[Path], style: str | None = None) -> Checked:
    """Read and check a study with some of its documents.

    Raises
    ------
    DefectError
        If ``study.yml`` has defects.
    UsageError
        If there is no such style.
    """
    settings, findings = load_settings(project)
    analysis = analyse(project)
    findings += analysis.findings
    values = analysis.values
    if style is not None and analysis.results is not None:
        values = write_values(analysis.study, analysis.results, style)
    documents: list[Document] = []
    for path in paths:
        try:
            document = read_document(project, path)
        except DefectError as error:
            findings += error.findings
            continue
        documents.append(document)
        findings += check_document(document, values or analysis.stand_in())
    # An included file may be part of several documents: say what is wrong with it once.
    return Checked(analysis, settings, tuple(documents), values, tuple(dict.fromkeys(findings)))
