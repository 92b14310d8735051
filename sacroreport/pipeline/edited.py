"""A co-author's copy against the data: which numbers are kept, changed, gone and new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroreport.document.stage import Kind
from sacroreport.errors import DefectError, UsageError
from sacroreport.findings import has_errors
from sacroreport.pipeline.check import Checked, check
from sacroreport.pipeline.render import Made, tasks_of
from sacroreport.pipeline.renderer import render_all
from sacroreport.project.documents import all_documents
from sacroreport.project.outputs import staging_folder
from sacroreport.project.root import Project
from sacroreport.proof.draft import is_draft
from sacroreport.proof.seen.fates import Fate, State, fates_of, words_of
from sacroreport.proof.seen.read import Pair, read_pair, readable_endings
from sacroreport.render.program import TIMEOUT


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of the numbers of a document in a copy of it.

    Attributes
    ----------
    document
        The document that it is a copy of, relative to the project.
    fates
        Of every number of the document, and of those that the copy has besides.
    doubts
        What the copy holds that cannot be read and may show anything.
    notices
        What was read in one way though there is another.
    """

    document: str
    fates: tuple[Fate, ...]
    doubts: tuple[str, ...]
    notices: tuple[str, ...]

    def of(self, state: State) -> list[Fate]:
        """Return the numbers of a state."""
        return [fate for fate in self.fates if fate.state is state]

    @property
    def agrees(self) -> bool:
        """Whether every number of the document is there, is seen, and no other one is."""
        return not self.doubts and all(fate.state is State.KEPT for fate in self.fates)


def verify_edited(project: Project, file: Path, *, timeout: float = TIMEOUT) -> Copy:
    """Compare a copy, wherever it is, with its document as it renders now.

    The prose is not vouched for: only numbers are compared. The document is the one that
    the copy is named after, else the one that it has most words of.

    Raises
    ------
    UsageError
        If there is no such file, of no kind that can be read, or of no document.
    DefectError
        If study, data or documents have errors, so that nothing can be compared.
    ProgramError
        If a program is missing or fails.
    """
    if not file.is_file():
        raise UsageError(f"there is no file {file}")
    *others, last = readable_endings()
    if file.suffix.lower() not in (*others, last):
        kinds = f"{', '.join(others)} or {last}"
        raise UsageError(f"{file.name} cannot be read: a copy is a {kinds} file")
    checked = check(project, _candidates(project, file))
    if not checked.values or has_errors(checked.findings):
        raise DefectError(checked.findings)
    with staging_folder() as stage:
        rendered = _rendered(checked, file, stage, timeout)
        pairs = [(fresh, read_pair(file, fresh.rendered)) for fresh in rendered]
        if not pairs:
            raise UsageError(f"no document of this study is made as {file.suffix[1:].lower()}")
        fresh, pair = max(pairs, key=lambda item: _likeness(item[1]))
        placements = {
            placement.occurrence: placement
            for placement in fresh.task.staged.placements
            if placement.kind is Kind.BODY
        }
        try:
            fates = fates_of(pair.fresh, pair.copy, placements)
        except ValueError as error:
            raise UsageError(f"{file.name}: {error}") from error
    notices = [*pair.copy.notices]
    if is_draft(file):
        notices.append("it is a copy of a draft")
    return Copy(fresh.task.document.name, tuple(fates), pair.doubts, tuple(notices))


def _candidates(project: Project, file: Path) -> list[Path]:
    """Return the documents that a copy may be of: the one that it is named after, or all."""
    documents = all_documents(project)
    if not documents:
        raise UsageError("this study has no documents: there is no .qmd file in manuscript/")
    name = file.stem.casefold()
    named = [path for path in documents if name.startswith(path.stem.casefold())]
    longest = max((len(path.stem) for path in named), default=0)
    return [path for path in named if len(path.stem) == longest] or documents


def _rendered(checked: Checked, file: Path, stage: Path, timeout: float) -> Sequence[Made]:
    ending = file.suffix.lower()
    tasks = [task for task in tasks_of(checked, (), stage) if Path(task.name).suffix == ending]
    rendered, problems, _ = render_all(tasks, checked, stage, timeout=timeout)
    if has_errors(problems):
        raise DefectError(problems)
    return rendered


def _likeness(pair: Pair) -> float:
    """Return how much of a document's words a copy has, from 0 to 1."""
    want = {word.bare for word in words_of(pair.fresh)}
    have = {word.bare for word in words_of(pair.copy)}
    return len(want & have) / max(len(want), 1)
