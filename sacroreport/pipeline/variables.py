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
        publish([one for one in outputs if not is_written(one, project)], project)
    return project.variables_file, findings


def edited(project: Project, content: bytes) -> list[Finding]:
    """Find a generated file that is not as it was left.

    Parameters
    ----------
    content
        What is about to be written.
    """
    known, found = _known(project), _found(project)
    # Where there was none, or nothing is known of it, there is nothing to tell.
    if not known or not found or found in (digest(content), *known):
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
    found = _found(project)
    known = [digest(content)]
    if found in _known(project) and found not in known:
        known.append(found)
    return Output(project.private_folder / RECORD, "".join(f"{one}\n" for one in known).encode())


def _known(project: Project) -> list[str]:
    try:
        content = read_file(project.private_folder / RECORD, most=MOST, follow=False)
    except OSError:
        return []
    return content.decode("ascii", "replace").split()


def _found(project: Project) -> str:
    try:
        return digest(read_file(project.variables_file))
    except OSError:
        return ""
