"""What Quarto is asked to render."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sacroreport.formats.format import Format
from sacroreport.formats.registry import format_named, format_of_quarto
from sacroreport.project.contents import Contents
from sacroreport.project.looks import STANDARD, standards_of
from sacroreport.render.job import Job
from sacroreport.render.writer import Writer, writer_of


@dataclass(frozen=True, slots=True)
class Order:
    """One document in one format, to be rendered.

    Attributes
    ----------
    format
        Name of one that every study has, or of a format of Quarto's or of an extension.
    file
        Name of the file to make.
    options
        The user's options for the format.
    has_look
        Whether the shared looks dress it.
    """

    job: Job
    format: str
    file: str
    options: Mapping[str, Any] = field(default_factory=dict)
    has_look: bool = True

    @property
    def basic(self) -> Format | None:
        """The format, where it is one that every study has."""
        return format_named(self.format)

    @property
    def writer(self) -> Writer | None:
        """How it is written; ``None`` where only Quarto knows."""
        return None if self.basic is None else writer_of(self.basic)

    @property
    def dresser(self) -> Writer | None:
        """What dresses it in the shared looks; ``None`` where the document has its own."""
        return self.writer if self.has_look else None

    @property
    def key(self) -> str:
        """What Quarto calls the format."""
        return self.format if self.basic is None else self.basic.quarto

    @property
    def base(self) -> Format | None:
        """The basic format that it is, or that the extension's format changes."""
        return format_of_quarto(self.key.split("-")[-1])

    @property
    def source(self) -> str:
        """Ending of the file that Quarto writes first and compiles; mostly empty."""
        return "" if self.base is None else self.base.source

    @property
    def standards(self) -> tuple[str, ...]:
        """What its file conforms to; a look of the document's own may not be fit for any."""
        if self.base is None or STANDARD not in self.base.honoured:
            return ()
        return standards_of(self.options) if self.has_look or STANDARD in self.options else ()

    @property
    def contents(self) -> Contents | None:
        """The contents of a page; those in other looks are Quarto's own."""
        return None if self.dresser is None else self.dresser.contents(self.options)


def batches_of(orders: Sequence[Order]) -> Iterator[list[tuple[int, Order]]]:
    """Yield what one run can render: a document is compiled once in it."""
    waiting = list(enumerate(orders))
    while waiting:
        batch: list[tuple[int, Order]] = []
        later: list[tuple[int, Order]] = []
        compiled: set[tuple[str, str]] = set()
        for index, order in waiting:
            source = (order.job.name, order.source)
            if order.source and source in compiled:
                later.append((index, order))  # both would keep their .typ under one name
                continue
            compiled.add(source)
            batch.append((index, order))
        yield batch
        waiting = later
