"""The whole way: data in, proved files out, or nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacroreport.build.check import check
from sacroreport.build.manifest import (
    NAME,
    entry,
    is_current,
    is_whole,
    manifest,
    read_manifest,
    request_of,
)
from sacroreport.build.render import Made, render_all, tasks_of
from sacroreport.errors import DefectError
from sacroreport.findings import Finding, has_errors
from sacroreport.project.outputs import (
    Output,
    check_writable,
    locked,
    publish,
    staging_folder,
)
from sacroreport.project.root import Project
from sacroreport.project.settings import load_settings
from sacroreport.proof.prove import Proof, prove
from sacroreport.writing.values import Values
from sacroreport.writing.variables_file import variables_yaml

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
    with locked(project), staging_folder() as folder:
        request = request_of(project, paths, formats, style)
        earlier = {} if force else read_manifest(target)
        if is_current(project, target, earlier, request):
            return _built(project, target, request, earlier["outputs"], (), ())
        progress("checking the data and the documents")
        checked = check(project, paths, style)
        study, own = checked.analysis.study, checked.analysis.values
        if checked.values is None or own is None or has_errors(checked.findings, strict=strict):
            raise DefectError(checked.findings)
        tasks = tasks_of(
            checked.documents,
            formats,
            study=study,
            values=checked.values,
            folder=folder,
        )
        known = earlier.get("outputs") or {}
        waiting = [
            task
            for task in tasks
            if known.get(task.name, {}).get("key") != task.key
            or not is_whole(target, task.name, known[task.name])
        ]
        progress(f"rendering {len(waiting)} files")
        made, problems = render_all(waiting)
        findings = (*checked.findings, *problems)
        if has_errors(problems, strict=strict):
            raise DefectError(findings)
        progress("reading the files back")
        differences = [
            finding
            for one in made
            for finding in prove_made(
                one, one.rendered.path, project.name(target / one.task.name), checked.values
            ).findings
        ]
        if differences:
            raise DefectError([*findings, *differences])
        contents = {one.task.name: one.rendered.path.read_bytes() for one in made}
        entries = {
            one.task.name: entry(one, contents[one.task.name], checked.values.style.name)
            for one in made
        }
        variables = variables_yaml(own).encode()
        record = manifest(
            project,
            study,
            checked.documents,
            request=request,
            entries=entries,
            findings=findings,
            variables=variables,
            earlier=read_manifest(target),
        )
        outputs = [Output(target / name, content) for name, content in contents.items()]
        outputs += [Output(project.variables_file, variables), Output(target / NAME, record)]
        publish([one for one in outputs if not _is_written(one)], folder=target)
    return _built(project, target, request, {**known, **entries}, tuple(contents), findings)


def _built(
    project: Project,
    folder: Path,
    request: Mapping[str, Any],
    entries: Mapping[str, Any],
    rendered: Sequence[str],
    findings: tuple[Finding, ...],
) -> Built:
    files = {
        project.name(folder / f"{document.removesuffix('.qmd')}.{format_}"): len(
            entries[f"{document.removesuffix('.qmd')}.{format_}"]["placements"]
        )
        for document in request["documents"]
        for format_ in FORMATS
        if format_ in request["formats"]
    }
    return Built(files, findings, tuple(project.name(folder / name) for name in rendered))


def _is_written(output: Output) -> bool:
    """Say whether a file already has its content, so that its time may stay."""
    try:
        return output.path.read_bytes() == output.content
    except OSError:
        return False


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


def write_variables(project: Project) -> Path:
    """Write ``_variables.yml`` and nothing else, for a plain ``quarto render``.

    Raises
    ------
    DefectError
        If study or data have errors.
    OutputError
        If it cannot be written.
    """
    from sacroreport.build.analyse import results_of

    _, _, values = results_of(project)
    output = Output(project.variables_file, variables_yaml(values).encode())
    with locked(project, wait=60):
        if not _is_written(output):
            publish([output], folder=project.private_folder)
    return output.path
