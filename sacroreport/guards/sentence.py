"""One sentence of a document: its words in one line, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from sacroreport.findings import Place
from sacroreport.guards.propose import PRINTED
from sacroreport.guards.prose import Passage
from sacroreport.guards.typed import Line


class Spot(TypedDict):
    """What a finding says about where it is."""

    place: Place
    found: str
    length: int


@dataclass(frozen=True)
class Sentence:
    """A sentence: where it stands, in one line, and what it prints."""

    passage: Passage
    line: Line
    source: str
    start: int

    @cached_property
    def ids(self) -> list[str]:
        """The ids that it prints, in order."""
        return PRINTED.findall(self.source)

    def spot(self, first: int, last: int) -> Spot:
        """Return where a part of the line stands, and what stands there."""
        start, end = self.line.positions[first], self.line.ends[last - 1]
        return {
            "place": self.passage.place(start),
            "found": " ".join(self.passage.source[start:end].split()),
            "length": end - start,
        }
