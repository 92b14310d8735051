"""PDF: pandoc or Quarto writes Typst, which is compiled."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from sacroreport.project.looks import standards_of
from sacroreport.project.templates import template
from sacroreport.render.job import Job, Rendered, StandardError, standard_problem
from sacroreport.render.pandoc.typst import compile_pdf, typst_look
from sacroreport.render.writer import Options, Writer

TOLD_BEFORE = ("no-alt-text", "heading-level")
"""What the filters find wrong by a standard before Typst does."""


class PdfWriter(Writer):
    """Writes a PDF that tells where each number stands."""

    pandoc = "typst-smart-citations"

    def pandoc_words(self, job: Job, options: Options, folder: Path) -> list[str]:
        """Return the words for our template, its looks and the language."""
        language, _, region = job.lang.partition("-")
        return [
            "--template", str(template("typst", "template.typ")),
            "--variable", f"look={typst_look()}",
            "--variable", f"typst-lang={language}",
            "--variable", f"typst-region={region}",
        ]  # fmt: skip

    def pandoc_finish(self, rendered: Rendered, job: Job, options: Options) -> Rendered:
        """Compile what pandoc wrote, unless something is wrong with it already.

        What keeps a document from its standard is told as a problem, and nothing is compiled.
        """
        problems = rendered.problems
        if problems and not job.watermark:
            return rendered
        try:
            pages = compile_pdf(
                rendered.path, root=job.folder, epoch=job.epoch, standards=standards_of(options)
            )
        except StandardError as error:
            if any(problem["rule"] in TOLD_BEFORE for problem in problems):
                return rendered
            refused = standard_problem(str(error))
            return dataclasses.replace(rendered, problems=[*problems, refused])
        return dataclasses.replace(
            rendered,
            path=pages.path,
            marks=pages.marks,
            bottom_margin=pages.bottom_margin,
            left_margin=pages.left_margin,
        )

    def quarto_options(self, options: Options, folder: str, name: str) -> dict[str, Any]:
        """Return the options of our looks and of the standard."""
        return {
            "pdf-standard": list(standards_of(options)),
            "callout-icon": False,
            "shift-heading-level-by": 0,  # or headings that begin at ## would be shifted twice
            "template-partials": [f"{folder}/typst-template.typ", f"{folder}/typst-show.typ"],
            "syntax-highlighting": "none",
            **options,
        }


WRITER = PdfWriter()
