"""The files of a document: in which formats it is made, and how their files are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sacroreport.formats.format import Format
from sacroreport.formats.registry import format_named
from sacroreport.render.quarto.formats import ending_of


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format in which one document is made.

    Attributes
    ----------
    name
        Of one that every study has, or of a declared one of Quarto's.
    options
        The user's options; those of the document go before those of the project.
    has_look
        Whether the shared looks dress it.
    """

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    has_look: bool = True

    @property
    def basic(self) -> Format | None:
        """The format, where it is one that every study has."""
        return format_named(self.name)

    @property
    def is_basic(self) -> bool:
        """Whether every study has it."""
        return self.basic is not None

    def file(self, stem: str) -> str:
        """Return the name of the file of a document that is called ``stem``.

        Examples
        --------
        >>> DocumentFormat("pdf").file("abstract"), DocumentFormat("revealjs").file("abstract")
        ('abstract.pdf', 'abstract-revealjs.html')
        """
        if self.basic is not None:
            return f"{stem}{self.basic.ending}"
        return f"{stem}-{self.name}.{ending_of(self.name)}"
