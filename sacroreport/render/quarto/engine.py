"""Staged documents to files by the real Quarto, and where their numbers stand."""

from __future__ import annotations

import contextlib
import json
import os
import posixpath
import re
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sacroreport.errors import ProgramError
from sacroreport.project.contents import KEYS as CONTENTS
from sacroreport.project.contents import TOC, Contents, contents_of
from sacroreport.project.looks import LOOK, STANDARD, look_of, standards_of
from sacroreport.project.templates import template
from sacroreport.render.docx import finish
from sacroreport.render.job import Job, Mark, Rendered, marks_of, points, told_by_filters
from sacroreport.render.pandoc.engine import default_csl, typst_look
from sacroreport.render.program import TIMEOUT, Run, run
from sacroreport.render.quarto.failure import ANSI, OURS, failure
from sacroreport.render.quarto.formats import NATIVE_CITATIONS
from sacroreport.render.word import reference_docx

OUT = "_out"
KEYS = {"pdf": "typst", "html": "html", "docx": "docx"}
"""What Quarto calls the formats that every study has."""

MAIN = (
    ("include-before-body", ({"text": "<main>"},), ()),
    ("include-after-body", (), ({"text": "</main>"},)),
)
"""What Quarto's plain page lacks: an element around everything that is to be read."""


@dataclass(frozen=True, slots=True)
class Order:
    """One document in one format, to be rendered.

    Attributes
    ----------
    format
        ``pdf``, ``html``, ``docx``, or a format of Quarto's or of an extension.
    file
        Name of the file to make.
    options
        The user's options for the format.
    has_look
        Whether the shared looks dress it.
    """

    job: Job
    format: str
    file: str
    options: Mapping[str, Any] = field(default_factory=dict)
    has_look: bool = True

    @property
    def key(self) -> str:
        """What Quarto calls the format."""
        return KEYS.get(self.format, self.format)

    @property
    def is_typst(self) -> bool:
        """Whether it goes through Typst."""
        return self.key.split("-")[-1] == "typst"


def render_quarto(
    program: str,
    folder: Path,
    settings: Mapping[str, Any],
    orders: Sequence[Order],
    *,
    timeout: float = TIMEOUT,
) -> tuple[list[Rendered], list[str]]:
    """Render staged documents with Quarto.

    Parameters
    ----------
    program
        The Quarto to run.
    folder
        Root of the staged project.
    settings
        The keys of the user's project file that are honoured.
    orders
        What to render.
    timeout
        Seconds that each run of Quarto may take.

    Returns
    -------
    rendered, remarks
        The files in the order of ``orders``, and what Quarto warned about.

    Raises
    ------
    ProgramError
        If Quarto fails, takes too long, or does not make what it should.
    """
    _write_ours(folder)
    done: dict[int, Rendered] = {}
    remarks: list[str] = []
    for batch in _batches(orders):
        names = {index: f"task{index}" for index, _ in batch}
        _write_project(folder, settings, batch, names)
        remarks += _run(program, folder, [order for _, order in batch], timeout)
        for index, order in batch:
            done[index] = _collect(program, folder, order, names[index], timeout)
    return [done[index] for index in range(len(orders))], list(dict.fromkeys(remarks))


def _batches(orders: Sequence[Order]) -> Iterator[list[tuple[int, Order]]]:
    """Yield what one run can render: a document goes through Typst once in it."""
    waiting = list(enumerate(orders))
    while waiting:
        batch: list[tuple[int, Order]] = []
        later: list[tuple[int, Order]] = []
        by_typst: set[str] = set()
        for index, order in waiting:
            if order.is_typst and order.job.name in by_typst:
                later.append((index, order))  # both would keep their .typ under one name
                continue
            if order.is_typst:
                by_typst.add(order.job.name)
            batch.append((index, order))
        yield batch
        waiting = later


def _write_ours(folder: Path) -> None:
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


def _write_project(
    folder: Path,
    settings: Mapping[str, Any],
    batch: Sequence[tuple[int, Order]],
    names: Mapping[int, str],
) -> None:
    jobs = {order.job.name: order.job for _, order in batch}
    for name, job in jobs.items():
        source = folder / f"{name}.qmd"
        front = source.with_suffix(".yml").read_text(encoding="utf-8")
        own = [(index, order) for index, order in batch if order.job.name == name]
        formats = {order.key: _options(order, names[index]) for index, order in own}
        for index, order in own:
            task = {
                "look": order.has_look,
                "cite": not NATIVE_CITATIONS & {*settings, *order.options},
                "front": f"{names[index]}.yml",
                "document": name,
                "date": job.date.isoformat(),
                "layout": look_of(order.options).words,
                "standards": " ".join(_standards(order)),
                "contents": contents.filter_options if (contents := _contents(order)) else False,
                "depth": name.count("/"),
                "bibliography": [
                    *map(_inside, _as_list(settings.get("bibliography"))),
                    *job.bibliography,
                ],
                "csl": job.csl or _inside(settings.get("csl", f"{OURS}/default.csl")),
            }
            _write_json(folder / OURS / f"{names[index]}.json", task)
            if order.format == "docx":
                reference = reference_docx(look_of(order.options))
                (folder / OURS / f"{names[index]}.docx").write_bytes(reference)
            shutil.copyfile(source.with_suffix(".yml"), folder / OURS / f"{names[index]}.yml")
        front = "" if front.strip() == "{}" else front
        front += f"lang: {json.dumps(job.lang)}\n" if "\nlang:" not in f"\n{front}" else ""
        front += f"engine: markdown\nformat: {json.dumps(formats, ensure_ascii=False)}\n"
        text = source.with_suffix(".md").read_text(encoding="utf-8")
        source.write_text(f"---\n{front}---\n\n{text}", encoding="utf-8", newline="\n")
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
            *_as_list(settings.get("filters")),
            {"path": f"{OURS}/before.lua", "at": "pre-ast"},
            {"path": f"{OURS}/after.lua", "at": "post-finalize"},
        ],
    }
    _write_json(folder / "_quarto.yml", project)  # every JSON text is YAML


def _options(order: Order, name: str) -> dict[str, Any]:
    """Return the options of a format: ours where the user's leave room."""
    up = "../" * order.job.name.count("/") + OURS
    given = {key: value for key, value in order.options.items() if key != LOOK}
    ours: dict[str, Any] = {"html-math-method": "mathml"}
    if order.has_look and order.format == "html":
        ours |= {
            "theme": "none",
            "minimal": True,
            "template-partials": [f"{up}/title-block.html"],
            "css": [f"{up}/look.css"],
            "syntax-highlighting": "none",
        }
    elif order.has_look and order.format == "docx":
        ours |= {
            "reference-doc": f"{up}/{name}.docx",
            "template": f"{up}/template.openxml",
            "syntax-highlighting": "none",
        }
    elif order.has_look:
        ours |= {
            "pdf-standard": list(_standards(order)),
            "callout-icon": False,
            "shift-heading-level-by": 0,  # or headings that begin at ## would be shifted twice
            "template-partials": [f"{up}/typst-template.typ", f"{up}/typst-show.typ"],
            "syntax-highlighting": "none",
        }
    if order.has_look and order.format == "html":
        given = {key: value for key, value in given.items() if key not in CONTENTS}
        given[TOC] = False  # Quarto's stand before the title; ours, told to the filters, below it
        given["css"] = [*ours["css"], *_as_list(given.get("css"))]
        for key, before, after in MAIN:
            given[key] = [*before, *_as_list(given.get(key)), *after]
    return {**ours, **given, **_ends(order, name)}


def _standards(order: Order) -> tuple[str, ...]:
    """Return the standards of a PDF; a look of the document's own may not be fit for any."""
    if not order.is_typst or not (order.has_look or STANDARD in order.options):
        return ()
    return standards_of(order.options)


def _contents(order: Order) -> Contents | None:
    """Return the contents of a page; those in other looks are Quarto's own."""
    return contents_of(order.options) if order.has_look and order.format == "html" else None


def _ends(order: Order, name: str) -> dict[str, Any]:
    """Return the options that are not the user's: one file, and what the proof needs."""
    ends: dict[str, Any] = {"embed-resources": True, "sacroreport": name}
    if order.is_typst:
        ends["keep-typ"] = True
    if order.format not in KEYS:
        ends["output-file"] = order.file
    if order.file.endswith(".epub"):  # or it gets another one each time
        ends["identifier"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, order.job.name)}"
    return ends


def _run(program: str, folder: Path, orders: Sequence[Order], timeout: float) -> list[str]:
    environment = {
        "SOURCE_DATE_EPOCH": str(orders[0].job.epoch),
        "SACROREPORT_STAGE": folder.as_posix(),
        "NO_COLOR": "1",
    }
    try:
        said = _call([program, "render"], folder, timeout, environment)
    except ProgramError as error:
        raise failure(str(error), folder, [order.job.name for order in orders]) from error
    text = ANSI.sub("", f"{said.stderr}\n{said.stdout}")
    if re.search(r"^\s*ERROR\b", text, re.M):  # a filter failed, and was left out
        raise failure(
            f"quarto reported an error: {text}", folder, [order.job.name for order in orders]
        )
    return _warnings(text)


def _call(
    words: Sequence[str], folder: Path, timeout: float, environment: Mapping[str, str] | None = None
) -> Run:
    """Run Quarto; another run of it that may have begun this build must not steer ours."""
    steering = re.compile(r"QUARTO_(PROJECT|PROFILE|DOCUMENT|LOG|EXECUTE)")
    unset = [name for name in os.environ if steering.match(name)]
    return run(words, folder=folder, timeout=timeout, environment=environment, unset=unset)


def _inside(path: object) -> str:
    """Return a path of the project file as one relative to the project."""
    return posixpath.normpath(str(path).lstrip("/"))


def _warnings(text: str) -> list[str]:
    """Return the warnings among what Quarto printed."""
    found = []
    for line in text.splitlines():
        if "verapdf is not installed" in line:
            continue  # Typst itself refuses what does not conform
        if re.match(r"\s*(\[?WARN(ING)?\b|.*\bwarning:)", line):
            found.append(line.strip())
    return found


def _collect(program: str, folder: Path, order: Order, name: str, timeout: float) -> Rendered:
    path = folder / OUT / Path(order.job.name).with_name(order.file)
    if not path.is_file():
        raise ProgramError(f"quarto ended well but did not write {order.file}")
    side = folder / OURS / f"{name}.side.json"
    if not side.is_file():
        raise ProgramError(
            f"quarto ended well, but the filters did not see {order.file}: "
            "its numbers cannot be proved"
        )
    if order.format == "docx" and (order.has_look or order.job.watermark):
        finish(path, watermark=order.job.watermark, dress=order.has_look)
    told = told_by_filters(side)
    marks: tuple[Mark, ...] = ()
    left = 0.0
    if order.is_typst:
        marks = marks_of(_query(program, folder, order, "<sacro-stat>", timeout))
        if order.has_look and look_of(order.options).line_numbers:
            (page,) = _query(program, folder, order, "<sacro-page>", timeout)
            left = points(page["left"])
    return Rendered(
        path,
        order.format,
        told["document"],
        list(told["problems"] or []),
        frozenset(told["hidden"] or []),
        marks,
        left_margin=left,
        exact=False,
        watermark=order.job.watermark,
    )


def _query(program: str, folder: Path, order: Order, label: str, timeout: float) -> list[Any]:
    """Ask Quarto's Typst what bears a label, in the document just as it compiled it."""
    source = folder / f"{order.job.name}.typ"
    share = _call([program, "--paths"], folder, 60).stdout.splitlines()[-1].strip()
    words = [program, "typst", "query", str(source), label, "--field", "value"]
    words += ["--root", str(folder), "--font-path", str(Path(share) / "formats/typst/fonts")]
    for path in _as_list(order.options.get("font-paths")):
        words += ["--font-path", str(source.parent / str(path))]
    packages = folder / ".quarto" / "typst" / "packages"
    if (packages / "local").is_dir():
        words += ["--package-path", str(packages)]
    if (packages / "preview").is_dir():
        words += ["--package-cache-path", str(packages)]
    said = _call(words, folder, timeout)
    for answer in (said.stdout, said.stderr):  # Quarto passes it on by one or the other
        start = answer.find("[")
        if start >= 0:
            with contextlib.suppress(ValueError, KeyError, TypeError):
                found: list[Any] = json.JSONDecoder().raw_decode(answer, start)[0]
                return found
    raise ProgramError(f"quarto typst query did not answer: {said.stderr.strip()[:300]}")


def _as_list(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8", newline="\n")
