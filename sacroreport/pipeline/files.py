"""The files of a document: which formats there are, and how their files are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sacroreport.render.quarto.formats import ending_of

FORMATS = ("pdf", "html", "docx")
QUARTO = {"pdf": "typst", "html": "html", "docx": "docx"}


@dataclass(frozen=True, slots=True)
class Format:
    """A format of one document.

    Attributes
    ----------
    name
        ``pdf``, ``html``, ``docx``, or the name of a declared one of Quarto's.
    options
        The user's options; those of the document go before those of the project.
    has_look
        Whether the shared looks dress it.
    """

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    has_look: bool = True

    @property
    def is_basic(self) -> bool:
        """Whether every study has it."""
        return self.name in FORMATS

    def file(self, stem: str) -> str:
        """Return the name of the file of a document that is called ``stem``.

        Examples
        --------
        >>> Format("pdf").file("abstract"), Format("revealjs").file("abstract")
        ('abstract.pdf', 'abstract-revealjs.html')
        """
        if self.is_basic:
            return f"{stem}.{self.name}"
        return f"{stem}-{self.name}.{ending_of(self.name)}"
