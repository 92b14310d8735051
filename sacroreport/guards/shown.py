"""What a document prints, number by number.

A text such as "8.9 ± 1.0" shows two numbers. Each is taken as the text has it, rounded and
with its decimals, so that checks see what a reader sees and not what was computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from sacroreport.document.document import Document
from sacroreport.document.items import Comment, Shortcode
from sacroreport.findings import Place
from sacroreport.kinds.results import Results
from sacroreport.study.ids import Role
from sacroreport.study.study import Study
from sacroreport.writing.formatter import Formatter
from sacroreport.writing.markdown import escape
from sacroreport.writing.tables import table_words
from sacroreport.writing.text import Number
from sacroreport.writing.values import Value, Values

WITHOUT_NUMBERS = frozenset({Role.CONSTANT, Role.CLAIM, Role.METHODS})
"""Roles whose texts are no numbers of the study."""
ROUNDING = re.compile(
    r"\brounding\b|\b(?:is|are|was|were|been)\s+rounded\b"
    r"|\brounded\s+(?:to|off|values|numbers|figures|percentages)\b"
    r"|\brundung|gerundet|\barrondi|\bredonde|\barrotond|\barredond",
    re.I,
)
"""What says in the languages of tables that numbers were rounded, not that a mass is round."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A number of the study where a document shows it.

    Attributes
    ----------
    id
        The number.
    by
        The id that the document names, which may be a text that the number is part of.
    in_prose
        Whether it stands outside generated tables and figures.
    """

    id: str
    by: str
    number: Number
    place: Place
    in_prose: bool

    def __str__(self) -> str:
        return f"{self.id} {self.number.text}"


class Printed:
    """The numbers that one document shows, as they are printed.

    Attributes
    ----------
    numbers
        Number → where it is shown, once for each id that shows it.
    without_numbers
        Ids that stand for numbers and whose texts have none, with their places.
    """

    def __init__(self, document: Document, values: Values, study: Study, results: Results) -> None:
        self.document = document
        self.values = values
        self.study = study
        self.results = results
        self.formatter = Formatter(values.style, study.head.lang)
        self.numbers: dict[str, list[Shown]] = {}
        self.without_numbers: dict[str, Place] = {}
        for id_, (place, in_prose) in _occurrences(document).items():
            value = values.get(id_)
            if value is None or value.text is None or value.definition.role in WITHOUT_NUMBERS:
                continue
            if not value.numbers:
                self.without_numbers[id_] = place
            for number in _as_shown(value):
                shown = Shown(number.id, id_, number, place, in_prose)
                self.numbers.setdefault(number.id, []).append(shown)

    def __contains__(self, id_: str) -> bool:
        return id_ in self.numbers

    def first(self, id_: str, *, in_prose: bool = False) -> Shown | None:
        """Return where a number is shown first, in prose if it is; ``None`` if nowhere."""
        ways = self.numbers.get(id_, ())
        prose = next((shown for shown in ways if shown.in_prose), None)
        return prose if prose or in_prose or not ways else ways[0]

    def all_of(self, ids: Iterable[str]) -> list[Shown] | None:
        """Return where some numbers are shown, or ``None`` if one of them is not."""
        all_shown: list[Shown] = []
        for id_ in ids:
            if (shown := self.first(id_)) is None:
                return None
            all_shown.append(shown)
        return all_shown

    def write(self, value: Fraction, decimals: int) -> str:
        """Write a number in the document's style."""
        return self.formatter.fixed(value, decimals)

    @cached_property
    def mentions_rounding(self) -> bool:
        """Whether the document says of its numbers that they were rounded.

        The automatic note of tables speaks of percentages alone and does not count.
        """
        text = self.document.body.text
        # From the end, so that the offsets of those before stay true.
        for item in reversed(self.document.items):
            if isinstance(item, Comment):
                text = text[: item.start] + text[item.end :]
        text = self.document.metadata.text + text.replace(self.note, "")
        return bool(ROUNDING.search(text))

    @property
    def note(self) -> str:
        """The automatic note of tables about percentages."""
        return escape(str(table_words(self.study.head.lang)["rounding"]))


def _as_shown(value: Value) -> tuple[Number, ...]:
    """Return the numbers of a text; a number of its own is quoted with its symbol."""
    if value.definition.role.is_text:
        return value.numbers
    return tuple(replace(number, text=value.plain) for number in value.numbers)


def _occurrences(document: Document) -> dict[str, tuple[Place, bool]]:
    """Return each printed id with its first place, in prose where it has one."""
    occurrences: dict[str, tuple[Place, bool]] = {}
    for shortcode in document.metadata.shortcodes:
        if shortcode.name == "var":
            occurrences.setdefault(shortcode.argument, (shortcode.place, True))
    for item in document.items:
        if isinstance(item, Shortcode) and item.name == "var":
            known = occurrences.get(item.argument)
            if known is not None and known[1]:
                continue
            place = document.body.place(item.start)
            in_prose = place.file not in document.generated
            if known is None or in_prose:
                occurrences[item.argument] = (place, in_prose)
    return occurrences
