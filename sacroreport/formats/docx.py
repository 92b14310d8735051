"""DOCX, for Word and whatever reads its files."""

from __future__ import annotations

from sacroreport.formats.format import Format

FORMAT = Format(
    name="docx",
    label="DOCX",
    ending=".docx",
    quarto="docx",
    writer="sacroreport.render.writers.docx",
    reader="sacroreport.proof.readers.docx",
    looks=frozenset({"reference-doc", "template", "look"}),
)
