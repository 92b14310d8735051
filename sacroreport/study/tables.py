"""The tables of a study: which id stands in which cell, from ``study.yml`` alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sacroreport.findings import did_you_mean, quoted
from sacroreport.project.positions import Path
from sacroreport.study.ids import Definition, bad_part
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import AnalysisOf, VariableOf, levels_of
from sacroreport.study.table_analyses import DESCRIBED, table_rows
from sacroreport.study.table_kinds import SHORTCODE, ColumnOf, RowOf, Table, TableOf, TableRow

EVERYBODY = ColumnOf(label="", count="participants.n")


def build_tables(
    reporter: Reporter,
    tables: Mapping[str, Table],
    variables: Mapping[str, VariableOf],
    analyses: Mapping[str, AnalysisOf],
    ids: Mapping[str, Definition],
) -> dict[str, TableOf]:
    """Return the tables of a study; defects go to the reporter."""
    result: dict[str, TableOf] = {}
    for name, table in tables.items():
        built = _Builder(reporter, name, table, variables, analyses, ids).build()
        if built is not None:
            result[name] = built
    return result


_Column = tuple[ColumnOf, str, tuple[str, ...]]
"""A column, the group that it is about, and the ends of its ids."""


class _Builder:
    """Builds one table."""

    def __init__(
        self,
        reporter: Reporter,
        name: str,
        table: Table,
        variables: Mapping[str, VariableOf],
        analyses: Mapping[str, AnalysisOf],
        ids: Mapping[str, Definition],
    ) -> None:
        self.reporter = reporter
        self.name, self.table = name, table
        self.path: Path = ("tables", name)
        self.variables, self.analyses, self.ids = variables, analyses, ids
        self.columns: list[_Column] = []

    def build(self) -> TableOf | None:
        before = len(self.reporter.findings)
        self.check()
        if len(self.reporter.findings) > before:
            return None
        self.make_columns()
        rows = [*self.rows(self.table.rows, (*self.path, "rows"), 0)]
        first = len(self.columns) - len(self.table.columns)
        for index, given in enumerate(self.table.columns):
            if rows and not any(row.cells[first + index] for row in rows):
                show = (given.show,) if isinstance(given.show, str) else given.show
                endings = {id_.split(".", 1)[-1] for id_ in self.ids}
                self.reporter.report(
                    "empty-column", (*self.path, "columns", index, "show"),
                    f'no row of the table has "{show[0]}"',
                    way_out=did_you_mean(show[0], endings) or "see `sacroreport results`",
                )  # fmt: skip
        if len(self.reporter.findings) > before:
            return None
        return TableOf(
            name=self.name,
            options=self.table,
            columns=tuple(column for column, _, _ in self.columns),
            rows=tuple(rows),
        )

    def check(self) -> None:
        table, report = self.table, self.reporter.report
        for key in ("caption", "notes"):
            texts = getattr(table, key)
            for index, text in enumerate((texts,) if key == "caption" else texts):
                path = (*self.path, key) if key == "caption" else (*self.path, key, index)
                self.reporter.plain_text(path, SHORTCODE.sub("", text))
                for match in SHORTCODE.finditer(text):
                    if match[1] not in self.ids:
                        report(
                            "unknown-id", path, f'there is no number "{match[1]}"',
                            way_out=did_you_mean(match[1], self.ids),
                        )  # fmt: skip
        for path, row in table_rows(table, (*self.path, "rows")):
            if (row.of is None) == (row.heading is None):
                report("bad-value", path, "a row has either `of:` or `heading:`")
            elif row.of is not None and row.rows:
                report("bad-value", (*path, "rows"), "only a heading has rows below it", key=True)
            for text in (row.label, row.heading):
                self.reporter.plain_text(path, text or "")
        for index, column in enumerate(table.columns):
            self.reporter.plain_text((*self.path, "columns", index, "label"), column.label)

    def make_columns(self) -> None:
        table = self.table
        if table.by is not None:
            variable = self.variables[table.by]
            if table.total:
                self.columns.append((EVERYBODY, "", ()))
            for level in levels_of(variable):
                count = f"{table.by}.{level.part}.count"
                column = ColumnOf(label=level.label, count=count if count in self.ids else "")
                self.columns.append((column, level.part, ()))
            if table.compare:
                self.columns.append((ColumnOf(label="", is_p=True), "", ("compare.test.p",)))
        elif not table.columns:
            self.columns.append((EVERYBODY, "", ()))
        for given in table.columns:
            show = (given.show,) if isinstance(given.show, str) else given.show
            is_p = all(ending.endswith((".p", ".p_adjusted")) for ending in show)
            self.columns.append((ColumnOf(label=given.label, is_p=is_p), "", show))

    def rows(self, rows: tuple[str | TableRow, ...], path: Path, depth: int) -> Iterator[RowOf]:
        for index, given in enumerate(rows):
            row = given if isinstance(given, TableRow) else TableRow(of=given)
            here = (*path, index)
            if row.heading is not None:
                if not row.rows:
                    self.reporter.report(
                        "bad-value", here, "a heading has no rows below it",
                        way_out="give it `rows:`, or remove it",
                    )  # fmt: skip
                yield RowOf(label=row.heading, depth=depth, cells=("",) * len(self.columns))
                yield from self.rows(row.rows, (*here, "rows"), depth + 1)
                continue
            lines = [*self.rows_of(row, depth)]
            if not lines:
                names = [*self.variables, *self.analyses]
                self.reporter.report(
                    "unknown-row", here, f'there is no variable, analysis or id "{row.of}"',
                    way_out=did_you_mean(str(row.of), [*names, *self.ids]),
                )  # fmt: skip
            elif not any(cell for line in lines for cell in line.cells):
                start = f"{row.of}."
                endings = sorted(id_[len(start) :] for id_ in self.ids if id_.startswith(start))
                shown = [ending for *_, show in self.columns for ending in show]
                self.reporter.report(
                    "empty-row", here, f'no column of the table shows anything of "{row.of}"',
                    found=f"columns that show {quoted(shown)}" if shown else "",
                    expected=f"one of {quoted(endings[:12])}",
                    way_out="say by `show:` of a column what it prints"
                    if self.table.columns
                    else "say by `show:` what the row prints, or take it out of a table by group",
                )  # fmt: skip
            elif row.show is not None:
                self.check_show(row, lines, here)
            yield from lines

    def check_show(self, row: TableRow, lines: list[RowOf], path: Path) -> None:
        """Refuse a row's `show:` that prints nothing."""
        own = [at for at, (_, _, show) in enumerate(self.columns) if not show]
        if any(line.cells[at] for line in lines if line.word != "missing" for at in own):
            return
        endings = {id_.rpartition(".")[2] for id_ in self.ids if id_.startswith(f"{row.of}.")}
        self.reporter.report(
            "empty-row", (*path, "show"), f'"{row.of}" shows no "{row.show}"'
            if own else "`show:` of a row has no effect beside `columns:`",
            way_out=did_you_mean(str(row.show), endings) if own else "remove it",
        )  # fmt: skip

    def rows_of(self, row: TableRow, depth: int) -> Iterator[RowOf]:
        of = str(row.of)
        variable = self.variables.get(of)
        analysis = self.analyses.get(of)
        if variable is None and analysis is not None and not analysis.by:
            if analysis.described:
                variable = self.variables[analysis.described]
            elif analysis.events:
                yield from self.events(row, analysis, depth)
                return
        if of in self.ids:
            meaning = self.ids[of].meaning
            label = row.label or f"{meaning[0].upper()}{meaning[1:]}"
            # In a table by group it is about everybody.
            at = next((at for at, (_, group, _) in enumerate(self.columns) if not group), -1)
            if self.table.by is not None and not self.table.total:
                at = -1
            cells = tuple(of if index == at else "" for index in range(len(self.columns)))
            yield RowOf(label=label, depth=depth, cells=cells)
        elif variable is not None and variable.options.type in DESCRIBED:
            yield from self.described(row, variable, depth)
        elif any(id_.startswith(f"{of}.") for id_ in self.ids):
            label = row.label or self.label_of(of)
            if not label:
                self.reporter.report(
                    "no-label", ("tables", self.name), f'the row "{of}" needs a `label:`', key=True,
                    way_out=f"write {{of: {of}, label: ...}}",
                )  # fmt: skip
            yield RowOf(label=label, depth=depth, cells=self.cells(of, "", row.show or ""))

    def label_of(self, of: str) -> str:
        """Return the label of an analysis, or of a criterion of response; empty for neither."""
        if of in self.analyses:
            return self.analyses[of].label
        name, _, criterion = of.partition(".responders.")
        analysis = self.analyses.get(name)
        known = analysis.responders.get(criterion) if analysis is not None else None
        return known.options.label if known is not None else ""

    def described(self, row: TableRow, variable: VariableOf, depth: int) -> Iterator[RowOf]:
        of, kind = str(row.of), variable.options.type
        form = row.show or getattr(self.table, DESCRIBED[kind])
        unit, label = variable.unit, row.label or self.analyses[of].label
        missing = tuple(
            "" if column[2] else self.cell(of, "", "missing", column) for column in self.columns
        )
        if kind in ("number", "flag"):
            cells = self.cells(of, "", form)
            yield RowOf(
                label=label, unit=unit, form=form, own_form=row.show is not None, depth=depth,
                cells=cells, missing=missing,
            )  # fmt: skip
        else:
            levels = [(level.part, level.label) for level in variable.levels]
            below = [self.cells(of, part, form) for part, _ in levels]
            shares = [tuple(map(_share, cells)) for cells in below]
            heading = tuple(
                self.cell(of, "", form, column) if column[2] else "" for column in self.columns
            )
            yield RowOf(
                label=label, form=form, own_form=row.show is not None, depth=depth, cells=heading,
                is_multi=kind == "multi", missing=missing,
                parts=() if kind == "multi" else tuple(zip(*shares, strict=True)),
            )  # fmt: skip
            for (_, name), cells in zip(levels, below, strict=True):
                yield RowOf(label=name, depth=depth + 1, cells=cells)
        if self.table.missing:
            yield RowOf(label="", word="missing", depth=depth + 1, cells=missing)

    def events(self, row: TableRow, analysis: AnalysisOf, depth: int) -> Iterator[RowOf]:
        form = row.show or self.table.counts
        if row.label is not None:
            yield RowOf(label=row.label, depth=depth, cells=("",) * len(self.columns))
            depth += 1
        for name in analysis.events:
            cells = self.cells(f"{analysis.name}.{name}", "", form)
            yield RowOf(label=self.variables[name].label, depth=depth, cells=cells)
        cells = self.cells(f"{analysis.name}.any", "", form)
        yield RowOf(label="", word="any", depth=depth, cells=cells)

    def cells(self, of: str, part: str, form: str) -> tuple[str, ...]:
        """Return the id in each column; ``part`` is a level, or empty."""
        return tuple(self.cell(of, part, form, column) for column in self.columns)

    def cell(self, of: str, part: str, form: str, column: _Column) -> str:
        _, group, show = column
        grouped = self.table.by is not None and of in self.variables
        inner = f".{part}" if part else ""
        if grouped and show:  # what is said of all groups together stands in the first row
            return "" if part else self.first(f"{self.name}.{of}", show)
        if self.table.by is not None and group and not grouped:
            return ""  # only variables are described by group
        if grouped and group:
            return self.first(f"{self.name}.{of}.{group}{inner}", (form,))
        return self.first(f"{of}{inner}", show or (form,))

    def first(self, prefix: str, endings: tuple[str, ...]) -> str:
        ids = (f"{prefix}.{ending}" for ending in endings)
        return next((id_ for id_ in ids if id_ in self.ids), "")


def check_table_names(
    reporter: Reporter, tables: Mapping[str, object], taken: set[str], where: str = "tables"
) -> None:
    """Refuse names that something else has: ids begin with them."""
    for name in tables:
        problem = bad_part(name)
        if not problem and name in taken:
            problem = "something else has that name"
        if problem:
            what = f'"{name}" cannot be the name of a {where[:-1]}: {problem}'
            reporter.report(
                "bad-name", (where, name), what, key=True, way_out="choose another name"
            )


def _share(id_: str) -> str:
    """Return the id of the percentage that a cell prints; empty if it prints none."""
    block, _, ending = id_.rpartition(".")
    return f"{block}.percent" if ending in ("count_percent", "percent") else ""
