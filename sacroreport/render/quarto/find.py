"""Which Quarto there is: ``QUARTO_PATH`` first, then ``PATH``; and whether it will do."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from sacroreport.errors import ProgramError
from sacroreport.render.program import run

OLDEST = (1, 9)
SOURCE = "https://quarto.org/docs/download/"


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a look for Quarto brought up.

    Attributes
    ----------
    path
        Program that was found; empty when there is none.
    source
        ``QUARTO_PATH`` or ``PATH``, where it was found.
    version
        As the program says; empty when it did not answer.
    problem
        Why it cannot be used, with the way out; empty when it can.
    """

    path: str = ""
    source: str = ""
    version: str = ""
    problem: str = ""


def look_for_quarto() -> Sighting:
    """Look for Quarto and ask it for its version; nothing is raised."""
    given = os.environ.get("QUARTO_PATH", "")
    source = "QUARTO_PATH" if given else "PATH"
    path = given or shutil.which("quarto") or ""
    path = os.path.abspath(path) if path else ""  # a build runs it in another folder
    if not path:
        return Sighting(
            problem="Quarto is not there: no quarto on PATH and no QUARTO_PATH. Install "
            f"{OLDEST[0]}.{OLDEST[1]} or later from {SOURCE}, or build with --engine pandoc"
        )
    if given and (problem := _misdirected(Path(path))):
        return Sighting(path, source, "", problem)
    try:
        answer = run([path, "--version"], folder=Path.cwd(), timeout=60).stdout.strip()
    except ProgramError as error:
        return Sighting(path, source, "", f"{path} ({source}) does not run: {error}")
    match = re.match(r"(\d+)\.(\d+)", answer)
    if match is None:
        shown = answer.splitlines()[0][:60] if answer else "nothing"
        return Sighting(
            path, source, "",
            f"{path} ({source}) does not say its version: it printed {shown!r}. "
            f"It should be Quarto from {SOURCE}",
        )  # fmt: skip
    if (int(match[1]), int(match[2])) < OLDEST:
        return Sighting(
            path, source, answer,
            f"Quarto {answer} is too old ({path}, from {source}): these documents need "
            f"{OLDEST[0]}.{OLDEST[1]} or later. Update it from {SOURCE}, or build with "
            "--engine pandoc",
        )  # fmt: skip
    return Sighting(path, source, answer)


def _misdirected(path: Path) -> str:
    """Say what is wrong with a path that ``QUARTO_PATH`` gives; empty when nothing is."""
    way_out = "set it to the program itself, for example /opt/quarto/bin/quarto, or unset it"
    if path.is_dir():
        for inner in (path / "bin" / "quarto", path / "quarto"):
            if inner.is_file():
                way_out = f"set it to {inner}, or unset it"
                break
        return f"QUARTO_PATH is a folder, {path}: {way_out}"
    if not path.is_file():
        return f"QUARTO_PATH names no file, {path}: {way_out}"
    return ""


def find_quarto() -> Sighting:
    """Return a Quarto that will do.

    Raises
    ------
    ProgramError
        If there is none; with the reason and the way out.
    """
    sighting = look_for_quarto()
    if sighting.problem:
        raise ProgramError(sighting.problem)
    return sighting
