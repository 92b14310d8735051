"""Which formats a document is made in, and with which options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sacroreport.document.document import Document
from sacroreport.document.quarto_files import BRAND, plain
from sacroreport.errors import UsageError
from sacroreport.findings import Finding, Place, Severity, did_you_mean
from sacroreport.formats.registry import REGISTRY, all_formats, declarable
from sacroreport.guards.prose import Kind, Passage
from sacroreport.pipeline.files import DocumentFormat
from sacroreport.project.positions import typed_yaml
from sacroreport.project.settings import Settings
from sacroreport.render.quarto.formats import ending_of, has_look


def formats_for(
    document: Document, settings: Settings, asked: Sequence[str], engine: str
) -> list[DocumentFormat]:
    """Return the formats of a document: those asked for, or all that there are.

    The embedded engine makes those that every study has; Quarto also what project or
    document declare.
    """
    # What is said outside of formats is meant for each of them, and may be about looks. The
    # project speaks first, then the document: each has the last word on what it says itself.
    sources = (
        (settings.quarto, settings.formats),
        (typed_yaml(document.metadata.text) or {}, document.metadata.formats),
    )
    brand = any((folder / BRAND).is_file() for folder in document.project.folders_to(document.path))
    chosen = []
    for basic in all_formats():
        if asked and basic.name not in asked:
            continue
        options: dict[str, Any] = {}
        for general, formats in sources:
            options |= {key: value for key, value in general.items() if key in basic.looks}
            options |= formats.get(basic.quarto, {})
        own = brand and "brand" in basic.looks
        dressed = has_look(options) and not own
        chosen.append(DocumentFormat(basic.name, plain(options), has_look=dressed))
    if engine == "quarto":
        declared = dict.fromkeys(name for _, formats in sources for name in formats)
        chosen += [
            DocumentFormat(
                name,
                plain({k: v for _, formats in sources for k, v in formats.get(name, {}).items()}),
                has_look=False,
            )
            for name in declared
            if name not in declarable() and (not asked or name in asked)
        ]
    return chosen


UNSHOWN = frozenset(
    "thanks license copyright citation doi funding funder acknowledgements categories image "
    "version".split()
)
"""Keys that a theme of Quarto's prints, and the shared looks do not."""


def check_looks(document: Document, settings: Settings, asked: Sequence[str]) -> Iterator[Finding]:
    """Find what would not be seen, because the shared looks do not show it."""
    formats = formats_for(document, settings, asked, "quarto")
    dressed = {chosen.name: chosen.options for chosen in formats if chosen.has_look}
    way_out = "write it as text, or choose looks of your own: format: {html: {theme: default}}"
    for key in document.metadata.data:
        if key in UNSHOWN and dressed:
            yield Finding(
                rule="unshown-key",
                severity=Severity.WARNING,
                place=document.metadata.document.key_place((key,)),
                message=f"the shared looks do not print `{key}:`",
                way_out=way_out,
            )
    for basic in all_formats():
        for key in dressed.get(basic.name, ()):
            if key in basic.unused:
                yield Finding(
                    rule="unshown-key",
                    severity=Severity.WARNING,
                    place=Place(document.name),
                    message=f"the shared looks of {basic.name} do not follow `{key}:`",
                    way_out=way_out,
                )


def check_formats(
    documents: Sequence[Document], settings: Settings, asked: Sequence[str], engine: str
) -> Iterator[Finding]:
    """Find declared formats that nothing is known of.

    Raises
    ------
    UsageError
        If a format was asked for that no document declares.
    """
    known = [*REGISTRY]
    for document in documents:
        for format_ in formats_for(document, settings, (), engine):
            known.append(format_.name)
            if not format_.is_basic and not ending_of(format_.name):
                yield Finding(
                    rule="unknown-format",
                    place=Place(document.name),
                    message=f'there is no format "{format_.name}"',
                    way_out="an extension's format is called like acme-typst or acme-html",
                )
    for name in asked:
        if name not in known:
            hint = did_you_mean(name, known) or f"there are: {', '.join(dict.fromkeys(known))}"
            raise UsageError(f'there is no format "{name}"; {hint}')


def check_captions(prose: Iterable[Passage], formats: Sequence[str]) -> Iterator[Finding]:
    """Find captions that Quarto loses in some formats: those of tables without a label.

    Parameters
    ----------
    formats
        Those that were asked for; none means all.
    """
    asked = [known for known in all_formats() if not formats or known.name in formats]
    losing = " and ".join(known.label for known in asked if known.loses_captions)
    if not losing:
        return
    for passage in prose:
        if passage.kind is Kind.CAPTION and "{#tbl-" not in passage.source:
            yield Finding(
                rule="lost-caption",
                severity=Severity.WARNING,
                place=passage.place(0),
                message=f"Quarto prints no caption of a table without a label in {losing}",
                way_out="give it a label at its end, {#tbl-NAME}",
            )
