"""``_variables.yml``: written from the data, and said so when somebody else wrote it."""

from __future__ import annotations

from pathlib import Path

from sacroreport.findings import Finding, Place, Severity
from sacroreport.pipeline.analyse import results_of
from sacroreport.pipeline.generated import generate, generated_outputs, stale_outputs
from sacroreport.project.outputs import Output, check_writable, is_written, locked, publish
from sacroreport.project.reading import read_file
from sacroreport.project.root import Project, digest
from sacroreport.writing.variables_file import variables_yaml

RECORD = "variables.sha256"
MOST = 1000
"""Bytes that it may have."""


def write_variables(project: Project) -> tuple[Path, list[Finding]]:
    """Write ``_variables.yml``, tables and figures, for a plain ``quarto render``.

    Returns
    -------
    path, findings
        The file, and whether it was edited by hand before.

    Raises
    ------
    DefectError
        If study or data have errors.
    OutputError
        If it cannot be written.
    """
    check_writable(project, project.generated_folder)
    with locked(project, wait=60):
        study, results, values = results_of(project)
        files = generate(project, study, values, results).contents()
        content = variables_yaml(values).encode()
        findings = edited(project, content)
        outputs = [
            remembered(project, content),
            *generated_outputs(project, files),
            *stale_outputs(project, files),
            Output(project.variables_file, content),
        ]
        publish([output for output in outputs if not is_written(output, project)], project)
    return project.variables_file, findings


def edited(project: Project, content: bytes) -> list[Finding]:
    """Find a generated file that is not as it was left.

    Parameters
    ----------
    content
        What is about to be written.
    """
    left, present = _left(project), _present(project)
    # Where there was none, or nothing is known of it, there is nothing to tell.
    if not left or not present or present in (digest(content), *left):
        return []
    return [
        Finding(
            rule="edited-variables",
            severity=Severity.NOTICE,
            place=Place(project.name(project.variables_file)),
            message="the file was edited since it was generated; it is written anew",
            way_out="change the data or study.yml instead",
        )
    ]


def remembered(project: Project, content: bytes) -> Output:
    """Return the note of what is about to be written, by which an edit is told later.

    It goes into its place before the file, and so has what the file held until then too: a
    build that is killed between the two edited nothing.
    """
    digests = [digest(content)]
    present = _present(project)
    if present in _left(project) and present not in digests:
        digests.append(present)
    note = "".join(f"{known}\n" for known in digests)
    return Output(project.private_folder / RECORD, note.encode())


def _left(project: Project) -> list[str]:
    """Return the digests of what earlier runs left."""
    try:
        content = read_file(project.private_folder / RECORD, most=MOST, follow=False)
    except OSError:
        return []
    return content.decode("ascii", "replace").split()


def _present(project: Project) -> str:
    """Return the digest of the file that is there; empty where there is none."""
    try:
        return digest(read_file(project.variables_file))
    except OSError:
        return ""
