"""What a kind of tampering is, and the list of all kinds."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

Tamper = Callable[[bytes, Random], bytes]
"""Takes the file as it was built and returns the changed one; the same seed, the same file, but for
dates and salts that other programs put in."""

NOTHING = "nothing"
LAYOUT = "another layout"
"""The same words, numbers and pictures, in other lines or letters."""
PROSE = frozenset({
    "wrong words", "other letters", "a link", "link goes elsewhere", "links go elsewhere", "a comment",
    "read aloud in another language", "read aloud in another order", "not read aloud by its structure",
})  # fmt: skip
"""What touches no number, and is not vouched for in a copy that somebody edited."""
EYE = "eye"
SMOOTHING = "smoothing"
"""Of what changes nothing and yet moves letters by less than a point: no eye tells it apart."""
BY_HAND = frozenset({
    "Word",  # shows what LibreOffice does not
    "update of fields",
    "screen reader",
    "properties",  # a title bar, the panel of outlines or attachments, a dialogue
    "search result",
    "print",
    "hover",  # or a click, a key, a jump within the page
    "browser without scripts",
    "Acrobat",  # shows or runs what poppler and PDFium do not
    "selection",  # what a reader copies or searches for
    SMOOTHING,
})  # fmt: skip


class NotHereError(Exception):
    """The file has nothing of the sort that a kind changes."""


@dataclass(frozen=True)
class Kind:
    """A kind of tampering.

    Attributes
    ----------
    format
        ``html``, ``docx`` or ``pdf``: that of the file which takes the place of the built one.
    what
        What was done to the file, in one line.
    sees
        What a reader then sees; ``nothing`` and ``another layout`` for what must be no alarm
        about the text.
    seen_by
        ``eye`` where pictures of the pages must differ; otherwise who sees it, since the
        pictures cannot show it. Where `sees` is ``nothing``, only ``smoothing`` means something.
    document
        Name of the document of the shipped study whose file is changed.
    given
        Format of the built file that the function takes; another one for what is made of it.
    program
        The program of the system that it needs, or empty.
    """

    name: str
    format: str
    what: str
    sees: str
    seen_by: str
    apply: Tamper
    document: str = "abstract"
    given: str = ""
    program: str = ""

    @property
    def is_visible(self) -> bool:
        """Whether some reader sees a difference."""
        return self.sees != NOTHING

    @property
    def misleads(self) -> bool:
        """Whether some reader gets to know other words, numbers or pictures."""
        return self.sees not in (NOTHING, LAYOUT)

    def made(self, built: dict[str, bytes], seed: int = 0) -> bytes:
        """Return the changed file.

        Parameters
        ----------
        built
            Names such as ``abstract.html`` and their contents.
        """
        content = built[f"{self.document}.{self.given or self.format}"]
        return self.apply(content, Random(f"{seed} {self.name}"))


KINDS: dict[str, Kind] = {}


def register(
    name: str,
    what: str,
    sees: str,
    apply: Tamper,
    *,
    seen_by: str = EYE,
    document: str = "abstract",
    given: str = "",
    program: str = "",
) -> None:
    """Add a kind; the format is the first word of its name."""
    assert name not in KINDS, name
    assert seen_by == EYE or seen_by in BY_HAND, seen_by
    KINDS[name] = Kind(
        name, name.split()[0], what, sees, seen_by, apply, document, given, program
    )  # fmt: skip


def kind(
    what: str,
    sees: str,
    *,
    seen_by: str = EYE,
    document: str = "abstract",
    given: str = "",
    program: str = "",
) -> Callable[[Callable[..., bytes]], Callable[..., bytes]]:
    """Add a function to the kinds, under its name; it may leave out the random numbers."""

    def add(function: Callable[..., bytes]) -> Callable[..., bytes]:
        takes_random = len(inspect.signature(function).parameters) > 1

        def apply(content: bytes, random: Random) -> bytes:
            return function(content, random) if takes_random else function(content)

        register(
            function.__name__.replace("_", " "), what, sees, apply,
            seen_by=seen_by, document=document, given=given, program=program,
        )  # fmt: skip
        return function

    return add


def wrong(text: str) -> str:
    """Return a text whose first number is another one, as long and of the same form.

    Examples
    --------
    >>> wrong("68.7"), wrong("12%"), wrong("8.9 ± 1.0"), wrong("20"), wrong("7 of 28")
    ('78.6', '21%', '9.8 ± 1.0', '21', '8 of 28')
    """
    match = re.search(r"\d+(?:\.\d+)?", text)
    assert match is not None, text
    number = match[0]
    figures = [one for one in number if one.isdigit()]
    turned = figures[::-1]
    if turned == figures or turned[0] == "0":
        turned = [*figures[:-1], str(int(figures[-1]) % 9 + 1)]
    made = "".join(turned.pop(0) if one.isdigit() else one for one in number)
    return text[: match.start()] + made + text[match.end() :]
