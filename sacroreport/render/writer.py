"""What engines have to know of a format that they write."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from sacroreport.formats.format import Format
from sacroreport.project.contents import Contents
from sacroreport.render.job import Job, Rendered

Options = Mapping[str, Any]
"""A user's options of a format."""


class Writer:
    """How one format is written; as it stands here, pandoc's own writer does everything.

    Attributes
    ----------
    pandoc
        What pandoc calls the format that it is to write, with its extensions.
    """

    pandoc: str

    def pandoc_words(self, job: Job, options: Options, folder: Path) -> list[str]:
        """Return what pandoc is told besides; files that it needs go into ``folder``."""
        return []

    def pandoc_finish(self, rendered: Rendered, job: Job, options: Options) -> Rendered:
        """Return the finished file, made from what pandoc wrote."""
        return rendered

    def contents(self, options: Options) -> Contents | None:
        """Return the table of contents that the filters are to make, if one is asked for."""
        return None

    def quarto_files(self, options: Options) -> dict[str, bytes]:
        """Return what lies beside our filters for one document: ending → content."""
        return {}

    def quarto_options(self, options: Options, folder: str, name: str) -> dict[str, Any]:
        """Return the options of the shared looks with the user's, where they leave room.

        ``folder`` is where our filters and looks lie, seen from the document, and ``name``
        that of the document's own files in it.
        """
        return {**options}

    def quarto_finish(self, path: Path, job: Job, *, has_look: bool) -> None:
        """Finish a file that Quarto made, in its place."""


def writer_of(format_: Format) -> Writer:
    """Return how a format is written.

    Examples
    --------
    >>> from sacroreport.formats.html import FORMAT
    >>> writer_of(FORMAT).pandoc
    'html5'
    """
    writer: Writer = import_module(format_.writer).WRITER
    return writer


def as_list(value: object) -> list[Any]:
    """Return an option of one or more values as a list.

    Examples
    --------
    >>> as_list(None), as_list("a.css"), as_list(["a.css", "b.css"])
    ([], ['a.css'], ['a.css', 'b.css'])
    """
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
