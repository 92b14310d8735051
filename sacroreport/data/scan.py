"""Large plain tables, read in bulk.

A file without quotation marks is cut at its delimiters by numpy, some megabytes at a time,
and a cell of up to sixteen bytes is handled as one machine word or two. Whatever is unusual is left
to the strict reader, which reads the file again and says what is wrong with it: both give
the same columns, and this one never reports anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sacroreport.data.columns import FEW, Column, Encoder, joined, smallest

if TYPE_CHECKING:
    from sacroreport.data.columns import Array

    Words = tuple[Array, Array | None]

CONTROLS = bytes([*range(9), *range(11, 32), 127])
"""Control characters, and the carriage return, which ends a line for the strict reader."""
PART = 1 << 23
WORD = 8
MOST_LISTED = 1 << 16
"""With more distinct texts than this a column keeps its words until the end."""
LONGEST = 1 << 17
"""Longer cells are refused by the strict reader."""


class _Unusual(Exception):
    """Something that the strict reader has to look at."""


def scan(content: bytes, delimiter: str, width: int, start: int = 0) -> list[Column] | None:
    r"""Return the columns of a table, or ``None`` if the strict reader must read it.

    Parameters
    ----------
    content
        The table in UTF-8, each line ended by a newline.
    width
        How many columns there are.
    start
        Where the first record begins, after the header.

    Examples
    --------
    >>> scan(b"1,f\n2,m\n3,f\n", ",", 2)
    [Column(3 records, 3 distinct), Column(3 records, 2 distinct)]
    >>> scan(b'1,"f"\n2,m\n', ",", 2), scan(b"1,f\n2\n", ",", 2)
    (None, None)
    """
    if start == len(content) or not content.endswith(b"\n") or b'"' in content:
        return None
    encoders = [_Words() for _ in range(width)]
    try:
        for part in _parts(content, start):
            _scan(part, ord(delimiter), encoders)
    except (_Unusual, UnicodeDecodeError):
        return None
    columns = []
    while encoders:  # a column's words are let go before the next is made
        columns.append(encoders.pop(0).column())
    return columns


def _parts(content: bytes, start: int) -> Iterator[bytes]:
    while start < len(content):
        end = content.find(b"\n", min(start + PART, len(content)) - 1) + 1
        yield content[start:end]
        start = end


def _scan(part: bytes, delimiter: int, encoders: list[_Words]) -> None:
    import numpy as np

    if len(part.translate(None, CONTROLS)) < len(part):
        raise _Unusual
    if not part.isascii():
        part.decode()
    width = len(encoders)
    # Words are read past the end of the last cell.
    padded = np.frombuffer(part + bytes(2 * WORD), dtype=np.uint8)
    content = padded[: -2 * WORD]
    is_end = content == ord("\n")
    records = int(np.count_nonzero(is_end))
    ends = np.flatnonzero(is_end | (content == delimiter))
    if len(ends) != records * width or not is_end[ends[width - 1 :: width]].all():
        raise _Unusual
    starts = np.empty_like(ends)
    starts[0] = 0
    starts[1:] = ends[:-1] + 1
    lengths = ends - starts
    if width == 1 and not lengths.all():
        raise _Unusual  # a blank line is no record
    if lengths.max() >= LONGEST:
        raise _Unusual
    for index, encoder in enumerate(encoders):
        encoder.add(part, padded, starts[index::width].copy(), lengths[index::width].copy())


class _Words:
    """Makes a column of cells, as machine words as long as none is longer than two."""

    def __init__(self) -> None:
        self._slow: Encoder | None = None
        self._places: dict[bytes, int] = {}
        self._codes: list[Array] = []
        self._kept: list[Words] = []

    def add(self, part: bytes, padded: Array, starts: Array, lengths: Array) -> None:
        """Take the cells of a part of the file."""
        import numpy as np

        longest = int(lengths.max())
        if self._slow is None and longest > 2 * WORD:
            self._slow = Encoder.after(self.column())
        if self._slow is not None:
            ends = (starts + lengths).tolist()
            self._slow.add([part[a:b] for a, b in zip(starts.tolist(), ends, strict=True)])
            return
        words: Words = (_words(padded, starts, lengths, longest), None)
        if longest > WORD:
            words = (words[0], _words(padded, starts + WORD, lengths - WORD, longest - WORD))
        if not self._kept:
            codes, distinct = _factorized(words)
            table = [self._place(text) for text in distinct.tolist()]
            if len(self._places) <= MOST_LISTED:
                self._codes.append(np.array(table, dtype=smallest(len(self._places)))[codes])
                return
            self._keep()
        self._kept.append(words)

    def _place(self, text: bytes) -> int:
        return self._places.setdefault(text, len(self._places))

    def _keep(self) -> None:
        """Turn the codes so far back into words: one table of all is cheaper at the end."""
        import numpy as np

        known = np.array([*self._places], dtype=f"S{2 * WORD}").view("<u8").reshape(-1, 2)
        is_wide = bool(known[:, 1].any())
        while self._codes:
            codes = self._codes.pop(0)
            self._kept.append((known[codes, 0], known[codes, 1] if is_wide else None))
        self._places = {}

    def column(self) -> Column:
        """Return all cells that were added."""
        import numpy as np

        if self._slow is not None:
            return self._slow.column()
        if not self._kept:
            return Column(
                joined(self._codes, len(self._places)), [text.decode() for text in self._places]
            )
        low = np.concatenate([low for low, _ in self._kept])
        high = None
        if any(high is not None for _, high in self._kept):
            high = np.concatenate(
                [np.zeros_like(low) if high is None else high for low, high in self._kept]
            )
        self._kept = []
        codes, distinct = _factorized((low, high))
        codes = codes.astype(smallest(len(distinct)))
        if len(distinct) > MOST_LISTED:
            return Column(codes, distinct)
        return Column(codes, [text.decode() for text in distinct.tolist()])


def _words(padded: Array, starts: Array, lengths: Array, longest: int) -> Array:
    """Return up to eight bytes of each cell as a little-endian word, zero beyond its end."""
    import numpy as np

    if longest > 3:  # one look at eight bytes is cheaper than four at one
        everywhere = np.ndarray(
            (len(padded) - WORD + 1,), dtype="<u8", buffer=padded.data, strides=(1,)
        )
        masks = [(1 << 8 * length) - 1 for length in range(WORD + 1)]
        words: Array = everywhere[starts]
        words &= np.array(masks, dtype=np.uint64)[lengths.clip(0, WORD)]
        return words
    short_words = np.zeros(len(starts), dtype=np.uint64)
    for place in range(longest):
        byte = padded[starts + place]
        byte[lengths <= place] = 0
        short_words |= byte.astype(np.uint64) << np.uint64(8 * place)
    return short_words


def factorize(values: Array) -> tuple[Array, Array]:
    """Return the place of each value among the distinct ones, and these as they first occur.

    Examples
    --------
    >>> import numpy as np
    >>> codes, distinct = factorize(np.array([7, 3, 7, 5], dtype=np.uint64))
    >>> codes.tolist(), distinct.tolist()
    ([0, 1, 0, 2], [7, 3, 5])
    """
    import numpy as np

    if len(values) > FEW:
        import pandas as pd

        codes, distinct = pd.factorize(values)
        return codes, distinct
    ascending, firsts, places = np.unique(values, return_index=True, return_inverse=True)
    order = firsts.argsort()
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[places], ascending[order]


def _factorized(words: Words) -> tuple[Array, Array]:
    """Return the places of cells among the distinct ones, and these as they first occur."""
    import numpy as np

    low, high = words
    if high is None:
        codes, distinct = factorize(low)
        return codes, distinct.astype("<u8").view(f"S{WORD}")
    firsts, lows = factorize(low)
    seconds, highs = factorize(high)
    codes, pairs = factorize(firsts * len(highs) + seconds)
    both = np.empty((len(pairs), 2), dtype="<u8")
    both[:, 0] = lows[pairs // len(highs)]
    both[:, 1] = highs[pairs % len(highs)]
    return codes, both.view(f"S{2 * WORD}").ravel()
