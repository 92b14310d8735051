"""One sentence of a document: its words in one line, and where they stand."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from sacroreport.findings import Place
from sacroreport.guards.propose import PRINTED
from sacroreport.guards.prose import Passage
from sacroreport.guards.typed import Line

PART = re.compile(r"[,;:()]| [–—] ")
"""Between the parts of a sentence."""


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

    def has_claim(self, first: int, last: int) -> bool:
        """Say whether a claim is printed in the part of the sentence that holds a piece of it.

        Words in another part are none of the claim's: "pain {{< var claims.fell >}}, and most
        of the patients were women".
        """
        if not self._claims:
            return False
        start = bisect.bisect_right(self._parts, first, key=lambda one: one[1]) - 1
        end = bisect.bisect_left(self._parts, last, key=lambda one: one[0])
        begins = self._parts[start][1] if start >= 0 else 0
        ends = self._parts[end][0] if end < len(self._parts) else len(self.line.text)
        at = bisect.bisect_left(self._claims, begins)
        return at < len(self._claims) and self._claims[at] < ends

    @cached_property
    def _parts(self) -> list[tuple[int, int]]:
        """Where its parts meet."""
        return [one.span() for one in PART.finditer(self.line.text)]

    @cached_property
    def _claims(self) -> list[int]:
        """Where claims stand in the line."""
        printed = PRINTED.finditer(self.source)
        at = [self.start + one.start() for one in printed if one[1].startswith("claims.")]
        return [bisect.bisect_left(self.line.positions, one) for one in at]

    def spot(self, first: int, last: int) -> Spot:
        """Return where a part of the line stands, and what stands there."""
        start, end = self.line.positions[first], self.line.ends[last - 1]
        return {
            "place": self.passage.place(start),
            "found": " ".join(self.passage.source[start:end].split()),
            "length": end - start,
        }
