"""The staged project as Quarto needs it: its settings, each document's, our filters and looks."""

from __future__ import annotations

import json
import posixpath
import shutil
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sacroreport.project.looks import LOOK, look_of
from sacroreport.project.templates import template
from sacroreport.render.pandoc.engine import default_csl
from sacroreport.render.pandoc.typst import typst_look
from sacroreport.render.quarto.failure import OURS
from sacroreport.render.quarto.formats import NATIVE_CITATIONS
from sacroreport.render.quarto.order import Order
from sacroreport.render.writer import as_list

OUT = "_out"
"""Where Quarto puts its files, relative to the staged project."""


def write_ours(folder: Path) -> None:
    """Put filters and looks into the staged project."""
    ours = folder / OURS
    ours.mkdir(exist_ok=True)
    for room in ("pandoc", "quarto"):
        for path in template(room).iterdir():
            shutil.copyfile(path, ours / path.name)
    shutil.copyfile(template("docx", "template.openxml"), ours / "template.openxml")
    shutil.copyfile(template("typst", "marks.typ"), ours / "marks.typ")
    looks = [template("html", "look.css"), template("quarto", "look.css")]
    css = "\n".join(path.read_text(encoding="utf-8") for path in looks)
    (ours / "look.css").write_text(css, encoding="utf-8", newline="\n")
    look = typst_look().replace("$", "$$")  # the file is a template of pandoc's
    (ours / "typst-template.typ").write_text(look, encoding="utf-8", newline="\n")
    if (csl := default_csl()) is not None:
        shutil.copyfile(csl, ours / "default.csl")


def write_project(
    folder: Path,
    settings: Mapping[str, Any],
    batch: Sequence[tuple[int, Order]],
    names: Mapping[int, str],
) -> None:
    """Write the project file and every document of a batch with its front matter.

    ``names`` has the name under which the files of each order lie beside our filters.
    """
    jobs = {order.job.name: order.job for _, order in batch}
    for name in jobs:
        _write_document(
            folder,
            settings,
            {names[index]: order for index, order in batch if order.job.name == name},
        )
    project = {
        "citeproc": False,
        **({"csl": f"{OURS}/default.csl"} if (folder / OURS / "default.csl").is_file() else {}),
        **settings,
        "project": {
            "type": "default",
            "output-dir": OUT,
            "render": [f"{name}.qmd" for name in jobs],
        },
        "engine": "markdown",
        "filters": [
            *as_list(settings.get("filters")),
            {"path": f"{OURS}/before.lua", "at": "pre-ast"},
            {"path": f"{OURS}/after.lua", "at": "post-finalize"},
        ],
    }
    _write_json(folder / "_quarto.yml", project)  # every JSON text is YAML


def _write_document(folder: Path, settings: Mapping[str, Any], orders: Mapping[str, Order]) -> None:
    """Write one document for the orders that it has: name → order."""
    job = next(iter(orders.values())).job
    source = folder / f"{job.name}.qmd"
    front = source.with_suffix(".yml").read_text(encoding="utf-8")
    formats = {order.key: _options(order, name) for name, order in orders.items()}
    for name, order in orders.items():
        _write_json(folder / OURS / f"{name}.json", _task(order, name, settings))
        files = {} if order.writer is None else order.writer.quarto_files(order.options)
        for ending, content in files.items():
            (folder / OURS / f"{name}{ending}").write_bytes(content)
        shutil.copyfile(source.with_suffix(".yml"), folder / OURS / f"{name}.yml")
    front = "" if front.strip() == "{}" else front
    front += f"lang: {json.dumps(job.lang)}\n" if "\nlang:" not in f"\n{front}" else ""
    front += f"engine: markdown\nformat: {json.dumps(formats, ensure_ascii=False)}\n"
    text = source.with_suffix(".md").read_text(encoding="utf-8")
    source.write_text(f"---\n{front}---\n\n{text}", encoding="utf-8", newline="\n")


def _task(order: Order, name: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the filters are told of an order."""
    job = order.job
    return {
        "look": order.has_look,
        "cite": not NATIVE_CITATIONS & {*settings, *order.options},
        "front": f"{name}.yml",
        "document": job.name,
        "date": job.date.isoformat(),
        "layout": look_of(order.options).words,
        "standards": " ".join(order.standards),
        "contents": contents.filter_options if (contents := order.contents) else False,
        "depth": job.name.count("/"),
        "bibliography": [
            *map(_inside, as_list(settings.get("bibliography"))),
            *job.bibliography,
        ],
        "csl": job.csl or _inside(settings.get("csl", f"{OURS}/default.csl")),
    }


def _options(order: Order, name: str) -> dict[str, Any]:
    """Return the options of a format: ours where the user's leave room."""
    up = "../" * order.job.name.count("/") + OURS
    options = {key: value for key, value in order.options.items() if key != LOOK}
    if order.dresser is not None:
        options = order.dresser.quarto_options(options, up, name)
    return {"html-math-method": "mathml", **options, **_fixed(order, name)}


def _fixed(order: Order, name: str) -> dict[str, Any]:
    """Return the options that are not the user's: one file, and what the proof needs."""
    fixed: dict[str, Any] = {"embed-resources": True, "sacroreport": name}
    if order.source:
        fixed[f"keep-{order.source.lstrip('.')}"] = True
    if order.basic is None:
        fixed["output-file"] = order.file
    if order.file.endswith(".epub"):  # or it gets another one each time
        fixed["identifier"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, order.job.name)}"
    return fixed


def _inside(path: object) -> str:
    """Return a path of the project file as one relative to the project."""
    return posixpath.normpath(str(path).lstrip("/"))


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8", newline="\n")
