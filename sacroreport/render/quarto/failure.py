"""What went wrong when Quarto failed: its own words, the document, and its lines."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from sacroreport.errors import ProgramError

ANSI = re.compile(r"\x1b\[[0-9;]*m")
OURS = "_sacroreport"
"""Folder of the staged project with our own files."""


class QuartoError(ProgramError):
    """Quarto failed.

    Attributes
    ----------
    document
        Staged document that it was at, without its ending; empty when it did not say.
    quotes
        Lines of the staged document that its message is about, as far as it named any.
    problems
        What our filters had found before, by staged document.
    """

    def __init__(
        self,
        message: str,
        document: str = "",
        quotes: Sequence[str] = (),
        problems: Mapping[str, list[dict[str, str]]] = MappingProxyType({}),
    ) -> None:
        self.document = document
        self.quotes = tuple(quotes)
        self.problems = problems
        super().__init__(message)


def failure(message: str, folder: Path, names: Sequence[str]) -> QuartoError:
    """Return Quarto's own words, with the lines of the staged document that they name.

    ``names`` are the staged documents that it was to render.
    """
    text = ANSI.sub("", message).replace(f"{folder.as_posix()}/", "")
    reason = _telling(text)
    document = next(
        (name for name in names if f"{name}.qmd" in reason or f"{name}.typ" in reason), ""
    )
    seen = re.findall(r"^\[\d+/\d+\]\s+(\S+)\.qmd", text, re.M)  # its progress over documents
    if not document and seen and seen[-1] in names:
        document = seen[-1]
    if not document and len(set(names)) == 1:
        document = names[0]
    quotes = []
    for ending, number in re.findall(r"\.(qmd|typ):(\d{1,9})", reason):
        quotes += _line(folder / f"{document}.{ending}", int(number))
    for number in re.findall(r"\(line (\d{1,9})", reason):
        quotes += _line(folder / f"{document}.qmd", int(number))
    problems: dict[str, list[dict[str, str]]] = {}
    for path in sorted((folder / OURS).glob("*.before.json")):
        side = json.loads(path.read_text(encoding="utf-8"))
        problems.setdefault(side["document"], []).extend(side["problems"] or [])
    return QuartoError(reason, document, quotes, problems)


def _telling(text: str) -> str:
    """Return the part of Quarto's output that tells what went wrong."""
    head, colon, rest = text.partition(": ")
    if not colon:
        return text
    lines = [
        line
        for line in rest.splitlines()
        if not re.match(r"\s+at .*(\(|file:).*:\d+\)?$|Stack trace:|\s*$", line)
    ]
    first = next(
        (index for index, line in enumerate(lines) if re.search(r"\bERROR\b|\berror:", line)), 0
    )
    errors = list(dict.fromkeys(lines[first:]))  # Typst's words come twice
    return f"{head}: " + "\n".join(errors[:30])


def _line(path: Path, number: int) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()[number - 1 : number]
    except OSError:
        return []
