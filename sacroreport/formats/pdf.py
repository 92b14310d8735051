"""PDF, made by Typst."""

from __future__ import annotations

from sacroreport.formats.format import Format

FORMAT = Format(
    name="pdf",
    label="PDF",
    ending=".pdf",
    quarto="typst",
    writer="sacroreport.render.writers.pdf",
    reader="sacroreport.proof.readers.pdf",
    source=".typ",
    rival="a PDF by LaTeX",
    honoured=frozenset({"pdf-standard"}),
    looks=frozenset({"template", "template-partials", "brand", "pdf-standard", "look"}),
    unused=frozenset(
        {"linkcolor", "citecolor", "filecolor", "mathfont", "codefont", "linestretch", "logo"}
    ),
    is_typeset=True,
    loses_captions=True,
)
