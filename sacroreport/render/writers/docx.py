"""DOCX: in our template and reference document, with tables and figures finished here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sacroreport.project.looks import look_of
from sacroreport.project.templates import template
from sacroreport.render.job import Job, Rendered
from sacroreport.render.word.finish import finish
from sacroreport.render.word.reference import reference_docx
from sacroreport.render.writer import Options, Writer


class DocxWriter(Writer):
    """Writes a file that a co-author can edit in Word."""

    pandoc = "docx"

    def pandoc_words(self, job: Job, options: Options, folder: Path) -> list[str]:
        """Return the words for our template and the reference document of the look."""
        look = look_of(options)
        reference = folder / f"{look.words.replace(' ', '-') or 'plain'}.docx"
        reference.write_bytes(reference_docx(look))
        return [
            "--template", str(template("docx", "template.openxml")),
            "--reference-doc", str(reference),
        ]  # fmt: skip

    def pandoc_finish(self, rendered: Rendered, job: Job, options: Options) -> Rendered:
        """Finish tables and figures, and put the word of a draft behind the pages."""
        finish(rendered.path, watermark=job.watermark)
        return rendered

    def quarto_files(self, options: Options) -> dict[str, bytes]:
        """Return the reference document of the look."""
        return {".docx": reference_docx(look_of(options))}

    def quarto_options(self, options: Options, folder: str, name: str) -> dict[str, Any]:
        """Return the options that name our template and reference document."""
        return {
            "reference-doc": f"{folder}/{name}.docx",
            "template": f"{folder}/template.openxml",
            "syntax-highlighting": "none",
            **options,
        }

    def quarto_finish(self, path: Path, job: Job, *, has_look: bool) -> None:
        """Finish what is ours: looks that a document chose itself are left alone."""
        if has_look or job.watermark:
            finish(path, watermark=job.watermark, dress=has_look)


WRITER = DocxWriter()
