"""Values: every id with its text, and null with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sacroreport.kinds.results import Result, Results
from sacroreport.study.ids import Definition, Role
from sacroreport.study.study import Study
from sacroreport.writing.claims import claim_text
from sacroreport.writing.formatter import Formatter
from sacroreport.writing.methods import ID, languages, methods_text, tested_ids
from sacroreport.writing.style import Style, load_style
from sacroreport.writing.text import Number, Text, chain, upright
from sacroreport.writing.words import in_sentence


@dataclass(frozen=True, slots=True)
class Value:
    """The text of one id; ``text`` is ``None`` when there is nothing to print.

    Attributes
    ----------
    reason
        Why there is nothing to print; empty otherwise.
    remark
        What a reader of the text should be warned of; empty as a rule.
    """

    definition: Definition
    text: Text | None
    reason: str = ""
    remark: str = ""

    @property
    def id(self) -> str:
        """The id."""
        return self.definition.id

    @property
    def plain(self) -> str:
        """Plain text; empty when null."""
        return self.text.plain if self.text else ""

    @property
    def markdown(self) -> str:
        """Escaped markdown; empty when null."""
        return self.text.markdown if self.text else ""

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that the text shows, each as it is printed; none when null."""
        return self.text.numbers if self.text else ()


@dataclass(frozen=True, slots=True)
class Values(Mapping[str, Value]):
    """All texts of a study by id, under one style."""

    style: Style
    rows: Mapping[str, Value]

    def __getitem__(self, id_: str) -> Value:
        return self.rows[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self.rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def write_values(study: Study, results: Results, style: str | None = None) -> Values:
    """Write every id of a study as text.

    Parameters
    ----------
    style
        Name of the number style; the study's own when omitted.

    Raises
    ------
    UsageError
        If there is no such style.
    """
    number_style = load_style(style or study.head.style)
    formatter = Formatter(number_style, study.head.lang)
    return Values(number_style, _Written(study, results, formatter))


class _Written(Mapping[str, Value]):
    """The values of a study, each written when it is first asked for: a check needs few."""

    def __init__(self, study: Study, results: Results, formatter: Formatter) -> None:
        self._study, self._results, self._formatter = study, results, formatter
        self._values: dict[str, Value] = {}

    def __getitem__(self, id_: str) -> Value:
        value = self._values.get(id_)
        if value is None:
            definition = self._study.catalogue[id_]
            value = _value(definition, self._study, self._results, self._formatter)
            self._values[id_] = value
        return value

    def __contains__(self, id_: object) -> bool:
        return id_ in self._study.catalogue

    def __iter__(self) -> Iterator[str]:
        return iter(self._study.catalogue)

    def __len__(self) -> int:
        return len(self._study.catalogue)


class _Instead(Mapping[str, Value]):
    """Values of which one is another."""

    def __init__(self, rows: Mapping[str, Value], own: Value) -> None:
        self._rows, self._own = rows, own

    def __getitem__(self, id_: str) -> Value:
        return self._own if id_ == self._own.id else self._rows[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def methods_value(study: Study, results: Results, ids: Iterable[str]) -> Value:
    """Return the paragraph about the statistics behind some ids, as a value."""
    definition = study.catalogue[ID]
    if study.head.lang.split("-")[0] not in languages():
        return Value(definition, None, "this paragraph is written in English only")
    text = methods_text(study, results, ids)
    return Value(definition, upright(text) if text else None, "" if text else "nothing is printed")


def with_methods(values: Values, study: Study, results: Results, ids: Iterable[str]) -> Values:
    """Return the values of a document that prints some ids: its own paragraph of methods."""
    return Values(values.style, _Instead(values.rows, methods_value(study, results, ids)))


def _value(definition: Definition, study: Study, results: Results, formatter: Formatter) -> Value:
    ending = definition.id.rsplit(".", 1)[-1]
    if definition.role is Role.CONSTANT:
        return Value(definition, upright(study.constants[ending].value))
    if definition.role is Role.METHODS:
        return methods_value(study, results, tested_ids(study))
    if definition.role is Role.CLAIM:
        says, reason = claim_text(study.claims[ending], results)
        return Value(definition, upright(says) if says else None, reason)
    if not definition.role.is_text:
        result = results[definition.id]
        if result.value is None:
            return Value(definition, None, result.reason)
        remark = ""
        if definition.role is Role.P:
            remark = formatter.changes_side(float(result.value))
        return Value(definition, formatter.number(result), remark=remark)
    parts: dict[str, Result] = {part: results[id_] for part, id_ in definition.parts.items()}
    for result in parts.values():
        if result.value is None:
            return Value(definition, None, result.reason)
    if definition.role is Role.LIST:
        return _list(definition, study, parts, formatter)
    if definition.role is Role.NOUN:
        singular, plural = study.head.nouns[ending]
        noun = singular if parts["count"].value == 1 else plural
        return Value(definition, chain((formatter.bare(parts["count"]), f" {noun}")))
    if definition.role is Role.CELL:
        role = study.catalogue[definition.id.removeprefix("cells.")].role
        remark = ""
        if role is Role.P:
            remark = formatter.changes_side(float(parts["of"].value or 0))
        return Value(definition, formatter.cell(role, parts, definition.level), remark=remark)
    return Value(definition, formatter.composed(definition, parts))


def _list(
    definition: Definition, study: Study, parts: Mapping[str, Result], formatter: Formatter
) -> Value:
    """Return the levels of a category with their counts."""
    levels = study.variables[definition.variables[0]].levels
    names = {level.part: level.text or in_sentence(level.label, formatter.lang) for level in levels}
    counts = [(names[part], formatter.bare(result)) for part, result in parts.items()]
    if not any(count.units for _, count in counts):
        return Value(definition, None, "no participant has a value")
    return Value(definition, formatter.listed(counts))
