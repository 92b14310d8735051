"""The whole way: data in, proved files out, or nothing changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacroreport.findings import Finding
from sacroreport.pipeline.engines import Engine, choose_engine
from sacroreport.pipeline.manifest import is_current, pinned_engine, read_manifest, request_of
from sacroreport.pipeline.steps import Steps
from sacroreport.project.outputs import check_writable, locked
from sacroreport.project.root import Project
from sacroreport.project.settings import load_settings
from sacroreport.project.staging import remove_dead
from sacroreport.render.program import TIMEOUT


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build.

    Attributes
    ----------
    files
        Built files, relative to the project, with the numbers proved in each.
    engine
        The engine of the build.
    unproved
        Those of the files whose kind cannot be read back.
    findings
        Warnings and notices.
    rendered
        Those of the files that were made anew; the others were what they should be.
    marked
        Of drafts: how many findings they tell. Finished files tell none.
    """

    files: dict[str, int]
    engine: Engine
    unproved: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    rendered: tuple[str, ...] = ()
    marked: int | None = None

    @property
    def numbers(self) -> int:
        """Numbers proved over all files."""
        return sum(self.files.values())


def build(
    project: Project,
    paths: list[Path],
    *,
    formats: Sequence[str] = (),
    style: str | None = None,
    engine: str = "auto",
    strict: bool = False,
    force: bool = False,
    timeout: float = TIMEOUT,
    steps: Steps | None = None,
) -> Built:
    """Build documents, prove them, and only then put them in their places.

    What has not changed in content is not done again, unless ``force`` asks for it.

    Parameters
    ----------
    formats
        Formats by name; none means all that there are.
    engine
        ``auto``, ``quarto`` or ``pandoc``.
    timeout
        Seconds that a program may take.
    steps
        Is told what is being done.

    Raises
    ------
    DefectError
        If anything is wrong with study, data or documents, or a proof fails; with
        every finding.
    ProgramError
        If a program is missing or fails.
    OutputError
        If the outputs cannot be written or another build is running.
    """
    steps = steps or Steps()
    settings, _ = load_settings(project)
    target = settings.output_folder
    check_writable(project, target, project.generated_folder)
    with locked(project):
        steps.begin("looking for changes")
        request = request_of(project, paths, formats, style, engine)
        earlier = {} if force else read_manifest(target)
        if earlier.get("request") == request:
            chosen = choose_engine(engine, pinned_engine(earlier))
            if is_current(project, target, earlier, request, chosen):
                remove_dead()
                steps.end()
                steps.remarks += [chosen.remark] * bool(chosen.remark)
                return Built(
                    _files(project, target, earlier), chosen, _unproved(project, target, earlier)
                )
        from sacroreport.pipeline.make import make

        outcome = make(
            project,
            paths,
            request=request,
            earlier=earlier,
            strict=strict,
            force=force,
            timeout=timeout,
            steps=steps,
        )
    rendered = tuple(project.name(target / name) for name in outcome.rendered)
    return Built(
        _files(project, target, outcome.record),
        outcome.engine,
        _unproved(project, target, outcome.record),
        outcome.findings,
        rendered,
    )


def _unproved(project: Project, folder: Path, record: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(
        project.name(folder / name)
        for name in record["files"]
        if not record["outputs"][name].get("proved", True)
    )


def _files(project: Project, folder: Path, record: Mapping[str, Any]) -> dict[str, int]:
    return {
        project.name(folder / name): record["outputs"][name]["numbers"] for name in record["files"]
    }
