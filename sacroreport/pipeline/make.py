"""Everything that a build does when there is something to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacroreport.errors import DefectError
from sacroreport.findings import Finding, has_errors
from sacroreport.pipeline.check import check
from sacroreport.pipeline.engines import Engine
from sacroreport.pipeline.generated import generated_outputs, stale_outputs
from sacroreport.pipeline.inputs import inputs_of
from sacroreport.pipeline.manifest import (
    NAME,
    STATE,
    as_json,
    entry,
    manifest,
    read_manifest,
    renewed,
)
from sacroreport.pipeline.requested import Requested
from sacroreport.pipeline.state.gather import state_of
from sacroreport.pipeline.state.store import as_bytes
from sacroreport.pipeline.steps import Steps
from sacroreport.pipeline.variables import edited, remembered
from sacroreport.project.outputs import Output, is_written, publish, staging_folder
from sacroreport.project.root import Project
from sacroreport.writing.variables_file import variables_yaml


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made.

    Attributes
    ----------
    record
        The manifest.
    rendered
        Names of the files that were made anew, below the output folder.
    """

    record: dict[str, Any]
    engine: Engine
    rendered: tuple[str, ...]
    findings: tuple[Finding, ...]


def make(
    project: Project,
    paths: list[Path],
    *,
    request: Mapping[str, Any],
    earlier: Mapping[str, Any],
    strict: bool,
    force: bool,
    timeout: float,
    steps: Steps,
) -> Outcome:
    """Check, stage, render, prove and publish what a request needs; the lock is held.

    Parameters
    ----------
    request
        Documents, formats, style and engine, as the manifest records them.
    earlier
        The manifest of the last build, or nothing if all is to be made anew.
    force
        Whether figures are drawn anew too, though an earlier run drew the same.
    timeout
        Seconds that a program may take.

    Raises
    ------
    DefectError
        With every finding, before anything is written.
    """
    known = earlier.get("outputs") or {}
    with (
        staging_folder() as folder,
        Requested(project, request, known, force=force, folder=folder, timeout=timeout) as files,
    ):
        steps.begin("checking data and documents")
        checked = check(
            project, paths, request["style"], request["engine"], request["formats"],
            ready=files.start_early,
        )  # fmt: skip
        steps.remarks += [checked.engine.remark] * bool(checked.engine.remark)
        target = checked.settings.output_folder
        own = checked.analysis.values
        if own is None or has_errors(checked.findings, strict=strict):
            raise DefectError(checked.findings)
        steps.begin("putting the numbers into the documents")
        files.start(checked)
        if count := len(files.waiting):
            what = f"{count} file{'' if count == 1 else 's'}"
            steps.begin(f"rendering {what} with {checked.engine.label}")
        made, problems, remarks = files.finish()
        found_before, remarks_before = files.said_before()
        steps.remarks += list(dict.fromkeys([*remarks_before, *remarks]))
        findings = (*checked.findings, *problems)
        if has_errors(problems, strict=strict):
            raise DefectError(findings)
        if made:
            steps.begin("reading the files back")
        proofs = [files.proofs[one.task.name] for one in made]
        findings = (*findings, *(finding for proof in proofs for finding in proof.findings))
        findings = (*findings, *found_before)
        if has_errors(findings, strict=strict):
            raise DefectError(findings)
        steps.begin("putting the files in their places")
        contents = {one.task.name: one.rendered.path.read_bytes() for one in made}
        entries = {
            one.task.name: entry(
                one, contents[one.task.name], checked.engine, proof, remarks, request["style"]
            )
            for one, proof in zip(made, proofs, strict=True)
        }
        entries |= {
            task.name: renewed(known[task.name], task, request["style"])
            for task in files.tasks
            if task.name not in entries
        }
        variables = variables_yaml(own).encode()
        own_files = checked.generated[own.style.name].known_contents()
        findings = (*findings, *edited(project, variables))
        state = as_bytes(state_of(checked, {one.document.name: one.staged for one in files.tasks}))
        record = manifest(
            project,
            checked,
            request=request,
            files=[task.name for task in files.tasks],
            inputs=inputs_of(project, checked),
            entries=entries,
            findings=findings,
            variables=variables,
            generated=own_files,
            state=state,
            earlier=read_manifest(target),
        )
        outputs = [remembered(project, variables)]
        outputs += [Output(target / name, content) for name, content in contents.items()]
        outputs += generated_outputs(project, own_files)
        outputs += stale_outputs(project, own_files)
        outputs += [
            Output(project.variables_file, variables),
            Output(target / STATE, state),
            Output(target / NAME, as_json(record)),
        ]
        publish([one for one in outputs if not is_written(one, project)], project)
        steps.end()
    return Outcome(record, checked.engine, tuple(contents), findings)
