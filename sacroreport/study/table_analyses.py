"""The analyses that tables by group need, and the rows of a table with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sacroreport.findings import did_you_mean, quoted
from sacroreport.project.positions import Path
from sacroreport.study.kind import Kinds
from sacroreport.study.options import AnalysisOptions
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import VariableOf, levels_of
from sacroreport.study.table_kinds import Table, TableRow

GROUPING = ("category", "ordered", "flag")
DESCRIBED = {"number": "numbers", "flag": "counts", "category": "counts", "ordered": "counts",
             "multi": "counts"}  # fmt: skip


def analyses_of_tables(
    reporter: Reporter,
    tables: Mapping[str, Table],
    variables: Mapping[str, VariableOf],
    kinds: Kinds,
) -> dict[str, AnalysisOptions]:
    """Return the analyses that tables by group need: every variable by group, and compared.

    They are called ``TABLE.VARIABLE`` and ``TABLE.VARIABLE.compare``; what is wrong with
    one is reported at its row of the table.
    """
    needed: dict[str, AnalysisOptions] = {}
    for name, table in tables.items():
        if not _has_groups(reporter, name, table, variables):
            continue
        for path, row in table_rows(table, ("tables", name, "rows")):
            variable = variables.get(row.of or "")
            if variable is None or variable.options.type not in DESCRIBED:
                continue
            own = f"{name}.{variable.name}"
            described = {"kind": "describe", "variable": variable.name, "by": table.by}
            needed[own] = kinds["describe"].options.model_validate(described)
            reporter.aliases[own] = path
            if table.compare and variable.options.type != "multi":
                codes = list(getattr(variable.options, "levels", {}))
                compared = {
                    "kind": "compare",
                    "variable": variable.name,
                    "by": table.by,
                    "reference": table.reference,
                    "event": codes[0] if len(codes) == 2 else None,
                    "test": table.test if variable.options.type == "number" else None,
                }
                needed[f"{own}.compare"] = kinds["compare"].options.model_validate(compared)
                reporter.aliases[f"{own}.compare"] = path
    return needed


def _has_groups(
    reporter: Reporter, name: str, table: Table, variables: Mapping[str, VariableOf]
) -> bool:
    """Whether a table is by group; what is wrong with that is said once."""
    path = ("tables", name)
    before = len(reporter.findings)
    for key, needed in (("compare", "by"), ("reference", "compare"), ("test", "compare")):
        if getattr(table, key) and not getattr(table, needed):
            reporter.report(
                "bad-value", (*path, key), f"`{key}:` has no effect without `{needed}:`", key=True,
                way_out="add it, or remove this",
            )  # fmt: skip
    if table.by is None:
        return False
    variable = variables.get(table.by)
    if variable is None:
        reporter.report(
            "unknown-variable", (*path, "by"), f'there is no variable "{table.by}"',
            way_out=did_you_mean(table.by, variables),
        )  # fmt: skip
        return False
    if variable.options.type not in GROUPING:
        reporter.report(
            "wrong-type", (*path, "by"), f'"{table.by}" makes no groups',
            found=f"a {variable.options.type}", expected=f"a {quoted(GROUPING)}",
        )  # fmt: skip
        return False
    codes = [level.code for level in levels_of(variable)]
    if table.compare and len(codes) == 2 and table.reference not in codes:
        reporter.report(
            "no-reference", (*path, "compare"), "two groups are compared", key=True,
            found=f'reference "{table.reference}"' if table.reference else "",
            way_out=f"say by `reference:` with which: {quoted(codes)}",
        )  # fmt: skip
    named = [variables.get(row.of or "") for _, row in table_rows(table, path)]
    numbers = [
        variable for variable in named if variable is not None and variable.options.type == "number"
    ]
    if table.compare and len(codes) != 2 and numbers and table.test is None:
        reporter.report(
            "no-test", (*path, "compare"), f"numbers are compared between {len(codes)} groups",
            key=True, way_out="choose `test: anova` or `test: kruskal`",
        )  # fmt: skip
    return len(reporter.findings) == before


def table_rows(table: Table, path: Path) -> Iterator[tuple[Path, TableRow]]:
    """Yield all rows with their places, those below headings after them."""

    def below(rows: tuple[str | TableRow, ...], path: Path) -> Iterator[tuple[Path, TableRow]]:
        for index, row in enumerate(rows):
            own = row if isinstance(row, TableRow) else TableRow(of=row)
            yield (*path, index), own
            yield from below(own.rows, (*path, index, "rows"))

    yield from below(table.rows, path)
