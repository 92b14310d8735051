"""The whole way: data in, proved files out, or nothing changed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroreport.build.check import check
from sacroreport.build.manifest import NAME, manifest, output_name, read_manifest
from sacroreport.build.render import Made, render_all
from sacroreport.errors import DefectError
from sacroreport.findings import Finding, has_errors
from sacroreport.project.outputs import Output, check_writable, locked, publish
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
    """

    files: dict[str, int]
    findings: tuple[Finding, ...]

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
    progress: Callable[[str], None] = lambda message: None,
) -> Built:
    """Build documents, prove them, and only then put them in their places.

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
    check_writable(settings.output_folder)
    with locked(project), tempfile.TemporaryDirectory(prefix="sacroreport-") as folder:
        progress("checking the data and the documents")
        checked = check(project, paths, style)
        study, own = checked.analysis.study, checked.analysis.values
        if checked.values is None or own is None or has_errors(checked.findings, strict=strict):
            raise DefectError(checked.findings)
        progress(f"rendering {len(checked.documents)} documents in {len(formats)} formats")
        made, problems = render_all(
            checked.documents,
            formats,
            study=study,
            values=checked.values,
            folder=Path(folder).resolve(),
        )
        if has_errors(problems, strict=strict):
            raise DefectError([*checked.findings, *problems])
        progress("reading the files back")
        target = checked.settings.output_folder
        proofs = [
            prove_made(
                one, one.rendered.path, project.name(target / output_name(one)), checked.values
            )
            for one in made
        ]
        differences = [finding for proof in proofs for finding in proof.findings]
        if differences:
            raise DefectError([*checked.findings, *differences])
        contents = [one.rendered.path.read_bytes() for one in made]
        outputs = [
            Output(target / output_name(one), content)
            for one, content in zip(made, contents, strict=True)
        ]
        record = manifest(project, study, checked.values, made, contents, read_manifest(target))
        publish(
            [
                *outputs,
                Output(project.variables_file, variables_yaml(own).encode()),
                Output(target / NAME, record),
            ],
            folder=target,
        )
    files = {
        project.name(output.path): proof.numbers
        for output, proof in zip(outputs, proofs, strict=True)
    }
    return Built(files, (*checked.findings, *problems))


def prove_made(made: Made, file: Path, name: str, values: Values) -> Proof:
    """Prove one file of a document."""
    return prove(
        file,
        made.rendered,
        name=name,
        source=made.document.name,
        placements=made.staged.placements,
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
    content = variables_yaml(values).encode()
    path = project.variables_file
    if not path.is_file() or path.read_bytes() != content:
        publish([Output(path, content)], folder=project.private_folder)
    return path
