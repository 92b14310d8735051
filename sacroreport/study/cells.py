"""Ids of what tables and figures print otherwise than a sentence does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sacroreport.study.ids import Definition, Role
from sacroreport.study.table_kinds import TableOf

CELL_ROLES = frozenset(
    {Role.P, Role.PERCENT, Role.MEAN_SD, Role.COUNT_PERCENT, Role.CI, Role.MEAN_CI}
)
"""What is written otherwise in a cell than in a sentence."""


def cell_id(id_: str, ids: Mapping[str, Definition]) -> str:
    """Return the id of what a cell prints of an id: without what the header says."""
    return f"cells.{id_}" if id_ and ids[id_].role in CELL_ROLES else id_


def cell_ids(tables: Mapping[str, TableOf], ids: Mapping[str, Definition]) -> Iterator[Definition]:
    """Yield the ids of cells that are written otherwise than in a sentence."""
    for table in tables.values():
        for row in table.rows:
            for id_ in row.cells:
                if cell_id(id_, ids) != id_:
                    yield as_cell(ids[id_])


def as_cell(base: Definition) -> Definition:
    """Return the definition of what a table or figure prints of an id."""
    return replace(
        base,
        id=f"cells.{base.id}",
        name="cells",
        role=Role.CELL,
        meaning=f"{base.meaning}, as in a table",
        parts=dict(base.parts) or {"of": base.id},
    )
