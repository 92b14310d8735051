"""The files that a request asks for: staged, rendered and proved while the prose is checked."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Self

from sacroreport.errors import SacroreportError
from sacroreport.findings import Finding
from sacroreport.pipeline.check import Checked
from sacroreport.pipeline.manifest import is_whole, said_before
from sacroreport.pipeline.render import Made, Task, each_task
from sacroreport.pipeline.renderer import Renderer
from sacroreport.project.root import Project
from sacroreport.proof.prove import Proof, prove
from sacroreport.writing.values import Values


class Requested:
    """The files of one request.

    Attributes
    ----------
    tasks
        All of them.
    waiting
        Those that are not what they have to be.
    proofs
        By name of the file, as they are made.

    Parameters
    ----------
    project
        The study's folder.
    request
        Documents, formats, style and engine, as the manifest records them.
    known
        What the last build recorded of its files; nothing if all are to be made anew.
    force
        Whether figures are drawn anew too, though an earlier run drew the same.
    folder
        The private folder to stage them in.
    timeout
        Seconds that a program may take.
    """

    def __init__(
        self,
        project: Project,
        request: Mapping[str, Any],
        known: Mapping[str, Any],
        *,
        force: bool,
        folder: Path,
        timeout: float,
    ) -> None:
        self.project, self.request, self.known = project, request, known
        self.force, self.folder, self.timeout = force, folder, timeout
        self.tasks: list[Task] = []
        self.waiting: list[Task] = []
        self.proofs: dict[str, Proof] = {}
        self._rendering = ExitStack()
        self._renderer: Renderer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: Any) -> None:
        self._rendering.__exit__(*raised)

    def start_early(self, checked: Checked) -> None:
        """Begin to render what was read, before everything is checked.

        What cannot be rendered is told later, after everything else that is found. Quarto is not
        begun: it may run programs of the user's.
        """
        if checked.engine.name != "quarto":
            with suppress(SacroreportError):
                self.start(checked)

    def start(self, checked: Checked) -> None:
        """Begin to render, unless that has begun.

        Raises
        ------
        DefectError, UsageError
            If a figure cannot be drawn, or a format is none.
        """
        if self._renderer is not None:
            return
        target = checked.settings.output_folder
        for generated in checked.generated.values():
            generated.anew = self.force

        def prove_file(made: Made) -> None:
            name = self.project.name(target / made.task.name)
            values = checked.values[made.task.document.name]
            self.proofs[made.task.name] = prove_made(made, made.rendered.path, name, values)

        self.tasks, self.waiting = [], []
        with ExitStack() as stack:
            renderer = stack.enter_context(
                Renderer(checked, self.folder, self.timeout, then=prove_file)
            )
            for task in each_task(checked, self.request["formats"], self.folder):
                self.tasks.append(task)
                known = self.known.get(task.name, {})
                if known.get("key") != task.key or not is_whole(target, task.name, known):
                    self.waiting.append(task)
                    renderer.add(task)
            self._renderer, self._rendering = renderer, stack.pop_all()

    def finish(self) -> tuple[list[Made], list[Finding], list[str]]:
        """Wait for the files that are rendered; see :meth:`Renderer.finish`."""
        assert self._renderer is not None
        return self._renderer.finish()

    def said_before(self) -> tuple[list[Finding], list[str]]:
        """Return what was found and said about the files that need no making, when it was done."""
        kept = [said_before(self.known[one.name]) for one in self.tasks if one not in self.waiting]
        findings = [finding for found, _ in kept for finding in found]
        return findings, [remark for _, said in kept for remark in said]


def prove_made(made: Made, file: Path, name: str, values: Values) -> Proof:
    """Prove one file of a document."""
    return prove(
        file,
        made.rendered,
        name=name,
        source=made.task.document.name,
        placements=made.task.staged.placements,
        texts={id_: value.plain for id_, value in values.items()},
    )
