"""What a study says, as one frozen value: its numbers, its texts, and where they are printed.

States are compared and kept; nothing in one is computed again. A later version reads what an
earlier one wrote, so every class here is this module's own and holds plain values only: the
rooms that make them may change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from sacroreport.statistics.exact import Number, Root

FORMAT = 1
"""What ``format:`` says in a file that this version writes."""
ROOT = "√"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The study description.

    Attributes
    ----------
    file
        Its path in the project.
    sha256
        Of the file; empty when it changed while it was read.
    style
        The study's number style.
    """

    file: str
    sha256: str
    title: str
    lang: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What an id means, as :class:`~sacroreport.study.ids.Definition` says it."""

    name: str
    role: str
    meaning: str
    unit: str
    decimals: int
    level: str
    variables: tuple[str, ...]
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A number, unrounded, as :class:`~sacroreport.kinds.results.Result` has it.

    Attributes
    ----------
    value
        Its exact or shortest text, see :func:`number_text`; ``None`` where there is none, then
        ``reason`` says why.
    """

    value: str | None
    n: int
    missing: int
    method: str
    reason: str
    where: str
    where_missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The text of an id in one number style; ``plain`` is ``None`` when nothing is printed.

    Attributes
    ----------
    numbers
        The numbers that the text shows: their ids, printed values and decimals. ``None`` where
        whoever wrote the state did not say.
    """

    plain: str | None
    markdown: str
    reason: str
    numbers: tuple[tuple[str, str, int], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim as it stands.

    Attributes
    ----------
    says
        Its words while it holds.
    condition
        Over ids.
    holds
        ``None`` is unknown, then ``why`` says why.
    words
        What is printed; empty for nothing.
    numbers
        The numbers of the condition by id, with the digits that show why.
    """

    says: str
    condition: str
    holds: bool | None
    words: str
    numbers: Mapping[str, str]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence, heading, caption, row of a table or alternative text, on one line.

    Attributes
    ----------
    kind
        A :class:`~sacroreport.guards.prose.Kind`.
    text
        Its markdown without attributes and comments, every number in its place.
    """

    kind: str
    file: str
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A printed number of a document.

    Attributes
    ----------
    occurrence
        Its id in the built files, ``n-0001`` and so on.
    file, line, column
        Where its shortcode stands.
    passage
        The index of the passage that holds it; ``None`` for what no reader reads as prose.
    at
        Where its text begins in the text of the passage.
    """

    occurrence: str
    id: str
    text: str
    file: str
    line: int
    column: int
    passage: int | None = None
    at: int = 0

    @property
    def place(self) -> str:
        """Its place, as a finding has it."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it prints.

    Attributes
    ----------
    sha256
        Of what is rendered: its text and front matter with all numbers in place.
    passages
        All that it says, in reading order, alternative texts last.
    figures
        The figures that it shows; their numbers are those of its style.
    """

    style: str
    lang: str
    sha256: str
    passages: tuple[Passage, ...]
    occurrences: tuple[Occurrence, ...]
    figures: tuple[str, ...]

    def passage_of(self, occurrence: Occurrence) -> Passage | None:
        """Return the passage that holds a number."""
        return None if occurrence.passage is None else self.passages[occurrence.passage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as it is drawn.

    Attributes
    ----------
    sha256
        Of the vector picture.
    numbers
        The numbers that stand in it: their ids, and their texts as drawn.
    """

    sha256: str
    numbers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What renders the documents; ``version`` is empty for the engine of this package."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a study says.

    Attributes
    ----------
    sacroreport
        The version that made it.
    programs
        What shapes numbers and files, with versions.
    inputs
        File in the project → SHA-256 of it, of all that was read.
    ids
        Every id, in the order of the study.
    results
        The numbers among them.
    values
        Number style → id → text, in the study's style and in those of documents.
    documents
        By path, those that were asked for.
    figures
        Number style → figure, of those that documents show.
    """

    sacroreport: str
    engine: Engine
    programs: Mapping[str, str]
    study: Described
    inputs: Mapping[str, str]
    ids: Mapping[str, Meaning]
    results: Mapping[str, Computed]
    values: Mapping[str, Mapping[str, Written]]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    figures: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)

    def printed(self, id_: str) -> Iterator[tuple[Document, Occurrence]]:
        """Yield every place where documents print an id itself."""
        for document in self.documents.values():
            for occurrence in document.occurrences:
                if occurrence.id == id_:
                    yield document, occurrence


def number_text(value: Number | None) -> str | None:
    """Return a number as a text that holds all of it.

    Examples
    --------
    >>> number_text(7), number_text(Fraction(249, 28)), number_text(Root(Fraction(2)))
    ('7', '249/28', '√2')
    >>> number_text(0.1), number_text(None)
    ('0.1', None)
    """
    if isinstance(value, Root):
        return f"{ROOT}{value.square}"
    if isinstance(value, float):
        return repr(float(value))
    return None if value is None else str(value)


def number_of(text: str | None) -> Number | None:
    """Return the number that a text holds.

    Raises
    ------
    ValueError
        If it is no text of a number, or one of more digits than Python reads.

    Examples
    --------
    >>> [number_of(text) for text in ("7", "249/28", "√2", "0.1", "8.0", None)]
    [7, Fraction(249, 28), Root(square=Fraction(2, 1)), 0.1, 8.0, None]
    """
    if text is None:
        return None
    if text.startswith(ROOT):
        return Root(Fraction(text.removeprefix(ROOT)))
    if text.removeprefix("-").isdecimal():
        return int(text)
    return Fraction(text) if "/" in text else float(text)
