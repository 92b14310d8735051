"""What a document may ask of the table of contents of its HTML: whether, how deep, its title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sacroreport.findings import NEEDS_QUARTO, Finding
from sacroreport.project.positions import Document, Path

TOC, DEPTH, TITLE = "toc", "toc-depth", "toc-title"
KEYS = (TOC, DEPTH, TITLE)
USUAL, DEEPEST = 3, 6


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents of a page.

    Attributes
    ----------
    depth
        The lowest level of headings in it.
    title
        Its own heading; when empty, the word of the document's language.
    """

    depth: int = USUAL
    title: str = ""

    @property
    def filter_options(self) -> dict[str, Any]:
        """Its options for the filters."""
        return {"depth": self.depth, "title": self.title}


def contents_of(options: Mapping[str, Any]) -> Contents | None:
    """Return the table of contents that options ask for, if they do.

    Examples
    --------
    >>> contents_of({"toc": True, "toc-depth": 2})
    Contents(depth=2, title='')
    >>> contents_of({"toc": True})
    Contents(depth=3, title='')
    >>> contents_of({"toc-depth": 2}) is None
    True
    """
    if options.get(TOC) is not True:
        return None
    return Contents(options.get(DEPTH) or USUAL, options.get(TITLE) or "")


def check_contents(document: Document, path: Path, value: object) -> Iterator[Finding]:
    """Find depths and titles that there are not; ``value`` is that of a path as YAML means it."""
    key = path[-1]
    if value is None:
        return  # as if it were not there
    if key == TOC:
        good, expected = isinstance(value, bool), "true or false"
        way_out = "write toc: true, or leave it out"
    elif key == DEPTH:
        good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= DEEPEST
        expected = f"a level of headings, from 1 to {DEEPEST}"
        way_out = f"write such as toc-depth: 2, or leave it out for {USUAL}"
    else:
        good, expected = isinstance(value, str), "a text"
        way_out = 'write such as toc-title: "In this report", or leave it out'
    if not good:
        yield Finding(
            rule="bad-value",
            place=document.place(path),
            message=f'"{key}" of the contents cannot be so',
            found=f'"{str(value).lower() if isinstance(value, bool) else value}"',
            expected=expected,
            way_out=way_out,
        )
    elif path == (TOC,) and value:
        yield Finding(
            rule=NEEDS_QUARTO,
            place=document.key_place(path),
            message='the key "toc" outside of `format:` asks for contents in every format, and the '
            "embedded engine makes them in HTML alone",
            way_out="write it as format: {html: {toc: true}}; or this needs the quarto engine",
        )
