"""Which engine renders: what was asked for, what the study pins, what is there."""

from __future__ import annotations

from dataclasses import dataclass

from sacroreport.errors import UsageError
from sacroreport.findings import did_you_mean
from sacroreport.render.quarto.find import find_quarto, look_for_quarto

ENGINES = ("auto", "quarto", "pandoc")


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine of a build.

    Attributes
    ----------
    name
        ``quarto`` or ``pandoc``.
    version, program
        Of Quarto; empty for the embedded engine.
    why
        What led to it, in words.
    remark
        What should be said about it although nothing is wrong; mostly empty.
    """

    name: str
    version: str = ""
    program: str = ""
    why: str = ""
    remark: str = ""

    @property
    def label(self) -> str:
        """Name and version, as records and digests hold them."""
        return f"{self.name} {self.version}".strip()


def check_engine(name: str) -> None:
    """Make sure that there is an engine of a name.

    Raises
    ------
    UsageError
        If there is none.
    """
    if name not in ENGINES:
        hint = did_you_mean(name, ENGINES) or f"there are: {', '.join(ENGINES)}"
        raise UsageError(f'there is no engine "{name}"; {hint}')


def choose_engine(asked: str = "auto", pinned: str = "auto") -> Engine:
    """Choose the engine.

    Parameters
    ----------
    asked
        By ``--engine``; it goes before the study.
    pinned
        By ``engine:`` in ``study.yml``.

    Raises
    ------
    ProgramError
        If it has to be Quarto and there is none that will do.
    """
    wanted = asked if asked != "auto" else pinned
    who = "--engine" if asked != "auto" else "study.yml"
    if wanted == "pandoc":
        return Engine("pandoc", why=f"{who} asks for it")
    if wanted == "quarto":
        quarto = find_quarto()
        return Engine("quarto", quarto.version, quarto.path, f"{who} asks for it")
    quarto = look_for_quarto()
    if not quarto.problem:
        return Engine("quarto", quarto.version, quarto.path, f"Quarto is there ({quarto.source})")
    if not quarto.path:
        return Engine("pandoc", why="no Quarto on PATH and no QUARTO_PATH")
    return Engine(
        "pandoc",
        why="the Quarto that is there cannot be used",
        remark=f"{quarto.problem}. The embedded engine is used instead",
    )
