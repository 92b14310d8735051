"""Quarto's commands: rendering a project, and asking its Typst where numbers stand."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sacroreport.errors import ProgramError
from sacroreport.render.program import Run, run
from sacroreport.render.quarto.failure import ANSI, failure
from sacroreport.render.quarto.order import Order
from sacroreport.render.writer import as_list


def render_project(
    program: str, folder: Path, orders: Sequence[Order], timeout: float
) -> list[str]:
    """Render the staged project; return what Quarto warned about."""
    environment = {
        "SOURCE_DATE_EPOCH": str(orders[0].job.epoch),
        "SACROREPORT_STAGE": folder.as_posix(),
        "NO_COLOR": "1",
    }
    try:
        printed = _call([program, "render"], folder, timeout, environment)
    except ProgramError as error:
        raise failure(str(error), folder, [order.job.name for order in orders]) from error
    text = ANSI.sub("", f"{printed.stderr}\n{printed.stdout}")
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


def _warnings(text: str) -> list[str]:
    """Return the warnings among what Quarto printed."""
    remarks = []
    for line in text.splitlines():
        if "verapdf is not installed" in line:
            continue  # Typst itself refuses what does not conform
        if re.match(r"\s*(\[?WARN(ING)?\b|.*\bwarning:)", line):
            remarks.append(line.strip())
    return remarks


def query(program: str, folder: Path, order: Order, label: str, timeout: float) -> list[Any]:
    """Ask Quarto's Typst what bears a label, in the document just as it compiled it."""
    source = folder / f"{order.job.name}{order.source}"
    share = _call([program, "--paths"], folder, 60).stdout.splitlines()[-1].strip()
    words = [program, "typst", "query", str(source), label, "--field", "value"]
    words += ["--root", str(folder), "--font-path", str(Path(share) / "formats/typst/fonts")]
    for path in as_list(order.options.get("font-paths")):
        words += ["--font-path", str(source.parent / str(path))]
    packages = folder / ".quarto" / "typst" / "packages"
    if (packages / "local").is_dir():
        words += ["--package-path", str(packages)]
    if (packages / "preview").is_dir():
        words += ["--package-cache-path", str(packages)]
    printed = _call(words, folder, timeout)
    for answer in (printed.stdout, printed.stderr):  # Quarto passes it on by one or the other
        start = answer.find("[")
        if start >= 0:
            with contextlib.suppress(ValueError, KeyError, TypeError):
                values: list[Any] = json.JSONDecoder().raw_decode(answer, start)[0]
                return values
    raise ProgramError(f"quarto typst query did not answer: {printed.stderr.strip()[:300]}")
