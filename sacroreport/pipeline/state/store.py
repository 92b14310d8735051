"""A state as a file: the same bytes for the same state, and nothing in it taken on trust.

An id is a line, so that a difference between two files shows what moved. The columns of the
long tables are named once. Whatever is added later is optional here, so that a later version
reads what this one wrote.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

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
    read_json,
    row,
)
from sacroreport.pipeline.state.model import (
    FORMAT,
    Claim,
    Computed,
    Described,
    Document,
    Engine,
    Figure,
    Meaning,
    Occurrence,
    Passage,
    State,
    Written,
)
from sacroreport.project.reading import read_file

MOST = 1 << 27
"""Bytes that it may have: those of half a million ids."""
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

T = TypeVar("T")


# --- How it is written


def as_bytes(state: State) -> bytes:
    """Return a state as its file holds it."""
    fields = {
        "format": FORMAT,
        "sacroreport": state.sacroreport,
        "engine": _fields(state.engine, ENGINE),
        "programs": dict(state.programs),
        "study": _fields(state.study, DESCRIBED),
        "inputs": dict(sorted(state.inputs.items())),
        "ids": _table(MEANING, {id_: _fields(one, MEANING) for id_, one in state.ids.items()}),
        "results": _table(
            COMPUTED, {id_: _fields(one, COMPUTED) for id_, one in state.results.items()}
        ),
        "values": {
            style: _table(WRITTEN, {id_: _text_fields(one) for id_, one in values.items()})
            for style, values in sorted(state.values.items())
        },
        "claims": {name: _fields(one, CLAIM) for name, one in state.claims.items()},
        "documents": {name: _document_fields(one) for name, one in sorted(state.documents.items())},
        "figures": {
            style: {name: _fields(one, FIGURE) for name, one in figures.items()}
            for style, figures in sorted(state.figures.items())
        },
    }
    return f"{_lines(fields)}\n".encode()


def _fields(part: object, names: Mapping[str, Test]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}


def _text_fields(text: Written) -> dict[str, Any]:
    """Return the fields of a text, its markdown left out where it is the plain text itself."""
    return {
        "plain": text.plain,
        "markdown": None if text.markdown == (text.plain or "") else text.markdown,
        "reason": text.reason,
        "numbers": text.numbers,
    }


def _document_fields(document: Document) -> dict[str, Any]:
    return {
        **{name: getattr(document, name) for name in ("style", "lang", "sha256", "figures")},
        "passages": _list(PASSAGE, document.passages),
        "occurrences": _list(OCCURRENCE, document.occurrences),
    }


def _table(columns: Mapping[str, Test], rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return rows under named columns, a list for each key."""
    return {"columns": [*columns], "rows": {key: [*cells.values()] for key, cells in rows.items()}}


def _list(columns: Mapping[str, Test], parts: Sequence[object]) -> dict[str, Any]:
    """Return rows under named columns, in order."""
    return {
        "columns": [*columns],
        "rows": [[getattr(part, name) for name in columns] for part in parts],
    }


_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _lines(value: object, indent: str = "\n") -> str:
    """Return JSON with a line for each key and each row."""
    inner = f"{indent} "
    if isinstance(value, dict) and value:
        lines = [f"{_ENCODE(key)}:{_lines(part, inner)}" for key, part in value.items()]
        return "{" + inner + f",{inner}".join(lines) + indent + "}"
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "[" + inner + f",{inner}".join(map(_ENCODE, value)) + indent + "]"
    return _ENCODE(value)


# --- How it is read


def read_state(path: Path) -> State | None:
    """Return the state that a file holds; ``None`` for none, a broken or a foreign one."""
    try:
        return parse_state(read_file(path, most=MOST, follow=False))
    except OSError:
        return None


def parse_state(content: bytes) -> State | None:
    """Return the state that the bytes of a file hold; ``None`` when they hold anything else.

    Examples
    --------
    >>> parse_state(b'{"format": 1}'), parse_state(b"[" * 100_000), parse_state(b"")
    (None, None, None)
    """
    try:
        fields = read_json(content)
    except ValueError:
        return None
    if not FILE(fields) or fields["format"] != FORMAT:
        return None
    documents = {name: _document(one) for name, one in fields["documents"].items()}
    if not all(map(_is_whole, documents.values())):
        return None
    return State(
        sacroreport=fields["sacroreport"],
        engine=Engine(**fields["engine"]),
        programs=fields["programs"],
        study=Described(**fields["study"]),
        inputs=fields["inputs"],
        ids=_by_id(fields["ids"], _meaning),
        results=_by_id(fields["results"], lambda cells: Computed(**cells)),
        values={style: _by_id(table, _written) for style, table in fields["values"].items()},
        claims={name: Claim(**claim) for name, claim in fields["claims"].items()},
        documents=documents,
        figures={
            style: {name: _figure(figure) for name, figure in figures.items()}
            for style, figures in fields["figures"].items()
        },
    )


def _by_id(table: dict[str, Any], read: Callable[[dict[str, Any]], T]) -> dict[str, T]:
    columns = table["columns"]
    return {
        id_: read(dict(zip(columns, cells, strict=True))) for id_, cells in table["rows"].items()
    }


def _in_order(table: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict(zip(table["columns"], cells, strict=True)) for cells in table["rows"]]


def _meaning(cells: dict[str, Any]) -> Meaning:
    return Meaning(**{**cells, "variables": tuple(cells["variables"])})


def _written(cells: dict[str, Any]) -> Written:
    markdown, numbers = cells["markdown"], cells.get("numbers")
    return Written(
        plain=cells["plain"],
        markdown=(cells["plain"] or "") if markdown is None else markdown,
        reason=cells["reason"],
        numbers=None if numbers is None else tuple(map(tuple, numbers)),
    )


def _figure(fields: dict[str, Any]) -> Figure:
    return Figure(sha256=fields["sha256"], numbers=tuple(map(tuple, fields["numbers"])))


def _document(fields: dict[str, Any]) -> Document:
    return Document(
        style=fields["style"],
        lang=fields["lang"],
        sha256=fields["sha256"],
        passages=tuple(Passage(**cells) for cells in _in_order(fields["passages"])),
        occurrences=tuple(Occurrence(**cells) for cells in _in_order(fields["occurrences"])),
        figures=tuple(fields["figures"]),
    )


def _is_whole(document: Document) -> bool:
    """Say whether every number stands where it is said to stand."""
    for number in document.occurrences:
        if number.passage is None:
            continue
        if number.passage >= len(document.passages):
            return False
        if not document.passages[number.passage].text.startswith(number.text, number.at):
            return False
    return True


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


ENGINE: dict[str, Test] = {"name": is_text, "version": is_text}
DESCRIBED: dict[str, Test] = {
    "file": is_name, "sha256": is_text, "title": is_text, "lang": is_text, "style": is_text,
}  # fmt: skip
CLAIM: dict[str, Test] = {
    "says": is_text, "condition": is_text, "holds": maybe(is_bool), "words": is_text,
    "numbers": by(is_text, is_text), "why": is_text,
}  # fmt: skip
FIGURE: dict[str, Test] = {"sha256": is_text, "numbers": list_of(row(is_text, is_text))}
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
