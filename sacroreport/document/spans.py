"""Parts of a text, of which one is looked up by its position."""

from __future__ import annotations

import bisect
from collections.abc import Iterable


class Spans:
    """Spans of a text, those that overlap as one.

    Examples
    --------
    >>> spans = Spans([(4, 6), (0, 2), (1, 3)])
    >>> spans.around(2, 4), spans.around(3, 4), spans.around(5, 9)
    ((0, 3), None, (4, 6))
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(spans):
            if self.ends and start < self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            elif end > start:
                self.starts.append(start)
                self.ends.append(end)

    def around(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the first span that a part of the text touches."""
        index = bisect.bisect_right(self.ends, first)
        if index < len(self.starts) and self.starts[index] < last:
            return self.starts[index], self.ends[index]
        return None
