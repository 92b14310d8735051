"""``sacroreport check``: everything but rendering."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from sacroreport.cli.quote import reading
from sacroreport.cli.report import findings_as_json, print_findings, print_json, project_of
from sacroreport.errors import DefectError
from sacroreport.findings import Finding, has_errors

if TYPE_CHECKING:
    from sacroreport.guards.fix import Fixed
    from sacroreport.pipeline.check import Checked
    from sacroreport.project.root import Project


class Report(StrEnum):
    """How findings are reported."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def check(
    context: typer.Context,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Write ids for typed numbers where exactly one fits."),
    ] = False,
    report: Annotated[
        Report,
        typer.Option(help="github: beside the lines of a pull request; sarif: for other tools."),
    ] = Report.TEXT,
    json_: Annotated[bool, typer.Option("--json", help="The same as --report json.")] = False,
) -> None:
    """Check data, study and documents without rendering."""
    project = project_of(context)
    report = Report.JSON if json_ else report
    try:
        with findings_as_json(report is Report.JSON):
            checked = _run(project)
            fixed: list[Fixed] = []
            if fix:
                from sacroreport.guards.fix import write_fixes

                fixed = write_fixes(project, checked.findings)
                if fixed:
                    project.seen.clear()
                    checked = _run(project)
    except DefectError as error:
        if report in (Report.TEXT, Report.JSON):
            raise
        _annotate(report, project, error.findings)
        raise typer.Exit(error.exit_code) from error
    failed = has_errors(checked.findings, strict=strict)
    if report is Report.JSON:
        print_json(_fields(checked, fixed, failed))
    elif report is Report.TEXT:
        _print(checked, fixed, strict)
    else:
        _annotate(report, project, checked.findings)
    if failed:
        raise typer.Exit(1)


def _run(project: Project) -> Checked:
    from sacroreport.pipeline.check import check as run
    from sacroreport.project.documents import all_documents

    # A study without documents can still have its data checked.
    return run(project, all_documents(project))


def _fields(checked: Checked, fixed: list[Fixed], failed: bool) -> dict[str, object]:
    rules = checked.analysis.study.head.rules
    return {
        "ok": not failed,
        "findings": [finding.as_dict() for finding in checked.findings],
        "acknowledged": [finding.as_dict() for finding in checked.acknowledged],
        "rules": {name: setting.model_dump() for name, setting in rules.items()},
        "fixed": [finding.as_dict() for fixed_file in fixed for finding in fixed_file.findings],
    }


def _print(checked: Checked, fixed: list[Fixed], strict: bool) -> None:
    """Print what was fixed, the findings, and what study.yml acknowledges and adjusts."""
    study = checked.analysis.study
    for fixed_file in fixed:
        for finding in fixed_file.findings:
            id_ = finding.fix.split()[2]
            meaning = study.catalogue[id_].meaning
            typer.echo(f"fixed: {finding.place}: {finding.found} is now {finding.fix} ({meaning})")
    print_findings(checked.findings, strict=strict)
    if not checked.findings:
        count = len(checked.documents)
        typer.echo(
            f"no findings: {len(study.catalogue)} ids, {count} document{'' if count == 1 else 's'}"
        )
    for known in checked.acknowledged:
        what = f' "{known.finding.found}"' if known.finding.found else ""
        where = f"{known.finding.place}: " if str(known.finding.place) else ""
        typer.echo(f"acknowledged: {where}[{known.finding.rule}]{what}: {known.reason}")
    for name, setting in study.head.rules.items():
        typer.echo(f"adjusted: [{name}] weighs as {setting.severity}: {setting.reason}")


def _annotate(report: Report, project: Project, findings: tuple[Finding, ...]) -> None:
    from sacroreport.cli.annotations import github, sarif

    if report is Report.SARIF:
        print_json(sarif(findings, reading(project)))
    else:
        for line in github(findings):
            typer.echo(line)
