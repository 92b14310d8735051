"""Texts in segments: words, and numbers that know which number they are.

Every text exists twice: plain (JSON, metadata, alternative text) and as escaped
markdown (body). Both come from the same segments, so they cannot differ in a digit. A
number keeps its id and what is printed of it, so that nobody reads it back from the text.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import groupby

from sacroreport.writing.markdown import escape

WITHOUT_END = Fraction(10**40)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a text, upright or italic."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Segment):
    """A number of the study as it stands in a text.

    What makes another number of its digits is part of it: the sign, the relation, the sign
    of percent of a percentage. A count in words is one too.

    Attributes
    ----------
    id
        The number; empty where it is none of the study.
    units
        What is printed, in units of its last decimal.
    decimals
        How many decimals it is printed with.
    relation
        ``<`` or ``>`` when only a bound is printed, else empty.

    Examples
    --------
    >>> mean = Number("−0.30", id="change.mean", units=-30, decimals=2)
    >>> mean.value, float(mean.low), float(mean.high)
    (Fraction(-3, 10), -0.305, -0.295)
    >>> bound = Number("<1", units=1, relation="<")
    >>> float(bound.least), float(bound.most)
    (0.0, 1.0)
    """

    id: str = ""
    units: int
    decimals: int = 0
    relation: str = ""

    @property
    def value(self) -> Fraction:
        """The number as it is printed, exactly."""
        return Fraction(self.units, 10**self.decimals)

    @property
    def half(self) -> Fraction:
        """Half a unit of its last digit."""
        return Fraction(1, 2 * 10**self.decimals)

    @property
    def least(self) -> Fraction:
        """The smallest number that it says, taken at its word."""
        return Fraction(0) if self.relation == "<" else self.value

    @property
    def most(self) -> Fraction:
        """The largest number that it says, taken at its word."""
        return WITHOUT_END if self.relation == ">" else self.value

    @property
    def low(self) -> Fraction:
        """The smallest number that is printed so, under any tie rule."""
        return self.least if self.relation else self.value - self.half

    @property
    def high(self) -> Fraction:
        """The largest number that is printed so, under any tie rule."""
        return self.most if self.relation else self.value + self.half

    def says_as(self, other: Number) -> bool:
        """Say whether both print the same digits."""
        return (self.relation, self.units, self.decimals) == (
            other.relation,
            other.units,
            other.decimals,
        )


@dataclass(frozen=True, slots=True)
class Text:
    """A text in segments.

    Examples
    --------
    >>> p = Number("< .001", id="relief.test.p", units=1, decimals=3, relation="<")
    >>> text = Text((Segment("P", italic=True), Segment(" "), p))
    >>> text.plain, text.markdown
    ('P < .001', '*P* < .001')
    >>> [(number.id, number.value, number.decimals) for number in text.numbers]
    [('relief.test.p', Fraction(1, 1000), 3)]
    """

    segments: tuple[Segment, ...]

    @property
    def plain(self) -> str:
        """The text without marks."""
        return "".join([segment.text for segment in self.segments])

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that it shows, in the order of the text."""
        return tuple(segment for segment in self.segments if isinstance(segment, Number))

    @property
    def markdown(self) -> str:
        """The text as markdown, escaped."""
        # What is escaped depends on what stands beside it, whichever segment that is in.
        runs = [
            ("".join([segment.text for segment in segments]), italic)
            for italic, segments in groupby(self.segments, key=_is_italic)
        ]
        if len(runs) == 1 and not runs[0][1]:
            return escape(runs[0][0])
        parts: list[str] = []
        for text, italic in runs:
            inner = escape(text.strip(), starts_line=not parts and not italic)
            marked = f"*{inner}*" if italic and inner else inner
            before = " " if text[:1].isspace() else ""
            after = " " if text[-1:].isspace() and text.strip() else ""
            parts.append(before + marked + after)
        return "".join(parts)


def _is_italic(segment: Segment) -> bool:
    return segment.italic


def upright(text: str) -> Text:
    """Return a text that shows no number of the study, without italics."""
    return Text((Segment(text),))


def chain(pieces: Iterable[str | Segment | Text]) -> Text:
    """Join texts, segments and words to one text, the numbers kept."""
    return Text(tuple(segment for piece in pieces for segment in _segments(piece)))


def _segments(piece: str | Segment | Text) -> tuple[Segment, ...]:
    if isinstance(piece, Text):
        return piece.segments
    return (Segment(piece) if isinstance(piece, str) else piece,)


def fill(pattern: str, parts: Mapping[str, str | Segment | Text]) -> Text:
    """Fill a style's pattern; what stands between asterisks becomes italic.

    Parameters
    ----------
    parts
        What stands in the pattern's places, by their names. Numbers stay numbers.

    Examples
    --------
    >>> mean = Number("5.43", id="age.mean", units=543, decimals=2)
    >>> text = fill("*M* = {mean}, *SD* = {sd}", {"mean": mean, "sd": "2.44"})
    >>> text.markdown, text.numbers == (mean,)
    ('*M* = 5.43, *SD* = 2.44', True)
    """
    segments: list[Segment] = []
    for literal, name, italic in _pieces(pattern):
        if literal:
            segments.append(Segment(literal, italic))
        if name:
            filling = _segments(parts[name])
            segments += [replace(part, italic=True) for part in filling] if italic else filling
    return Text(tuple(segments))


@cache
def _pieces(pattern: str) -> tuple[tuple[str, str, bool], ...]:
    """Return the words of a pattern, each with the name of the place behind it."""
    return tuple(_parse(pattern))


def _parse(pattern: str) -> Iterator[tuple[str, str, bool]]:
    for index, run in enumerate(pattern.split("*")):
        for literal, name, _, _ in string.Formatter().parse(run):
            yield literal, name or "", index % 2 == 1
