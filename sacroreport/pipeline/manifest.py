"""``manifest.json``: what was built from what. What the study says is in the state beside it.

It is what makes a build incremental by content: a request whose inputs, tools and
outputs are all as recorded has nothing left to do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sacroreport import __version__
from sacroreport.findings import Finding
from sacroreport.pipeline.engines import Engine
from sacroreport.pipeline.record import parse_record
from sacroreport.pipeline.tools import tools_digest, versions
from sacroreport.project.private import is_real
from sacroreport.project.reading import read_file
from sacroreport.project.root import Project, digest

if TYPE_CHECKING:  # what makes a build is loaded only when there is something to make
    from sacroreport.pipeline.check import Checked
    from sacroreport.pipeline.render import Made, Task
    from sacroreport.proof.prove import Proof

NAME = "manifest.json"
STATE = "state.json"
EXTENSIONS = "_extensions"
VERSION = 5
MOST = 1 << 25
"""Bytes that it may have: those of two hundred thousand numbers."""


def request_of(
    project: Project, paths: Sequence[Path], formats: Sequence[str], style: str | None, engine: str
) -> dict[str, Any]:
    """Return what was asked for, in a form that can be compared."""
    return {
        "documents": [project.name(path) for path in paths],
        "formats": sorted(formats),
        "style": style,
        "engine": engine,
    }


def entry(
    made: Made,
    content: bytes,
    engine: Engine,
    proof: Proof,
    remarks: Sequence[str],
    asked: str | None,
) -> dict[str, Any]:
    """Return the record of one built file, with what was found and said about it.

    What is not made again is said again all the same.

    Parameters
    ----------
    asked
        The number style that was asked for in place of the document's own, if one was.
    """
    task = made.task
    return {
        "document": task.document.name,
        "format": task.format.name,
        "style": task.style,
        "asked": asked,
        "engine": engine.label,
        "key": task.key,
        "sha256": digest(content),
        "numbers": proof.numbers,
        "proved": proof.is_proved,
        "findings": [finding.as_dict() for finding in proof.findings],
        "remarks": list(remarks),
        "points": _points(made),
    }


def manifest(
    project: Project,
    checked: Checked,
    *,
    request: Mapping[str, Any],
    files: Sequence[str],
    inputs: Mapping[str, str | None],
    entries: Mapping[str, Any],
    findings: Sequence[Finding],
    variables: bytes,
    generated: Mapping[str, bytes],
    state: bytes,
    earlier: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the manifest: digests of every input and output, and what was said of each.

    What an earlier build made of other documents and formats stays listed. No clock and
    no absolute path goes in.

    Parameters
    ----------
    files
        The built files that the request asked for, in order.
    inputs
        Digest by name; ``None`` for a file that is not there.
    state
        What its file holds.
    """
    engine = checked.engine
    kept = {
        name: known
        for name, known in (earlier.get("outputs") or {}).items()
        if (project.root / known["document"]).is_file()
    }
    return {
        "manifest": VERSION,
        "sacroreport": __version__,
        "engine": {
            "name": engine.name,
            "version": engine.version or None,
            "pinned": checked.analysis.study.head.engine,
            "libraries": versions(),
        },
        "tools": tools_digest(),
        "request": request,
        "files": list(files),
        "inputs": dict(inputs),
        "folders": {
            project.name(folder / EXTENSIONS): listing(folder / EXTENSIONS)
            for document in checked.documents
            for folder in project.folders_to(document.path)
        },
        "variables": digest(variables),
        "state": digest(state),
        "generated": {name: digest(content) for name, content in sorted(generated.items())},
        "findings": [finding.as_dict() for finding in findings],
        "outputs": dict(sorted({**kept, **entries}.items())),
    }


def as_json(record: Mapping[str, Any]) -> bytes:
    """Return a manifest as its file holds it."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of an earlier build; empty when there is none to use.

    It is a file like any other, so nothing in it is taken on trust: one that has not
    the form in which it is written counts as none.
    """
    try:
        content = read_file(folder / NAME, most=MOST, follow=False)
    except OSError:
        return {}
    record = parse_record(content)
    return record if record.get("manifest") == VERSION else {}


def is_current(
    project: Project,
    folder: Path,
    record: Mapping[str, Any],
    request: Mapping[str, Any],
    engine: Engine,
) -> bool:
    """Say whether a build of this request would change nothing.

    Everything is compared by content: the same request, engine, tools and inputs, and
    outputs and ``_variables.yml`` that are still what was written. A build that had
    findings is never current, so that its findings are shown again.
    """
    if not record or record.get("request") != request or record.get("findings"):
        return False
    known = record["engine"]
    if (known.get("name"), known.get("version")) != (engine.name, engine.version or None):
        return False
    if not is_of_now(project, record):
        return False
    outputs = {folder / STATE: record["state"], project.variables_file: record["variables"]}
    outputs |= {project.root / name: known for name, known in record["generated"].items()}
    if any(_digest(path) != known for path, known in outputs.items()):
        return False
    return bool(record["files"]) and all(
        name in record["outputs"]
        and is_whole(folder, name, record["outputs"][name])
        and record["outputs"][name]["document"] in request["documents"]
        for name in record["files"]
    )


def is_of_now(project: Project, record: Mapping[str, Any]) -> bool:
    """Say whether all that a build was made of and with is what it was."""
    if record.get("tools") != tools_digest():
        return False
    needed = [project.study_file, project.quarto_file, project.published_file, project.people_file]
    documents = record["request"]["documents"]
    if not {*map(project.name, needed), *documents} <= record["inputs"].keys():
        return False
    if any(_digest(project.root / name) != known for name, known in record["inputs"].items()):
        return False
    return all(listing(project.root / name) == known for name, known in record["folders"].items())


def listing(folder: Path) -> list[str]:
    """Return the names of the files in a folder, and in folders in it."""
    if folder.name != EXTENSIONS:  # a record may name any
        return []
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def said_before(known: Mapping[str, Any]) -> tuple[list[Finding], list[str]]:
    """Return what was found and said about a file when it was made."""
    return [Finding.from_dict(fields) for fields in known["findings"]], list(known["remarks"])


def pinned_engine(record: Mapping[str, Any]) -> str:
    """Return the engine that the study pinned when it was built last."""
    return str(record["engine"]["pinned"]) if record else "auto"


def is_whole(folder: Path, name: str, known: Mapping[str, Any]) -> bool:
    """Say whether a built file is still what was written."""
    path = folder / name
    return is_real(folder, path) and _digest(path) == known["sha256"]


def _digest(path: Path) -> str | None:
    try:
        return digest(read_file(path))
    except OSError:
        return None


def renewed(known: Mapping[str, Any], task: Task, asked: str | None) -> dict[str, Any]:
    """Return the record of a file that needed no making, with what may differ all the same."""
    return {**known, "style": task.style, "asked": asked}


def _points(made: Made) -> dict[str, dict[str, Any]]:
    """Return where the numbers of a PDF stand on its pages, by occurrence."""
    points: dict[str, dict[str, Any]] = {}
    for mark in made.rendered.marks:
        points.setdefault(mark.occurrence, {})[mark.edge] = [mark.page, mark.x, mark.y]
    return points
