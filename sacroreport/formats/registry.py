"""Which formats every study has; a new one is a line here."""

from __future__ import annotations

from importlib import import_module

from sacroreport.formats.format import Format

REGISTRY: dict[str, str] = {
    "pdf": "sacroreport.formats.pdf",
    "html": "sacroreport.formats.html",
    "docx": "sacroreport.formats.docx",
}
"""Name → module that holds the facts as ``FORMAT``; the order is that of builds."""


def all_formats() -> list[Format]:
    """Return every format in the order in which documents are made."""
    return [_load(name) for name in REGISTRY]


def format_named(name: str) -> Format | None:
    """Return the format of a name; ``None`` for those that only Quarto has.

    Examples
    --------
    >>> format_named("docx").ending, format_named("revealjs")
    ('.docx', None)
    """
    return _load(name) if name in REGISTRY else None


def format_of_ending(ending: str) -> Format | None:
    """Return the format of files with an ending, if there is one.

    Examples
    --------
    >>> format_of_ending(".docx").name, format_of_ending(".epub")
    ('docx', None)
    """
    return next((known for known in all_formats() if known.ending == ending), None)


def format_of_quarto(key: str) -> Format | None:
    """Return the format that Quarto calls by a name, if there is one.

    Examples
    --------
    >>> format_of_quarto("typst").name, format_of_quarto("pdf")
    ('pdf', None)
    """
    return next((known for known in all_formats() if known.quarto == key), None)


def declarable() -> list[str]:
    """Return the keys below ``format:`` that both engines know.

    Examples
    --------
    >>> declarable()
    ['typst', 'pdf', 'html', 'docx']
    """
    formats = all_formats()
    return list(dict.fromkeys(key for known in formats for key in (known.quarto, known.name)))


def not_typeset() -> str:
    """Return the names of the formats that any font can show, for a sentence.

    Examples
    --------
    >>> not_typeset()
    'html and docx'
    """
    return " and ".join(known.name for known in all_formats() if not known.is_typeset)


def _load(name: str) -> Format:
    known: Format = import_module(REGISTRY[name]).FORMAT
    return known
