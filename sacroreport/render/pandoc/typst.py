"""Typst in process: a .typ file to PDF, and where each number stands on its pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sacroreport.errors import ProgramError
from sacroreport.project.templates import template
from sacroreport.render.job import Mark, StandardError, marks_of, points, refusal


@dataclass(frozen=True, slots=True)
class Pages:
    """A compiled PDF.

    Attributes
    ----------
    marks
        Where each number begins and ends.
    bottom_margin
        Height in points of the strip below the body, where page numbers stand.
    left_margin
        Width of the strip beside it, where line numbers stand; 0 when there are none.
    """

    path: Path
    marks: tuple[Mark, ...]
    bottom_margin: float
    left_margin: float


def compile_pdf(source: Path, *, root: Path, epoch: int, standards: Sequence[str]) -> Pages:
    """Compile a Typst file with the compiler's own fonts only.

    Parameters
    ----------
    source
        The ``.typ`` file.
    root
        Folder that the file may read from.
    epoch
        Time of making that is written into the file, seconds since 1970.
    standards
        What the file must conform to, as ``ua-1`` or ``a-2b``.

    Raises
    ------
    StandardError
        If the document cannot conform.
    ProgramError
        If Typst refuses the file for another reason.
    """
    import typst

    output = source.with_suffix(".pdf")
    asked: list[Any] = [*standards]
    try:
        compiler = typst.Compiler(str(source), root=str(root), ignore_system_fonts=True)
        compiler.compile(output=str(output), format="pdf", timestamp=epoch, pdf_standards=asked)
        marks = json.loads(compiler.query("<sacro-stat>", field="value"))
        margin = json.loads(compiler.query("<sacro-page>", field="value", one=True))
    except typst.TypstError as error:
        message = error.diagnostic or error.message
        if refused := refusal(message):
            raise StandardError(refused) from error
        raise ProgramError(f"typst failed: {message}") from error
    return Pages(output, marks_of(marks), points(margin["bottom"]), points(margin["left"]))


def typst_look() -> str:
    """Return the Typst of every PDF: the marks of numbers, and how things look."""
    files = [template("typst", "marks.typ"), template("pandoc", "draft.typ")]
    files.append(template("typst", "look.typ"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
