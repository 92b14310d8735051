"""``sacroreport compute``: the generated files, for a plain ``quarto render``."""

from __future__ import annotations

import typer

from sacroreport.cli.report import project_of


def compute(context: typer.Context) -> None:
    """Write _variables.yml from the data, without rendering."""
    project = project_of(context)
    from sacroreport.pipeline.variables import write_variables

    path, findings = write_variables(project)
    for finding in findings:
        typer.echo(str(finding), err=True)
    typer.echo(project.name(path), err=True)
