"""The staged document: the source with every value in place, and where each went.

Sources are edited as text, so every injected number keeps its file, line and column.
In the body a number becomes a span with an occurrence id::

    [8.9 ± 1.0]{#n-0001 .stat data-stat="vas.before.mean_sd" custom-style="Statistic"}

which is an HTML id, a Word bookmark with a character style, and a mark in the PDF.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sacroreport.document.document import Document
from sacroreport.document.items import Comment, Context, Shortcode, Target
from sacroreport.document.staged_metadata import printed_date, stage_metadata
from sacroreport.findings import Place
from sacroreport.writing.values import Values


class Kind(StrEnum):
    """Where an injected text stands."""

    BODY = "body"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Placement:
    """One injected number.

    Attributes
    ----------
    occurrence
        Id of this occurrence in the document, ``n-0001`` and so on.
    id
        Id of the result.
    text
        The plain text that was injected.
    place
        Where its shortcode stands in the source.
    """

    occurrence: str
    id: str
    text: str
    kind: Kind
    place: Place


@dataclass(frozen=True, slots=True)
class Staged:
    """A document ready to render.

    Attributes
    ----------
    name
        Path of the document relative to the project, without its ending.
    text, metadata
        Markdown body and YAML front matter.
    placements
        Every injected number, in the order of the occurrence ids.
    resources
        Project-relative paths of the files that it refers to.
    bibliography, csl
        Those among them, relative to the project.
    """

    name: str
    text: str
    metadata: str
    placements: tuple[Placement, ...]
    resources: tuple[str, ...]
    bibliography: tuple[str, ...]
    csl: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something else that the staged text has in place of a part of the source."""

    start: int
    end: int
    text: str


def stage(
    document: Document,
    values: Values,
    *,
    shortcodes: bool = False,
    changes: Sequence[Change] = (),
) -> Staged:
    """Substitute every value of a checked document.

    With ``shortcodes``, those that are no values are left to Quarto. What ``changes``
    replace is not looked at otherwise.
    """
    placements: list[Placement] = []

    def place_value(id_: str, kind: Kind, place: Place) -> Placement:
        placement = Placement(f"n-{len(placements) + 1:04d}", id_, values[id_].plain, kind, place)
        placements.append(placement)
        return placement

    replacements = {}
    for shortcode in document.metadata.shortcodes:
        placement = place_value(shortcode.argument, Kind.BODY, shortcode.place)
        replacements[shortcode.path, shortcode.index] = span(placement, values)
    pieces: list[str] = []
    position = 0
    text = document.body.text
    for change in sorted(
        [*_edits(document, values, place_value, shortcodes, changes), *changes],
        key=lambda change: (change.start, change.end),
    ):
        pieces += [text[position : change.start], change.text]
        position = change.end
    pieces.append(text[position:])
    return Staged(
        name=document.name.removesuffix(".qmd"),
        text="".join(pieces),
        metadata=stage_metadata(document.metadata, replacements, whole=shortcodes),
        placements=tuple(placements),
        resources=document.resources,
        bibliography=tuple(document.files_under("bibliography")),
        csl=next(iter(document.files_under("csl")), ""),
    )


def span(placement: Placement, values: Values) -> str:
    """Return the markdown of an injected number."""
    return (
        f"[{values[placement.id].markdown}]"
        f'{{#{placement.occurrence} .stat data-stat="{placement.id}" custom-style="Statistic"}}'
    )


def _edits(
    document: Document,
    values: Values,
    place_value: Callable[[str, Kind, Place], Placement],
    shortcodes: bool,
    changes: Sequence[Change],
) -> Iterator[Change]:
    """Yield what is replaced in the body and by what, in source order."""
    text = document.body
    inside = -1  # end of the target that was rewritten last
    for item in document.items:
        if any(change.start <= item.start < change.end for change in changes):
            continue
        match item:
            case Comment():
                # A comment may hide notes or shortcodes: no output gets to see it.
                yield Change(
                    item.start, item.end, "\n" * text.text.count("\n", item.start, item.end)
                )
            case Target(is_image=True) if item.text.startswith("/"):
                yield Change(item.start, item.end, _relative(document, document.resolve(item.text)))
                inside = item.end
            case Shortcode(name="var") if item.start >= inside:
                attribute = item.context is Context.ATTRIBUTE
                kind = Kind.ATTRIBUTE if attribute else Kind.BODY
                placement = place_value(item.argument, kind, text.place(item.start))
                yield Change(
                    item.start,
                    item.end,
                    placement.text.replace('"', "'") if attribute else span(placement, values),
                )
            case Shortcode(name="meta"):
                data: object = document.metadata.data
                for part in item.argument.split("."):
                    data = data[part] if isinstance(data, dict) else ""
                if not isinstance(data, str):
                    continue
                lang = str(document.metadata.data.get("lang"))
                yield Change(
                    item.start,
                    item.end,
                    printed_date(data, lang) if item.argument == "date" else data,
                )
            case Shortcode(name="pagebreak") if not shortcodes:
                yield Change(item.start, item.end, "\n::: {.pagebreak}\n:::\n")
            case _:
                pass


def _relative(document: Document, path: Path) -> str:
    return Path(os.path.relpath(path, document.path.parent)).as_posix().replace(" ", "%20")
