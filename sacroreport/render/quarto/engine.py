"""Staged documents to files by the real Quarto, and where their numbers stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sacroreport.errors import ProgramError
from sacroreport.project.looks import look_of
from sacroreport.render.job import Mark, Rendered, marks_of, points, read_report
from sacroreport.render.program import TIMEOUT
from sacroreport.render.quarto.command import query, render_project
from sacroreport.render.quarto.failure import OURS
from sacroreport.render.quarto.order import Order, batches_of
from sacroreport.render.quarto.staged import OUT, write_ours, write_project


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
    write_ours(folder)
    rendered: dict[int, Rendered] = {}
    remarks: list[str] = []
    for batch in batches_of(orders):
        names = {index: f"task{index}" for index, _ in batch}
        write_project(folder, settings, batch, names)
        remarks += render_project(program, folder, [order for _, order in batch], timeout)
        for index, order in batch:
            rendered[index] = _collect(program, folder, order, names[index], timeout)
    return [rendered[index] for index in range(len(orders))], list(dict.fromkeys(remarks))


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
    if order.writer is not None:
        order.writer.quarto_finish(path, order.job, has_look=order.has_look)
    report = read_report(side)
    marks: tuple[Mark, ...] = ()
    left = 0.0
    if order.source:
        marks = marks_of(query(program, folder, order, "<sacro-stat>", timeout))
        if order.has_look and look_of(order.options).line_numbers:
            (page,) = query(program, folder, order, "<sacro-page>", timeout)
            left = points(page["left"])
    return Rendered(
        path,
        report.document,
        report.problems,
        report.hidden,
        marks,
        left_margin=left,
        exact=False,
        watermark=order.job.watermark,
    )
