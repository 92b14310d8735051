"""Which formats a document is made in, and with which options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sacroreport.document.document import Document
from sacroreport.document.quarto_files import BRAND, plain
from sacroreport.errors import UsageError
from sacroreport.findings import Finding, Place, Severity, did_you_mean
from sacroreport.guards.prose import Kind, Passage
from sacroreport.pipeline.files import FORMATS, QUARTO, Format
from sacroreport.project.positions import typed_yaml
from sacroreport.project.settings import FORMATS as DECLARED
from sacroreport.project.settings import Settings
from sacroreport.render.quarto.formats import ending_of, has_look


def formats_for(
    document: Document, settings: Settings, asked: Sequence[str], engine: str
) -> list[Format]:
    """Return the formats of a document: those asked for, or all that there are.

    The embedded engine makes the three that every study has; Quarto also what project or
    document declare.
    """
    # What is said outside of formats is meant for each of them, and may be about looks. The
    # project speaks first, then the document: each has the last word on what it says itself.
    sources = (
        (settings.quarto, settings.formats),
        (typed_yaml(document.metadata.text) or {}, document.metadata.formats),
    )
    brand = any((folder / BRAND).is_file() for folder in document.project.folders_to(document.path))
    made = []
    for name in FORMATS:
        if asked and name not in asked:
            continue
        options: dict[str, Any] = {}
        for general, formats in sources:
            options |= {key: value for key, value in general.items() if key in LOOKS[name]}
            options |= formats.get(QUARTO[name], {})
        own = brand and "brand" in LOOKS[name]
        made.append(Format(name, plain(options), has_look=has_look(options) and not own))
    if engine == "quarto":
        declared = dict.fromkeys(name for _, formats in sources for name in formats)
        made += [
            Format(
                name,
                plain({k: v for _, one in sources for k, v in one.get(name, {}).items()}),
                has_look=False,
            )
            for name in declared
            if name not in DECLARED and (not asked or name in asked)
        ]
    return made


LOOKS = {
    "html": "theme minimal css template template-partials brand html-math-method look "
    "toc toc-depth toc-title".split(),
    "pdf": "template template-partials brand pdf-standard look".split(),
    "docx": "reference-doc template look".split(),
}
"""Options that have the shared looks for a default, by format."""
UNSHOWN = frozenset(
    "thanks license copyright citation doi funding funder acknowledgements categories image "
    "version".split()
)
"""Keys that a theme of Quarto's prints, and the shared looks do not."""
UNUSED = {
    "html": "mainfont monofont fontsize fontcolor linkcolor backgroundcolor linestretch "
    "monobackgroundcolor title-block-banner title-block-style".split(),
    "pdf": "linkcolor citecolor filecolor mathfont codefont linestretch logo".split(),
    "docx": [],
}
"""Options of a format that the shared looks do not follow."""


def check_looks(document: Document, settings: Settings, asked: Sequence[str]) -> Iterator[Finding]:
    """Find what would not be seen, because the shared looks do not show it."""
    made = [one for one in formats_for(document, settings, asked, "quarto") if one.has_look]
    way_out = "write it as text, or choose looks of your own: format: {html: {theme: default}}"
    for key in document.metadata.data:
        if key in UNSHOWN and made:
            yield Finding(
                rule="unshown-key",
                severity=Severity.WARNING,
                place=document.metadata.document.key_place((key,)),
                message=f"the shared looks do not print `{key}:`",
                way_out=way_out,
            )
    for one in made:
        for key in one.options:
            if key in UNUSED[one.name]:
                yield Finding(
                    rule="unshown-key",
                    severity=Severity.WARNING,
                    place=Place(document.name),
                    message=f"the shared looks of {one.name} do not follow `{key}:`",
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
    known = [*FORMATS]
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
    """Find captions that Quarto loses in PDF: those of tables without a label.

    Parameters
    ----------
    formats
        Those that were asked for; none means all.
    """
    if formats and "pdf" not in formats:
        return
    for passage in prose:
        if passage.kind is Kind.CAPTION and "{#tbl-" not in passage.source:
            yield Finding(
                rule="lost-caption",
                severity=Severity.WARNING,
                place=passage.place(0),
                message="Quarto prints no caption of a table without a label in PDF",
                way_out="give it a label at its end, {#tbl-NAME}",
            )
