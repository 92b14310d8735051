"""A printed number of a document with what touches it, as a reader sees it.

Marks of emphasis, comments, spans and what else prints nothing are gone from the line, so
that `**{{< var a.n >}}**,000` shows what it prints: one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sacroreport.guards.propose import PRINTED
from sacroreport.guards.prose import CITATION, VALUE, Kind, Passage
from sacroreport.guards.sentence import Spot
from sacroreport.guards.typed import Line, one_line

LOOK = 120
"""Characters before and behind a number that may say something about it."""
INVISIBLE = re.compile(
    r"(?P<shortcode>\{\{<[^{}\n]*>\}\})|<!--(?:(?!-->).){0,2000}-->|\\(?=\S)"
    r"|[\u00ad\u200b-\u200d\u2060\ufeff]",
    re.S,
)
SPAN = re.compile(r"\[(?P<inner>[^\[\]\n]{1,400})(?P<end>\](?:\{[^{}\n]*\}|\([^()\s]*\)))")
NOTHING = "*"
"""What a line leaves out; see :func:`sacroreport.guards.typed.one_line`."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A printed number where it stands.

    Attributes
    ----------
    id
        What is printed.
    line
        Its sentence, in which each printed number is one sign.
    at
        Where in the line.
    """

    id: str
    passage: Passage
    line: Line
    at: int

    @property
    def before(self) -> str:
        """What stands before it."""
        return self.line.text[max(0, self.at - LOOK) : self.at]

    @property
    def after(self) -> str:
        """What stands behind it."""
        return self.line.text[self.at + 1 : self.at + 1 + LOOK]

    def spot(self, before: int = 0, after: int = 0) -> Spot:
        """Return where it stands, with some characters of the line before and behind it."""
        start = self.line.positions[self.at - before]
        last = self.at + after
        end = self.line.ends[last]
        if self.line.text[last] == VALUE:
            end = self.passage.source.index(">}}", self.line.positions[last]) + len(">}}")
        return {
            "place": self.passage.place(start),
            "found": " ".join(self.passage.source[start:end].split()),
            "length": end - start,
        }


def numbers(prose: Iterable[Passage]) -> Iterator[tuple[Beside, ...]]:
    """Yield the printed numbers of each sentence that has some.

    What a sentence with a citation says is the source's, in the words as in the numbers.

    Examples
    --------
    >>> from sacroreport.findings import Place
    >>> from sacroreport.guards.prose import masked
    >>> text = "Of **{{< var a.n >}}**,000 <!-- all --> seen. They were 3."
    >>> passage = Passage(Kind.PROSE, masked(text), text, lambda at: Place("a.qmd", 1, at + 1))
    >>> [(one.id, one.before, one.after) for found in numbers([passage]) for one in found]
    [('a.n', 'Of ', ',000 seen. ')]
    """
    for passage in prose:
        if passage.kind is Kind.META or VALUE not in passage.text:
            continue
        printed = {match.start(): match for match in PRINTED.finditer(passage.source)}
        text = ""
        for start, end in passage.sentences():
            sentence = passage.text[start:end]
            if VALUE not in sentence or CITATION in sentence:
                continue
            text = text or _visible(passage)
            line = one_line(text, start, end)
            found = []
            for match in re.finditer(VALUE, line.text):
                one = printed.get(line.positions[match.start()])
                if one is not None:
                    found.append(Beside(one[1], passage, line, match.start()))
            yield tuple(found)


def _visible(passage: Passage) -> str:
    """Return a passage in which all that prints nothing is left out by a line."""
    text, source = passage.text, passage.source
    characters = list(text)

    def leave_out(start: int, end: int) -> None:
        characters[start:end] = NOTHING * (end - start)

    for match in INVISIBLE.finditer(source):
        start, end = match.span()
        if match["shortcode"] is None:
            leave_out(start, end)
        elif text[start] == VALUE:
            leave_out(start + 1, end)
    for match in SPAN.finditer(source):
        behind = match.end("inner") + 1
        if text[behind] != source[behind]:
            leave_out(match.start(), match.start() + 1)
            leave_out(*match.span("end"))
    return "".join(characters)
