"""``sacroreport compute``: the generated files, for a plain ``quarto render``."""

from __future__ import annotations

import typer

from sacroreport.cli.report import project_of


def compute(context: typer.Context) -> None:
    """Write _variables.yml from the data, without rendering."""
    project = project_of(context)
    from sacroreport.build.make import write_variables

    path = write_variables(project)
    typer.echo(project.name(path), err=True)
