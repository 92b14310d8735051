"""Columns of recorded text, each distinct text kept once.

A table of patients has few distinct texts and many records. A column is therefore a small
table of texts and, for each record, the place of its text in it: a byte or a few instead
of an object.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[Any]

FEW = 10_000
"""Records that numpy sorts faster than pandas can be imported."""


class Column(Sequence[str]):
    """Recorded texts, one per record.

    Attributes
    ----------
    codes
        For each record the place of its text in ``distinct``.
    distinct
        The distinct texts in the order in which they first occur; UTF-8 in a numpy array
        of bytes where there are so many that objects would weigh.

    Examples
    --------
    >>> sex = Column.of(["f", "m", "f"])
    >>> sex.texts, sex.codes.tolist(), sex[2], sex == ["f", "m", "f"]
    (['f', 'm'], [0, 1, 0], 'f', True)
    """

    __slots__ = ("codes", "distinct")

    def __init__(self, codes: Array, distinct: list[str] | Array) -> None:
        self.codes = codes
        self.distinct = distinct

    @classmethod
    def of(cls, texts: Iterable[str]) -> Column:
        """Return the column with these texts."""
        encoder = Encoder()
        encoder.add(texts)
        return encoder.column()

    @property
    def texts(self) -> list[str]:
        """The distinct texts; made anew where they are kept as bytes."""
        if isinstance(self.distinct, list):
            return self.distinct
        return [text.decode() for text in self.distinct.tolist()]

    def text(self, code: int) -> str:
        """Return one of the distinct texts."""
        text = self.distinct[code]
        return text if isinstance(text, str) else bytes(text).decode()

    def counts(self) -> Array:
        """Return how many records have each distinct text."""
        import numpy as np

        return np.bincount(self.codes, minlength=len(self.distinct))

    def records(self, codes: Iterable[int]) -> Iterator[list[int]]:
        """Yield for each of some distinct texts the records that have it, counted from 0.

        Sorted once for all: a column may hold nothing but defects.
        """
        codes = list(codes)
        if not codes:
            return
        order = self.codes.argsort(kind="stable")
        ends = self.counts().cumsum()
        for code in codes:
            yield order[ends[code - 1] if code else 0 : ends[code]].tolist()

    def suspects(self, tokens: Iterable[str] = ()) -> list[int]:
        """Return the texts that are empty, a token, or might begin or end with a space.

        Where texts are kept as bytes, the others are told apart in bulk.
        """
        import numpy as np

        if isinstance(self.distinct, list):
            return [*range(len(self.distinct))]
        cells = self.distinct.view(np.uint8).reshape(len(self.distinct), -1)
        is_suspect = self.distinct == b""
        for place in range(cells.shape[1]):
            byte = cells[:, place]
            is_suspect |= ((byte > 0) & (byte <= ord(" "))) | (byte > 127)
        for token in tokens:
            is_suspect |= self.distinct == token.encode()
        codes: list[int] = is_suspect.nonzero()[0].tolist()
        return codes

    def first(self, code: int) -> int:
        """Return the first record that has a distinct text, counted from 0."""
        return int((self.codes == code).argmax())

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self.text(code) for code in self.codes[index].tolist()]
        return self.text(int(self.codes[index]))

    def __iter__(self) -> Iterator[str]:
        return map(self.texts.__getitem__, self.codes.tolist())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Column({len(self)} records, {len(self.distinct)} distinct)"


class _Places(dict[Any, int]):
    """Text → its place; a new one takes the next place."""

    def __missing__(self, text: Any) -> int:
        place = self[text] = len(self)
        return place


class Encoder:
    """Makes a column of texts, or of UTF-8 bytes, that arrive part by part."""

    def __init__(self) -> None:
        self._places = _Places()
        self._parts: list[Array] = []

    @classmethod
    def after(cls, column: Column) -> Encoder:
        """Return an encoder of bytes that has taken a column already."""
        encoder = cls()
        for text in column.texts:
            encoder._places[text.encode()]
        encoder._parts.append(column.codes)
        return encoder

    def add(self, texts: Iterable[Any]) -> None:
        """Take the next texts."""
        import numpy as np

        codes = np.array([*map(self._places.__getitem__, texts)], dtype=np.uint32)
        self._parts.append(codes.astype(smallest(len(self._places))))

    def column(self) -> Column:
        """Return all texts that were added."""
        distinct = [text.decode() if isinstance(text, bytes) else text for text in self._places]
        return Column(joined(self._parts, len(distinct)), distinct)


def smallest(size: int) -> type[np.unsignedinteger[Any]]:
    """Return the smallest kind of whole number that counts up to a size."""
    import numpy as np

    return np.uint8 if size <= 1 << 8 else np.uint16 if size <= 1 << 16 else np.uint32


def joined(parts: list[Array], size: int) -> Array:
    """Return one array of codes below a size; empties the list, so that no part lives twice."""
    import numpy as np

    codes = np.empty(sum(map(len, parts)), dtype=smallest(size))
    at = len(codes)
    while parts:
        part = parts.pop()
        codes[at - len(part) : at] = part
        at -= len(part)
    return codes
