"""``manifest.json``: what was built from what, and where each number stands."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sacroreport import __version__
from sacroreport.build.render import Made
from sacroreport.project.outputs import digest
from sacroreport.project.root import Project
from sacroreport.study.study import Study
from sacroreport.writing.values import Values

NAME = "manifest.json"
VERSION = 1


def manifest(
    project: Project,
    study: Study,
    values: Values,
    made: Sequence[Made],
    contents: Sequence[bytes],
    earlier: dict[str, Any],
) -> bytes:
    """Return the manifest: digests of every input and output, and every placement.

    What an earlier build made of other documents and formats stays listed. No clock and
    no absolute path goes in.
    """
    outputs: dict[str, Any] = dict(earlier.get("outputs") or {})
    for one, content in zip(made, contents, strict=True):
        outputs[output_name(one)] = {
            "document": one.document.name,
            "format": one.rendered.format,
            "style": values.style.name,
            "sha256": digest(content),
            "sources": {
                name: digest((project.root / name).read_bytes())
                for name in sorted({*one.document.body.files, *one.staged.resources})
            },
            "placements": _placements(one),
        }
    inputs = [project.study_file, project.data_folder / study.head.data]
    if project.published_file.is_file():
        inputs.append(project.published_file)
    record = {
        "manifest": VERSION,
        "sacroreport": __version__,
        "engine": {
            "name": "pandoc",
            "pypandoc-binary": importlib.metadata.version("pypandoc-binary"),
            "typst": importlib.metadata.version("typst"),
        },
        "inputs": {project.name(path): digest(path.read_bytes()) for path in inputs},
        "outputs": dict(sorted(outputs.items())),
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of an earlier build; empty when there is none to use."""
    try:
        record = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    usable = isinstance(record, dict) and record.get("manifest") == VERSION
    return record if usable else {}


def output_name(made: Made) -> str:
    """Return the path of a built file below the output folder."""
    return f"{made.staged.name}.{made.rendered.format}"


def _placements(made: Made) -> list[dict[str, Any]]:
    marks: dict[str, dict[str, Any]] = {}
    for mark in made.rendered.marks:
        marks.setdefault(mark.occurrence, {})[mark.edge] = [mark.page, mark.x, mark.y]
    return [
        {
            "occurrence": one.occurrence,
            "id": one.id,
            "text": one.text,
            "kind": str(one.kind),
            "place": str(one.place),
            **marks.get(one.occurrence, {}),
        }
        for one in made.staged.placements
    ]
