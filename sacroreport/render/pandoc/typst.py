"""Typst in process: a .typ file to PDF, and where each number stands on its pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sacroreport.errors import ProgramError
from sacroreport.render.job import Mark, marks_of, points


@dataclass(frozen=True, slots=True)
class Pages:
    """A compiled PDF.

    Attributes
    ----------
    marks
        Where each number begins and ends.
    bottom_margin
        Height in points of the strip below the body, where page numbers stand.
    """

    path: Path
    marks: tuple[Mark, ...]
    bottom_margin: float


def compile_pdf(source: Path, *, root: Path, epoch: int) -> Pages:
    """Compile a Typst file with the compiler's own fonts only.

    Parameters
    ----------
    source
        The ``.typ`` file.
    root
        Folder that the file may read from.
    epoch
        Time of making that is written into the file, seconds since 1970.

    Raises
    ------
    ProgramError
        If Typst refuses the file.
    """
    import typst

    output = source.with_suffix(".pdf")
    try:
        compiler = typst.Compiler(str(source), root=str(root), ignore_system_fonts=True)
        compiler.compile(output=str(output), format="pdf", timestamp=epoch)
        found = json.loads(compiler.query("<sacro-stat>", field="value"))
        margin = json.loads(compiler.query("<sacro-page>", field="value", one=True))
    except typst.TypstError as error:
        raise ProgramError(f"typst failed: {error.diagnostic or error.message}") from error
    return Pages(output, marks_of(found), points(margin))
