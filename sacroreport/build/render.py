"""Staged documents through the engine, several at a time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sacroreport.build.tools import tools_digest
from sacroreport.document.check import problem_findings
from sacroreport.document.document import Document
from sacroreport.document.stage import Staged, stage
from sacroreport.findings import Finding
from sacroreport.project.root import Project, digest
from sacroreport.render.pandoc.engine import Job, Rendered, render
from sacroreport.study.study import Study
from sacroreport.writing.values import Values

AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One document in one format, staged and ready to render.

    Attributes
    ----------
    key
        Digest of everything that the rendered file depends on: equal keys, equal files.
    """

    document: Document
    staged: Staged
    job: Job
    format: str
    key: str

    @property
    def name(self) -> str:
        """Path of the built file below the output folder."""
        return f"{self.staged.name}.{self.format}"


@dataclass(frozen=True, slots=True)
class Made:
    """A task with its rendered file."""

    task: Task
    rendered: Rendered


def tasks_of(
    documents: Sequence[Document],
    formats: Sequence[str],
    *,
    study: Study,
    values: Values,
    folder: Path,
) -> list[Task]:
    """Stage documents in a private folder and list what is to be rendered."""
    tasks = []
    tools = tools_digest()
    for document in documents:
        staged = stage(document, values)
        job = write_stage(document.project, staged, study, document, folder)
        files = [digest((folder / name).read_bytes()) for name in staged.resources]
        for format_ in formats:
            parts = [
                tools, format_, staged.name, staged.text, staged.metadata, job.lang,
                str(job.epoch), *files,
            ]  # fmt: skip
            tasks.append(Task(document, staged, job, format_, digest(json.dumps(parts).encode())))
    return tasks


def render_all(tasks: Sequence[Task]) -> tuple[list[Made], list[Finding]]:
    """Render staged documents.

    Returns
    -------
    made, findings
        The rendered files in order, and what only rendering brought to light.

    Raises
    ------
    ProgramError
        If a program is missing or fails.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        rendered = list(pool.map(lambda task: render(task.job, task.format), tasks))
    made = [Made(task, one) for task, one in zip(tasks, rendered, strict=True)]
    findings: dict[Finding, None] = {}
    for one in made:
        findings |= dict.fromkeys(problem_findings(one.task.document, one.rendered.problems))
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
        content = (project.root / resource).read_bytes()
        project.remember(project.root / resource, content)
        target.write_bytes(content)
    return Job(
        folder=folder,
        name=staged.name,
        lang=str(document.metadata.data.get("lang") or study.head.lang),
        date=dt.date.fromisoformat(study.head.date),
        bibliography=staged.bibliography,
        csl=staged.csl,
    )
