"""The files that a request asks for: staged, rendered and proved while the prose is checked."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sacroreport.errors import SacroreportError
from sacroreport.findings import Finding
from sacroreport.pipeline.check import Checked
from sacroreport.pipeline.manifest import is_whole, said_before
from sacroreport.pipeline.render import Made, Task, tasks_of
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
    renderer
        What renders them, in its folder.
    """

    def __init__(
        self,
        project: Project,
        request: Mapping[str, Any],
        known: Mapping[str, Any],
        force: bool,
        renderer: Renderer,
    ) -> None:
        self.project, self.request, self.known = project, request, known
        self.force, self.renderer = force, renderer
        self.tasks: list[Task] = []
        self.waiting: list[Task] = []
        self.proofs: dict[str, Proof] = {}
        self._is_started = False

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
        if self._is_started:
            return
        for generated in checked.generated.values():
            generated.anew = self.force
        target = checked.settings.output_folder
        self.tasks = tasks_of(checked, self.request["formats"], self.renderer.folder)
        self.waiting = [
            task
            for task in self.tasks
            if self.known.get(task.name, {}).get("key") != task.key
            or not is_whole(target, task.name, self.known[task.name])
        ]

        def prove_file(made: Made) -> None:
            name = self.project.name(target / made.task.name)
            values = checked.values[made.task.document.name]
            self.proofs[made.task.name] = prove_made(made, made.rendered.path, name, values)

        self.renderer.start(self.waiting, checked, prove_file)
        self._is_started = True

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
