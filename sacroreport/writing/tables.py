"""Tables as markdown: every number named, none typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sacroreport.kinds.results import Results
from sacroreport.project.positions import read_yaml
from sacroreport.project.templates import template
from sacroreport.study.cells import cell_id
from sacroreport.study.ids import Role
from sacroreport.study.study import Study
from sacroreport.study.table_kinds import SHORTCODE, ColumnOf, RowOf, TableOf
from sacroreport.writing.markdown import escape
from sacroreport.writing.values import Values

INDENT = "\u2003"
UNDEFINED = "—"
FORMS = ("mean_sd", "median_iqr", "range", "count_percent", "count_of_n", "count", "percent")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@cache
def table_words(lang: str) -> Mapping[str, Any]:
    """Return the words that tables print, by language.

    Examples
    --------
    >>> table_words("de-AT")["all"], table_words("nl")["all"]
    ('Alle', 'All')
    """
    path = template("words.yml")
    words: Mapping[str, Mapping[str, Any]] = read_yaml(
        path.read_text(encoding="utf-8"), path.name
    ).data
    return words[code] if (code := lang.split("-")[0]) in words else words["en"]


def table_markdown(
    table: TableOf, study: Study, values: Values, results: Results | None = None
) -> str:
    """Return a table as markdown, with its caption, label and notes.

    The cells name their numbers as ``{{< var id >}}``, so that whoever renders the text
    puts them in, and each can be told from the others. What depends on the data is only
    which notes there are: percentages that do not sum to 100, participants without a value or
    a group, cells without a value.

    Parameters
    ----------
    results
        The numbers, where there are any.
    """
    return _Writer(table, study, values, results).text()


class _Writer:
    def __init__(
        self, table: TableOf, study: Study, values: Values, results: Results | None
    ) -> None:
        self.table, self.study, self.values = table, study, values
        self.results = results
        self.words = table_words(study.head.lang)
        self.marks: dict[str, str] = {}  # note → its letter
        self.forms: list[str] = []

    def text(self) -> str:
        tests = self.tests()
        common = f"^{self.mark(tests[0])}^" if len(tests) == 1 else ""
        header = [escape(self.words["characteristic"])]
        header += [
            self.header(at, column) + (common if column.is_p else "")
            for at, column in enumerate(self.columns)
        ]
        aligned = [":---"] + ["---:"] * len(self.columns)
        rows = [self.row(row, several=len(tests) > 1) for row in self.table.rows]
        lines = [_line(header), _line(aligned), *map(_line, rows), ""]
        lines += [f": {with_numbers(self.table.options.caption)} {{#{self.table.label}}}", ""]
        notes = [*self.notes()]
        if notes:
            lines += ['::: {.table-notes custom-style="Table Note"}', " ".join(notes), ":::", ""]
        return "\n".join(lines)

    @property
    def columns(self) -> tuple[ColumnOf, ...]:
        return self.table.columns

    def header(self, at: int, column: ColumnOf) -> str:
        if column.is_p and not column.label:
            return self.values.style.forms.p
        label = escape(column.label or self.words["all"])
        if form := self.form_of(at, column):
            return f"{label}, {form}"
        # no line ends within "n = 28"
        return f"{label} (n\u00a0=\u00a0{{{{< var {column.count} >}}}})" if column.count else label

    def form_of(self, at: int, column: ColumnOf) -> str:
        """Return how a column of its own prints means or medians, if its label does not say."""
        if self.has_forms and (column.count or self.table.options.by is not None):
            return ""
        endings = {row.cells[at].rpartition(".")[2] for row in self.table.rows if row.cells[at]}
        if len(endings) != 1 or not endings <= {"mean_sd", "median_iqr"}:
            return ""
        form: str = getattr(self.values.style.forms, endings.pop())
        known = any(word in column.label for word in ("SD", "IQR", "±"))
        return "" if known else form

    def without(self, id_: str) -> int:
        """Return a number of participants, 0 where nothing is known."""
        value = self.results[id_].value if self.results is not None and id_ else 0
        return value if isinstance(value, int) else 0

    def row(self, row: RowOf, *, several: bool) -> list[str]:
        label = escape(self.words[row.word] if row.word else row.label)
        if row.unit:
            label += f", {escape(row.unit)}"
        if row.form in FORMS and self.has_forms:
            if row.own_form:
                label += f", {getattr(self.values.style.forms, row.form)}"
            elif row.form not in self.forms:
                self.forms.append(row.form)
        if not self.table.options.missing and any(map(self.without, row.missing)):
            label += f"^{self.mark(self.words['known'])}^"
        if row.is_multi:
            label += f"^{self.mark(self.words['multi'])}^"
        if self.sums_wrong(row):
            label += f"^{self.mark(self.words['rounding'])}^"
        cells = [
            self.cell(id_, column, several)
            for id_, column in zip(row.cells, self.columns, strict=True)
        ]
        return [INDENT * row.depth + label, *cells]

    @property
    def has_forms(self) -> bool:
        """Whether columns say nothing of how their cells are written."""
        return self.table.options.by is not None or not self.table.options.columns

    def cell(self, id_: str, column: ColumnOf, several: bool) -> str:
        if not id_:
            return ""
        named = cell_id(id_, self.study.catalogue)
        value = self.values[named]
        if value.text is None:
            note = self.words["undefined"].format(reason=value.reason)
            return f"{UNDEFINED}^{self.mark(note)}^"
        test = self.test_of(id_) if several or not column.is_p else ""
        return f"{{{{< var {named} >}}}}" + (f"^{self.mark(test)}^" if test else "")

    def test_of(self, id_: str) -> str:
        """Return the name of the test behind a P value."""
        definition = self.study.catalogue[id_]
        analysis = self.study.analyses.get(definition.name)
        if definition.role is not Role.P or analysis is None or not analysis.test:
            return ""
        name = analysis.kind.tests[analysis.test].name
        if self.results is not None and " in place of Fisher" in self.results[id_].method:
            name = self.results[id_].method.partition(" in place of")[0]
        return f"{name[0].upper()}{name[1:]}."

    def tests(self) -> list[str]:
        names: dict[str, None] = {}
        for row in self.table.rows:
            for id_ in row.cells:
                if id_ and (test := self.test_of(id_)):
                    names[test] = None
        return list(names)

    def sums_wrong(self, row: RowOf) -> bool:
        """Whether the printed percentages of a category do not sum to 100."""
        for ids in row.parts:
            values = [self.values[id_] for id_ in ids if id_ in self.values]
            printed = [value for value in values if value.text is not None]
            numbers = [number for value in printed for number in value.numbers]
            if len(numbers) < len(printed) or any(number.relation for number in numbers):
                continue  # one is pending, or only known to be below or above a bound
            if numbers and sum(number.value for number in numbers) != 100:
                return True
        return False

    def mark(self, note: str) -> str:
        """Return the letter of a note."""
        number = len(self.marks)
        letters = LETTERS[number % 26] * (number // 26 + 1)
        return self.marks.setdefault(note, letters)

    def notes(self) -> Iterator[str]:
        style = self.values.style
        if self.forms:
            names = [getattr(style.forms, form) for form in self.forms]
            listed = ", ".join(names[:-1]) + f" {self.words['or']} " if names[1:] else ""
            yield self.words["values"].format(forms=listed + names[-1])
        yield from (with_numbers(note) for note in self.table.options.notes)
        by = self.table.options.by
        if by is not None and self.without(f"{by}.missing"):
            words = self.words["ungrouped"].format(label=self.study.variables[by].label)
            yield f"{{{{< var {by}.missing >}}}} {escape(words, starts_line=False)}"
        if known := self.abbreviations():
            yield f"{'; '.join(f'{escape(short)}, {escape(long)}' for short, long in known)}."
        for note, letter in self.marks.items():
            yield f"^{letter}^ {escape(note)}"

    def abbreviations(self) -> list[tuple[str, str]]:
        """Return the abbreviations that the table uses, in the order of the alphabet."""
        known = {**self.words["abbreviations"], **self.study.head.abbreviations}
        shown = [self.table.options.caption, *self.table.options.notes, *self.marks]
        shown += [column.label for column in self.columns] + [row.label for row in self.table.rows]
        shown += [getattr(self.values.style.forms, form) for form in self.forms]
        shown += [self.form_of(at, column) for at, column in enumerate(self.columns)]
        text = " ".join(shown)
        return sorted(
            (short, long)
            for short, long in known.items()
            if re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text)
        )


def with_numbers(text: str) -> str:
    """Escape a text but for the numbers that it names."""
    pieces: list[str] = []
    position = 0
    for match in SHORTCODE.finditer(text):
        pieces += [_between(text[position : match.start()]), match.group()]
        position = match.end()
    return "".join([*pieces, _between(text[position:])])


def _between(text: str) -> str:
    """Escape a part of a line, the spaces at its ends kept."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    escaped = escape(text, starts_line=False)
    return f"{before}{escaped}{after}" if escaped else before


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
