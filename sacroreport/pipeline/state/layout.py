"""The form of a state's file, which is held to every value in it.

Whatever a later version adds is optional here, so that it reads what this one wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sacroreport.pipeline.form import (
    Test,
    by,
    is_bool,
    is_count,
    is_name,
    is_text,
    list_of,
    mapping,
    maybe,
    row,
)

MEANING: dict[str, Test] = {
    "name": is_text, "role": is_text, "meaning": is_text, "unit": is_text, "decimals": is_count,
    "level": is_text, "variables": list_of(is_text), "parts": by(is_text, is_text),
}  # fmt: skip
COMPUTED: dict[str, Test] = {
    "value": maybe(is_text), "n": is_count, "missing": is_count, "method": is_text,
    "reason": is_text, "where": is_text, "where_missing": is_count,
}  # fmt: skip
WRITTEN: dict[str, Test] = {
    "plain": maybe(is_text), "markdown": maybe(is_text), "reason": is_text,
    "numbers": maybe(list_of(row(is_text, is_text, is_count))),
}  # fmt: skip
PASSAGE: dict[str, Test] = {
    "kind": is_text, "file": is_name, "line": is_count, "column": is_count, "text": is_text,
}  # fmt: skip
OCCURRENCE: dict[str, Test] = {
    "occurrence": is_text, "id": is_text, "text": is_text, "file": is_name, "line": is_count,
    "column": is_count, "passage": maybe(is_count), "at": is_count,
}  # fmt: skip
ENGINE: dict[str, Test] = {"name": is_text, "version": is_text}
DESCRIBED: dict[str, Test] = {
    "file": is_name, "sha256": is_text, "title": is_text, "lang": is_text, "style": is_text,
}  # fmt: skip
CLAIM: dict[str, Test] = {
    "says": is_text, "condition": is_text, "holds": maybe(is_bool), "words": is_text,
    "numbers": by(is_text, is_text), "why": is_text,
}  # fmt: skip
FIGURE: dict[str, Test] = {"sha256": is_text, "numbers": list_of(row(is_text, is_text))}


def _tabled(columns: Mapping[str, Test], *, later: frozenset[str] = frozenset()) -> Test:
    """Return the test of rows under named columns, of which those of later versions may miss."""

    def test(value: Any) -> bool:
        if not isinstance(value, dict) or value.keys() != {"columns", "rows"}:
            return False
        names, rows = value["columns"], value["rows"]
        if not list_of(is_text)(names) or len({*names}) != len(names):
            return False
        if not columns.keys() - later <= {*names} <= columns.keys():
            return False
        is_row = row(*(columns[name] for name in names))
        return isinstance(rows, dict | list) and all(
            map(is_row, rows.values() if isinstance(rows, dict) else rows)
        )

    return test


def _keyed(columns: Mapping[str, Test], *, later: frozenset[str] = frozenset()) -> Test:
    table = _tabled(columns, later=later)
    return lambda value: table(value) and isinstance(value["rows"], dict)


def _ordered(columns: Mapping[str, Test]) -> Test:
    table = _tabled(columns)
    return lambda value: table(value) and isinstance(value["rows"], list)


FILE = mapping(
    {
        "format": is_count, "sacroreport": is_text, "engine": mapping(ENGINE),
        "programs": by(is_text, is_text), "study": mapping(DESCRIBED),
        "inputs": by(is_name, is_text), "ids": _keyed(MEANING), "results": _keyed(COMPUTED),
        "values": by(is_text, _keyed(WRITTEN, later=frozenset({"numbers"}))),
        "claims": by(is_text, mapping(CLAIM)),
        "documents": by(is_name, mapping({
            "style": is_text, "lang": is_text, "sha256": is_text, "figures": list_of(is_text),
            "passages": _ordered(PASSAGE), "occurrences": _ordered(OCCURRENCE),
        })),
        "figures": by(is_text, by(is_text, mapping(FIGURE))),
    }
)  # fmt: skip
