"""Documents staged in a private folder, and what is to be rendered of each."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sacroreport.document.document import Document
from sacroreport.document.quarto_files import find_quarto_files, plain
from sacroreport.document.stage import Staged, stage
from sacroreport.formats.registry import all_formats
from sacroreport.guards.language import lang_of
from sacroreport.pipeline.check import Checked
from sacroreport.pipeline.files import DocumentFormat
from sacroreport.pipeline.formats import formats_for
from sacroreport.pipeline.generated import Generated
from sacroreport.pipeline.tools import tools_digest
from sacroreport.project.root import Project, digest
from sacroreport.render.job import Job, Rendered
from sacroreport.study.study import Study

STAGED = (".md", ".qmd", ".yml")
"""What lies beside a staged document under its name, whatever it is made into."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document in one format, staged and ready to render.

    Attributes
    ----------
    key
        Digest of everything that the rendered file depends on: equal keys, equal files.
    style
        Name of its number style.
    """

    document: Document
    staged: Staged
    job: Job
    format: DocumentFormat
    key: str
    style: str

    @property
    def name(self) -> str:
        """Path of the built file below the output folder."""
        return self.format.file(self.staged.name)


@dataclass(frozen=True, slots=True)
class Made:
    """A task with its rendered file."""

    task: Task
    rendered: Rendered

    @property
    def is_whole(self) -> bool:
        """Whether its file was made; the compiler may have refused what is written for it."""
        return self.rendered.path.suffix == Path(self.task.name).suffix


@dataclass(frozen=True, slots=True)
class Drafting:
    """How a draft of a document differs from the finished one.

    Attributes
    ----------
    stage
        Stages the document in place of :func:`~sacroreport.document.stage.stage`.
    instead
        Contents of files that are not there, or cannot be shown.
    watermark
        The word behind its pages.
    options
        Options of each of its formats that go before the user's.
    """

    stage: Callable[[Document], Staged]
    instead: Mapping[str, bytes]
    watermark: str
    options: Mapping[str, Any]


def tasks_of(
    checked: Checked,
    asked: Sequence[str],
    folder: Path,
    drafts: Mapping[str, Drafting] = MappingProxyType({}),
) -> list[Task]:
    """Stage documents in a private folder and list what is to be rendered.

    ``drafts`` says by document name how each differs from a finished one, if it is none.
    """
    return [*each_task(checked, asked, folder, drafts)]


def each_task(
    checked: Checked,
    asked: Sequence[str],
    folder: Path,
    drafts: Mapping[str, Drafting] = MappingProxyType({}),
) -> Iterator[Task]:
    """Yield what :func:`tasks_of` lists, each document's files as soon as it is staged."""
    is_quarto = checked.engine.name == "quarto"
    all_staged = {}
    for document in checked.documents:
        values, draft = checked.values[document.name], drafts.get(document.name)
        staged = draft.stage(document) if draft else stage(document, values, shortcodes=is_quarto)
        all_staged[document.name] = staged, [*staged.resources, *extra_files(checked, document)]
    taken = {name for _, resources in all_staged.values() for name in resources}
    taken |= {f"{one.name}.md" for one, _ in all_staged.values()}
    for document in checked.documents:
        values, draft = checked.values[document.name], drafts.get(document.name)
        staged, resources = all_staged[document.name]
        job = write_stage(
            document.project, staged, checked.analysis.study, document, folder, resources,
            checked.generated[values.style.name], draft.instead if draft else {},
            name=stage_name(staged.name, taken - {f"{staged.name}.md"}),
        )  # fmt: skip
        if draft is not None:
            job = dataclasses.replace(job, watermark=draft.watermark)
        files = [f"{name} {digest((folder / name).read_bytes())}" for name in sorted(resources)]
        shared = [tools_digest(), checked.engine.label, staged.name, staged.text, staged.metadata]
        shared += [job.lang, str(job.epoch), *files]
        if is_quarto:
            shared.append(json.dumps(plain(checked.settings.quarto), sort_keys=True))
        for format_ in formats_for(document, checked.settings, asked, checked.engine.name):
            if draft is not None:
                options = {**format_.options, **draft.options}
                format_ = dataclasses.replace(format_, options=options)
            parts = [
                *shared,
                format_.name,
                str(format_.has_look),
                json.dumps(dict(format_.options), sort_keys=True),
            ]
            key = digest(json.dumps(parts).encode())
            yield Task(document, staged, job, format_, key, values.style.name)


def extra_files(checked: Checked, document: Document) -> list[str]:
    """Return the files that only Quarto brings into a document."""
    if checked.engine.name != "quarto":
        return []
    return find_quarto_files(checked.settings, document).names


def stage_name(name: str, taken: Collection[str]) -> str:
    """Return the name under which a document is staged: its own, if it can be nothing else.

    Not one that looks like an option, and not one beside which a file that the document refers
    to would lie where the staged text, its front matter or a rendered file does.

    Examples
    --------
    >>> stage_name("manuscript/report", ["manuscript/refs.yml", "manuscript/report.bib"])
    'manuscript/report'
    >>> stage_name("manuscript/-Levil", []), stage_name("manuscript/a", ["manuscript/a.yml"])
    ('manuscript/document-Levil', 'manuscript/a_')
    """
    folder, slash, stem = name.rpartition("/")
    if stem[:1] in ("-", "+", "@", "~"):
        stem = f"document{stem}"
    endings = {*STAGED}
    for basic in all_formats():
        endings |= {basic.ending, basic.source or basic.ending, f"{basic.ending}.json"}
    while any(f"{folder}{slash}{stem}{ending}" in taken for ending in endings):
        stem += "_"
    return f"{folder}{slash}{stem}"


def write_stage(
    project: Project,
    staged: Staged,
    study: Study,
    document: Document,
    folder: Path,
    resources: Sequence[str],
    generated: Generated,
    instead: Mapping[str, bytes] = MappingProxyType({}),
    *,
    name: str = "",
) -> Job:
    """Write a staged document and what it refers to into the private folder.

    ``instead`` has contents that go before those of the project; ``name`` is the one that
    programs see, the document's own unless it could be taken for something else.
    """
    name = name or staged.name
    source = folder / f"{name}.md"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(staged.text, encoding="utf-8", newline="\n")
    source.with_suffix(".yml").write_text(staged.metadata, encoding="utf-8", newline="\n")
    for resource in resources:
        target = folder / resource
        target.parent.mkdir(parents=True, exist_ok=True)
        if resource in instead:
            _write(target, instead[resource])
        elif resource in generated.pictures:
            _write(target, generated.picture(resource))
            other = resource.removesuffix(".svg") + ".png"  # what Word shows
            _write(target.with_suffix(".png"), generated.picture(other))
        else:
            _write(target, project.read_bytes(project.root / resource))
    return Job(
        folder=folder,
        name=name,
        lang=lang_of(document, study),
        date=dt.date.fromisoformat(study.head.date),
        bibliography=staged.bibliography,
        csl=staged.csl,
    )


def _write(target: Path, content: bytes) -> None:
    """Write a file that documents refer to; one may be rendered with it already."""
    if not target.is_file() or target.read_bytes() != content:
        target.write_bytes(content)
