"""Which formats a document is made in, and with which options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sacroreport.build.files import FORMATS, QUARTO, Format
from sacroreport.document.document import Document
from sacroreport.document.reach import plain
from sacroreport.errors import UsageError
from sacroreport.findings import Finding, Place, did_you_mean
from sacroreport.project.settings import FORMATS as DECLARED
from sacroreport.project.settings import Settings
from sacroreport.render.quarto.formats import ending_of


def formats_for(
    document: Document, settings: Settings, asked: Sequence[str], engine: str
) -> list[Format]:
    """Return the formats of a document: those asked for, or all that there are.

    The embedded engine makes the three that every study has; Quarto also what project or
    document declare.
    """
    declared = {name: dict(options) for name, options in settings.formats.items()}
    for name, options in document.metadata.formats.items():
        declared[name] = {**declared.get(name, {}), **options}
    made = [
        Format(name, plain(declared.get(QUARTO[name], {})))
        for name in FORMATS
        if not asked or name in asked
    ]
    if engine == "quarto":
        made += [
            Format(name, plain(options))
            for name, options in declared.items()
            if name not in DECLARED and (not asked or name in asked)
        ]
    return made


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
