"""``sacroreport schema``: the JSON Schema of study.yml, for editors."""

from __future__ import annotations

import typer

from sacroreport.cli.report import print_json


def schema(context: typer.Context) -> None:
    """Print the JSON Schema of study.yml, for completion in an editor."""
    from sacroreport.kinds.registry import KINDS
    from sacroreport.study.schema import json_schema

    print_json(json_schema(KINDS))
