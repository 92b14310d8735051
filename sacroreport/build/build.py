"""The whole way: data in, proved files out, or nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacroreport.build.manifest import is_current, read_manifest, request_of
from sacroreport.findings import Finding
from sacroreport.project.outputs import check_writable, locked
from sacroreport.project.root import Project
from sacroreport.project.settings import load_settings

FORMATS = ("pdf", "html", "docx")


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build.

    Attributes
    ----------
    files
        Built files, relative to the project, with the numbers proved in each.
    findings
        Warnings and notices.
    rendered
        Those of the files that were made anew; the others were what they should be.
    """

    files: dict[str, int]
    findings: tuple[Finding, ...]
    rendered: tuple[str, ...] = ()

    @property
    def numbers(self) -> int:
        """Numbers proved over all files."""
        return sum(self.files.values())


def build(
    project: Project,
    paths: list[Path],
    *,
    formats: Sequence[str] = FORMATS,
    style: str | None = None,
    strict: bool = False,
    force: bool = False,
    progress: Callable[[str], None] = lambda message: None,
) -> Built:
    """Build documents, prove them, and only then put them in their places.

    What has not changed in content is not done again, unless ``force`` asks for it.

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
    settings, _ = load_settings(project)
    target = settings.output_folder
    check_writable(project, target)
    with locked(project):
        request = request_of(project, paths, formats, style)
        earlier = {} if force else read_manifest(target)
        if is_current(project, target, earlier, request):
            return _built(project, target, request, earlier["outputs"], (), ())
        from sacroreport.build.make import make

        made = make(
            project, paths, request=request, earlier=earlier, strict=strict, progress=progress
        )
    return _built(project, target, request, made.entries, made.rendered, made.findings)


def _built(
    project: Project,
    folder: Path,
    request: Mapping[str, Any],
    entries: Mapping[str, Any],
    rendered: Sequence[str],
    findings: tuple[Finding, ...],
) -> Built:
    files = {
        project.name(folder / f"{document.removesuffix('.qmd')}.{format_}"): entries[
            f"{document.removesuffix('.qmd')}.{format_}"
        ]["numbers"]
        for document in request["documents"]
        for format_ in FORMATS
        if format_ in request["formats"]
    }
    return Built(files, findings, tuple(project.name(folder / name) for name in rendered))
