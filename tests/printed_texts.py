"""Printed texts read back by the patterns of their number style, as a reader would.

The package keeps the numbers of its texts and never reads them back; so this reader, which
knows nothing of the formatter, can tell whether what it kept is what it printed.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sacroreport.kinds.results import Results
from sacroreport.study.ids import Definition, Role
from sacroreport.study.study import Study
from sacroreport.writing.style import Style
from sacroreport.writing.text import Number, Segment, Text
from sacroreport.writing.values import Value
from sacroreport.writing.words import in_sentence, in_words

NUMBER = re.compile(r"(?P<relation>[<>=]?) ?(?P<sign>[−-]?)(?P<whole>\d*)(?:\.(?P<part>\d+))?\s?%?")
RELATION = re.compile(r"\{relation\} ?")
LISTED = re.compile(r"\(\d")


def text_of(text: str, value: Value, style: Style, study: Study, results: Results) -> Text:
    """Return another text of an id, with the numbers that a reader finds in it."""
    segments: list[Segment] = []
    at = 0
    for number in Reader(style).read(text, value.definition, study, results) or ():
        start = text.index(number.text, at)
        segments += [Segment(text[at:start]), number]
        at = start + len(number.text)
    return Text((*segments, Segment(text[at:])))


class Reader:
    """Reads the texts of one number style."""

    def __init__(self, style: Style) -> None:
        self.style = style

    def number(self, text: str, id_: str) -> Number | None:
        """Return the number that a text is, or ``None``."""
        style = self.style
        digits = text.replace(style.thousands.mark, "").replace(style.decimal, ".")
        match = NUMBER.fullmatch(digits.replace(style.minus, "−"))
        if match is None or not (match["whole"] or match["part"]):
            return None
        part = match["part"] or ""
        units = int(match["whole"] + part) * (-1 if match["sign"] else 1)
        relation = match["relation"].replace("=", "")
        return Number(text, id=id_, units=units, decimals=len(part), relation=relation)

    def apart(self, pattern: str, text: str, parts: Mapping[str, str]) -> list[Number] | None:
        """Return the numbers of a text that was written by a pattern, or ``None``.

        The relation of a P value belongs to its number: neither can be read alone.
        """
        plain = RELATION.sub("", pattern.replace("*", ""))
        found: dict[str, str] = {}
        at, name = 0, ""
        for literal, field, _, _ in string.Formatter().parse(plain):
            end = text.find(literal, at + bool(name))
            if end < 0 or (not name and end != at):
                return None
            if name:
                found[name] = text[at:end]
            at, name = end + len(literal), field or ""
        if name:
            found[name] = text[at:]
        elif at != len(text):
            return None
        found.pop("level", None)
        numbers = [self.number(one, parts[name]) for name, one in found.items()]
        known = [one for one in numbers if one is not None]
        return known if len(known) == len(numbers) else None

    def read(
        self, text: str, definition: Definition, study: Study, results: Results
    ) -> list[Number] | None:
        """Return the numbers in a text of an id, or ``None`` if it cannot be read."""
        role, parts = definition.role, definition.parts
        if role in (Role.P, Role.PERCENT):
            pattern = getattr(self.style.patterns, role.value)
            return self.apart(pattern, text, {role.value: definition.id})
        if role in (Role.WORDS, Role.CAPITAL_WORDS):
            count = results[parts["count"]].value
            words = in_words(int(count), study.head.lang, capital=role is Role.CAPITAL_WORDS)  # type: ignore[arg-type]
            return [Number(text, id=parts["count"], units=int(count))] if text == words else None  # type: ignore[arg-type]
        if role is Role.LIST:
            return self._list(text, definition, study)
        if role is Role.NOUN or not role.is_text:
            id_ = definition.id
            if role is Role.NOUN:
                singular, plural = study.head.nouns[id_.rpartition(".")[2]]
                text = text.removesuffix(f" {plural}").removesuffix(f" {singular}")
                id_ = parts["count"]
            number = self.number(text, id_)
            return [number] if number is not None else None
        for pattern in self._patterns(definition, study.catalogue):
            numbers = self.apart(pattern, text, parts)
            if numbers is not None:
                return numbers
        return None

    def _patterns(
        self, definition: Definition, catalogue: Mapping[str, Definition]
    ) -> Iterator[str]:
        """Yield the patterns that may have written a text, those of negative limits last."""
        role = definition.role
        of = self.style.cells if role is Role.CELL else self.style.patterns
        if role is Role.CELL:
            role = catalogue[definition.id.removeprefix("cells.")].role
            if role in (Role.P, Role.PERCENT):
                yield getattr(of, role.value).replace("{percent}", "{of}").replace("{p}", "{of}")
                return
        if role is Role.MEAN_CI:
            for inner in (of.ci, of.ci_negative):
                if inner is not None:
                    yield f"{{mean}} ({inner.replace('*', '')})"
            return
        for name in (role.value, f"{role.value}_negative"):
            pattern: str | None = getattr(of, name, None)
            if pattern is not None:
                yield pattern

    def _list(self, text: str, definition: Definition, study: Study) -> list[Number] | None:
        """Return the counts of a list of levels, in its order; those of 0 are left out of it."""
        numbers: dict[int, Number] = {}
        levels = {
            level.text or in_sentence(level.label, study.head.lang): definition.parts[level.part]
            for level in study.variables[definition.variables[0]].levels
        }
        for name in sorted(levels, key=len, reverse=True):  # "other men" is not "men"
            match = re.search(rf"(?:^|(?<= )){re.escape(name)} \(([^)]*)\)", text)
            if match is None:
                continue
            text = text[: match.start()] + "\0" * len(match.group()) + text[match.end() :]
            number = self.number(match[1], levels[name])
            if number is None:
                return None
            numbers[match.start()] = number
        return None if LISTED.search(text) else [numbers[at] for at in sorted(numbers)]


def same(one: Number, other: Number) -> bool:
    """Say whether two numbers are one number printed alike, whatever stands around its digits."""
    return replace(one, text="", italic=False) == replace(other, text="", italic=False)
