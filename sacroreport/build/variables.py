"""``_variables.yml``: written from the data, and said so when somebody else wrote it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sacroreport.build.analyse import results_of
from sacroreport.build.generated import generate, generated_outputs, remove_stale
from sacroreport.findings import Finding, Place, Severity
from sacroreport.project.outputs import Output, is_written, locked, publish
from sacroreport.project.root import Project, digest
from sacroreport.writing.variables_file import variables_yaml

RECORD = "variables.sha256"


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
    with locked(project, wait=60):
        study, results, values = results_of(project)
        files = generate(project, study, values, results).contents()
        output = Output(project.variables_file, variables_yaml(values).encode())
        findings = edited(project, output.content)
        outputs = [output, *generated_outputs(project, files)]
        waiting = [one for one in outputs if not is_written(one)]
        if waiting:
            publish(waiting, folder=project.private_folder, root=project.root)
        remember(project, output.content)
        remove_stale(project, files)
    return output.path, findings


def edited(project: Project, content: bytes) -> list[Finding]:
    """Find a generated file that is not as it was left.

    Parameters
    ----------
    content
        What is about to be written.
    """
    try:
        known = (project.private_folder / RECORD).read_text(encoding="utf-8").strip()
        found = project.variables_file.read_bytes()
    except (OSError, ValueError):
        return []  # there was none, or nothing is known of it
    if found == content or digest(found) == known:
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


def remember(project: Project, content: bytes) -> None:
    """Note what was written, to tell later whether it was edited."""
    with contextlib.suppress(OSError):  # what is lost is a remark
        (project.private_folder / RECORD).write_text(f"{digest(content)}\n", encoding="utf-8")
