"""What a document may ask of its looks: a look by name, and standards of its PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sacroreport.findings import Finding, did_you_mean, quoted
from sacroreport.project.positions import Document, Path

STANDARD = "pdf-standard"
STANDARDS = ("ua-1", "a-2a", "a-2b", "a-2u", "1.7")
"""What a PDF may conform to; ``1.7`` is PDF without any promise."""
DEFAULT_STANDARDS = ("ua-1",)


LOOK = "look"
NAMES = ("report", "manuscript")
OPTIONS: dict[str, tuple[object, ...]] = {
    "name": NAMES,
    "line-numbers": (True, False),
    "spacing": ("single", "double"),
    "figures": ("text", "end"),
}
"""Option of a look → what it may be."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a document is laid out.

    Attributes
    ----------
    double
        Whether lines are double-spaced.
    figures_end
        Whether figures and tables follow the text, each on a page of its own.
    """

    line_numbers: bool = False
    double: bool = False
    figures_end: bool = False

    @property
    def words(self) -> str:
        """The options that are on, as words for the filters."""
        flags = {
            "line-numbers": self.line_numbers,
            "double": self.double,
            "figures-end": self.figures_end,
        }
        return " ".join(word for word, holds in flags.items() if holds)


def look_of(options: Mapping[str, Any]) -> Look:
    """Return the look that options ask for.

    Examples
    --------
    >>> look_of({"look": "manuscript"})
    Look(line_numbers=True, double=True, figures_end=False)
    >>> look_of({"look": {"name": "manuscript", "spacing": "single", "figures": "end"}})
    Look(line_numbers=True, double=False, figures_end=True)
    """
    given = options.get(LOOK)
    chosen = given if isinstance(given, dict) else {"name": given}
    is_manuscript = chosen.get("name") == "manuscript"
    spacing = chosen.get("spacing", "double" if is_manuscript else "single")
    return Look(
        bool(chosen.get("line-numbers", is_manuscript)),
        spacing == "double",
        chosen.get("figures") == "end",
    )


def check_look(document: Document, typed: Any) -> Iterator[Finding]:
    """Find looks and options that there are not; ``typed`` is the value as YAML means it."""
    if not isinstance(typed, dict):
        if typed not in NAMES:
            yield _unknown(document, (LOOK,), "there is no such look", typed, NAMES)
        return
    for option, value in typed.items():
        if option not in OPTIONS:
            yield Finding(
                rule="unknown-key",
                place=document.key_place((LOOK, option)),
                message=f'a look has no option "{option}"',
                expected=f"one of {quoted([*OPTIONS])}",
                way_out=did_you_mean(str(option), OPTIONS),
            )
        elif value not in OPTIONS[option]:
            message = f'"{option}" of a look cannot be so'
            yield _unknown(document, (LOOK, option), message, value, OPTIONS[option])


def _unknown(
    document: Document, path: Path, message: str, value: object, known: tuple[object, ...]
) -> Finding:
    words = [str(option).lower() if isinstance(option, bool) else str(option) for option in known]
    return Finding(
        rule="bad-value",
        place=document.place(path),
        message=message,
        found=f'"{value}"',
        expected=quoted(words),
        way_out=did_you_mean(str(value), words),
    )


def standards_of(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a PDF with these options conforms to.

    Examples
    --------
    >>> standards_of({}), standards_of({"pdf-standard": ["ua-1", "a-2b"]})
    (('ua-1',), ('ua-1', 'a-2b'))
    """
    given = options.get(STANDARD)
    if given is None:
        return DEFAULT_STANDARDS
    return tuple(
        str(standard).lower() for standard in (given if isinstance(given, list) else [given])
    )


def check_standards(document: Document, path: Path) -> Iterator[Finding]:
    """Find standards that a PDF cannot be made to, in the value at a path."""
    value: Any = document.data
    for part in path:
        value = value[part]
    entries = enumerate(value) if isinstance(value, list) else [(None, value)]
    for index, standard in entries:
        if str(standard).lower() not in STANDARDS:
            yield Finding(
                rule="bad-value",
                place=document.place(path if index is None else (*path, index)),
                message="there is no such standard for a PDF",
                found=f'"{standard}"',
                expected=f"one or more of {quoted(STANDARDS, 'and')}",
                way_out=did_you_mean(str(standard), STANDARDS),
            )
