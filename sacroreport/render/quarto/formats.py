"""Which file a format of Quarto's makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ENDINGS = {
    "typst": "pdf", "pdf": "pdf", "beamer": "pdf", "latex": "tex", "html": "html",
    "html5": "html", "html4": "html", "revealjs": "html", "slidy": "html", "s5": "html",
    "dashboard": "html", "docx": "docx", "odt": "odt", "rtf": "rtf", "pptx": "pptx",
    "epub": "epub", "epub3": "epub", "epub2": "epub", "jats": "xml", "docbook": "xml",
    "tei": "xml", "gfm": "md", "markdown": "md", "commonmark": "md", "hugo": "md",
    "docusaurus": "md", "asciidoc": "adoc", "asciidoctor": "adoc", "rst": "rst", "org": "org",
    "muse": "muse", "textile": "textile", "texinfo": "texi", "man": "man", "ms": "ms",
    "plain": "txt", "native": "native", "json": "json", "opml": "opml", "icml": "icml",
    "fb2": "fb2", "context": "tex", "mediawiki": "wiki",
}  # fmt: skip
"""Name of a base format → ending of its file."""


OWN_LOOK = frozenset({"theme", "minimal", "template", "template-partials", "brand"})
"""Options by which a document chooses looks of its own instead of the shared ones."""
NATIVE_CITATIONS = frozenset(
    {"citeproc", "cite-method", "citation-location", "bibliographystyle", "suppress-bibliography"}
)
"""Options by which it leaves citations to Quarto instead of the shared filter."""


def has_look(options: Mapping[str, Any]) -> bool:
    """Say whether the shared looks dress a format with these options.

    Examples
    --------
    >>> has_look({"toc": True}), has_look({"theme": "cosmo"})
    (True, False)
    """
    return not OWN_LOOK & set(options)


def ending_of(name: str) -> str:
    """Return the ending of what a format makes; empty when there is no such format.

    An extension's format is called after the base that it changes.

    Examples
    --------
    >>> ending_of("revealjs"), ending_of("acme-typst"), ending_of("nosuch")
    ('html', 'pdf', '')
    """
    return ENDINGS.get(name.split("-")[-1], "")
