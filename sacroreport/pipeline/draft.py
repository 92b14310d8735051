"""Drafts: documents rendered with all that is wrong in them marked, beside the finished files.

Some findings only come up while an engine renders, such as a citation that the bibliography
does not have. So a draft is rendered again as long as that brings new ones, and every
format marks the same findings under the same numbers.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sacroreport.document.document import Document
from sacroreport.document.draft import MarkedFinding, changes, mark, with_pending
from sacroreport.document.draft_opening import opening
from sacroreport.document.items import Refusal
from sacroreport.document.stage import Staged, stage
from sacroreport.errors import DefectError
from sacroreport.findings import NEEDS_QUARTO, Finding, Severity
from sacroreport.guards.language import lang_of
from sacroreport.pipeline.check import Checked, check
from sacroreport.pipeline.pipeline import Built
from sacroreport.pipeline.placeholders import MISSING, placeholder
from sacroreport.pipeline.render import Drafting, Made, tasks_of
from sacroreport.pipeline.renderer import render_all
from sacroreport.pipeline.requested import prove_made
from sacroreport.pipeline.steps import Steps
from sacroreport.project.looks import STANDARD
from sacroreport.project.outputs import (
    Output,
    check_writable,
    is_written,
    locked,
    publish,
    staging_folder,
)
from sacroreport.project.root import Project
from sacroreport.project.settings import load_settings
from sacroreport.render.program import TIMEOUT
from sacroreport.writing.tables import table_words
from sacroreport.writing.values import Values

FOLDER = "draft"
"""Folder of drafts below the output folder."""
ROUNDS = 4
STOPPING = frozenset(
    {
        NEEDS_QUARTO, "outside-project", "raw-data", "unreadable-file", "front-matter",
        "project-file", "unknown-format", "conflicting-key", "too-many-includes", "document-name",
    }
)  # fmt: skip
"""Rules about what no engine may or can render, not even as a draft."""
HAZARDS = frozenset({"a run of brackets", "a metadata block inside the text"})
"""What keeps an engine busy for ever, or tells it to do other things."""
OF_STANDARDS = frozenset({"pdf-standard", "missing-glyph", "no-alt-text", "heading-level"})
"""Rules of a standard that PDFs promise to keep; a draft promises nothing."""


def build_drafts(
    project: Project,
    paths: list[Path],
    *,
    formats: Sequence[str] = (),
    style: str | None = None,
    engine: str = "auto",
    timeout: float = TIMEOUT,
    steps: Steps | None = None,
) -> Built:
    """Render documents as drafts, whatever is wrong with data and text.

    Nothing but the drafts is written: finished files, the manifest, ``_variables.yml`` and
    what is generated stay as they are.

    Raises
    ------
    DefectError
        If ``study.yml`` or the project file has defects, or a document cannot be read or
        rendered at all; with every finding.
    ProgramError
        If a program is missing or fails.
    OutputError
        If the drafts cannot be written or another build is running.
    """
    steps = steps or Steps()
    settings, _ = load_settings(project)
    target = settings.output_folder / FOLDER
    check_writable(project, target)
    with locked(project), staging_folder() as folder:
        steps.begin("checking data and documents")
        checked = check(project, paths, style, engine, formats)
        steps.remarks += [checked.engine.remark] * bool(checked.engine.remark)
        if len(checked.documents) < len(paths) or any(stops(checked)):
            raise DefectError(checked.findings)
        checked = dataclasses.replace(checked, values=_values(checked))
        maker = _Maker(checked, formats, folder, timeout, steps)
        drafts = maker.render()
        steps.begin("reading the files back")
        outputs, files, unproved = [], {}, []
        findings = list(maker.findings)
        for draft in drafts:
            path = target / draft.task.name
            name = project.name(path)
            values = checked.values[draft.task.document.name]
            proof = prove_made(draft, draft.rendered.path, name, values)
            findings += proof.findings
            files[name] = max(proof.numbers - _pending(draft, checked), 0)
            unproved += [name] * (not proof.is_proved)
            outputs.append(Output(path, draft.rendered.path.read_bytes()))
        steps.begin("putting the drafts in their places")
        publish([output for output in outputs if not is_written(output, project)], project)
        steps.end()
    return Built(
        files,
        checked.engine,
        tuple(unproved),
        tuple(dict.fromkeys(findings)),
        rendered=tuple(files),
        marked=len(maker.findings),
    )


def stops(checked: Checked) -> Iterator[Finding]:
    """Yield the findings that even a draft cannot be rendered with."""
    project = checked.analysis.project
    project_file = project.name(project.quarto_file)
    hazards = {
        document.body.place(item.start)
        for document in checked.documents
        for item in document.items
        if isinstance(item, Refusal) and item.what in HAZARDS
    }
    for finding in checked.findings:
        of_project = finding.place.file == project_file and finding.severity is Severity.ERROR
        if finding.rule in STOPPING or of_project or finding.place in hazards:
            yield finding


def _values(checked: Checked) -> dict[str, Values]:
    known = checked.analysis.results is not None
    return {
        document.name: with_pending(
            checked.values.get(document.name) or checked.analysis.stand_in(), document, known=known
        )
        for document in checked.documents
    }


def _pending(draft: Made, checked: Checked) -> int:
    """Return how many of a file's numbers are none."""
    texts = checked.values[draft.task.document.name]
    return sum(
        texts[number.id].plain.startswith("[pending")
        and number.occurrence not in draft.rendered.hidden
        for number in draft.task.staged.placements
    )


class _Maker:
    """Renders all documents, again as long as that brings new findings."""

    def __init__(
        self, checked: Checked, formats: Sequence[str], folder: Path, timeout: float, steps: Steps
    ) -> None:
        self.checked, self.formats, self.folder = checked, formats, folder
        self.timeout, self.steps = timeout, steps
        self.findings = list(checked.findings)
        self.instead = {document.name: self._instead(document) for document in checked.documents}

    def render(self) -> list[Made]:
        """Return the rendered drafts.

        Raises
        ------
        DefectError
            If there is something that cannot be rendered.
        """
        rendered: list[Made] = []
        for number in range(ROUNDS):
            self.steps.begin(f"rendering drafts with {self.checked.engine.label}")
            folder = self.folder / str(number)
            folder.mkdir()
            drafts = {
                document.name: self._drafting(document) for document in self.checked.documents
            }
            tasks = tasks_of(self.checked, self.formats, folder, drafts)
            try:
                rendered, problems, remarks = render_all(
                    tasks, self.checked, folder, timeout=self.timeout
                )
            except DefectError as error:  # what Quarto refuses, with the reasons
                if not self._take(error.findings):
                    raise DefectError(self.findings) from error
                continue
            if not self._take(problems):
                self.steps.remarks += remarks
                return rendered
        if not rendered or any(not draft.is_whole for draft in rendered):
            raise DefectError(self.findings)
        return rendered

    def _take(self, findings: Iterable[Finding]) -> bool:
        """Add findings; say whether any of them is new."""
        known = {(finding.rule, finding.place, finding.message) for finding in self.findings}
        new = [
            finding
            for finding in dict.fromkeys(findings)
            if (finding.rule, finding.place, finding.message) not in known
        ]
        self.findings += new
        return bool(new)

    def _drafting(self, document: Document) -> Drafting:
        study = self.checked.analysis.study
        lang = lang_of(document, study)
        words = table_words(lang)["draft"]
        others = [other for other in self.checked.documents if other is not document]
        marked = mark(document, self.findings, others)
        promises = not any(marking.finding.rule in OF_STANDARDS for marking in marked)

        def staged(document: Document) -> Staged:
            finished = self._staged(document, marked)
            head = opening(marked, words, lang, study.head.date)
            return dataclasses.replace(finished, text=head + finished.text)

        return Drafting(
            stage=staged,
            instead=self.instead[document.name],
            watermark=words["mark"],
            options={} if promises else {STANDARD: "1.7"},
        )

    def _staged(self, document: Document, marked: Sequence[MarkedFinding]) -> Staged:
        project, instead = document.project, self.instead[document.name]
        picture = os.path.relpath(project.root / MISSING, document.path.parent)
        staged = stage(
            document,
            self.checked.values[document.name],
            shortcodes=self.checked.engine.name == "quarto",
            changes=changes(document, marked, Path(picture).as_posix()),
        )
        there = [
            name
            for name in staged.resources
            if name in instead or name in document.generated or (project.root / name).is_file()
        ]
        return dataclasses.replace(staged, resources=tuple(dict.fromkeys([*there, *instead])))

    def _instead(self, document: Document) -> Mapping[str, bytes]:
        """Return contents for the files that a document wants and that cannot be had."""
        contents = {MISSING: placeholder(MISSING)}
        generated = self.checked.generated[self.checked.values[document.name].style.name]
        for name in document.resources:
            if name not in document.generated:
                path = document.project.root / name
                content = placeholder(name, cited=name in document.files_under("bibliography"))
                if not path.is_file() and content:
                    contents[name] = content
                continue
            try:
                if self.checked.analysis.results is None:
                    raise DefectError([])  # there is nothing to draw
                generated.picture(name)
            except DefectError as error:
                self._take(error.findings)
                for ending in (".svg", ".png"):  # Word shows the other one
                    other = name.removesuffix(".svg") + ending
                    contents[other] = placeholder(other)
        return contents
