"""Staged documents through the engine, several at a time."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sacroreport.document.check import problem_findings
from sacroreport.document.document import Document
from sacroreport.document.stage import Staged, stage
from sacroreport.findings import Finding
from sacroreport.project.root import Project
from sacroreport.render.pandoc.engine import Job, Rendered, render
from sacroreport.study.study import Study
from sacroreport.writing.values import Values

AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Made:
    """One rendered file of one document."""

    document: Document
    staged: Staged
    rendered: Rendered


def render_all(
    documents: Sequence[Document],
    formats: Sequence[str],
    *,
    study: Study,
    values: Values,
    folder: Path,
) -> tuple[list[Made], list[Finding]]:
    """Stage and render documents in a private folder.

    Returns
    -------
    made, findings
        The rendered files in order, and what only rendering brought to light.

    Raises
    ------
    ProgramError
        If a program is missing or fails.
    """
    tasks: list[tuple[Document, Staged, Job, str]] = []
    for document in documents:
        staged = stage(document, values)
        job = write_stage(document.project, staged, study, document, folder)
        tasks += [(document, staged, job, format_) for format_ in formats]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        rendered = list(pool.map(lambda task: render(task[2], task[3]), tasks))
    made = [
        Made(document, staged, one)
        for (document, staged, _, _), one in zip(tasks, rendered, strict=True)
    ]
    findings: dict[Finding, None] = {}
    for one in made:
        findings |= dict.fromkeys(problem_findings(one.document, one.rendered.problems))
    return made, list(findings)


def write_stage(
    project: Project, staged: Staged, study: Study, document: Document, folder: Path
) -> Job:
    """Write a staged document and what it refers to into the private folder."""
    source = folder / f"{staged.name}.md"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(staged.text, encoding="utf-8", newline="\n")
    source.with_suffix(".yml").write_text(staged.metadata, encoding="utf-8", newline="\n")
    for resource in staged.resources:
        target = folder / resource
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(project.root / resource, target)
    return Job(
        folder=folder,
        name=staged.name,
        lang=str(document.metadata.data.get("lang") or study.head.lang),
        date=dt.date.fromisoformat(study.head.date),
        bibliography=staged.bibliography,
        csl=staged.csl,
    )
