"""A state as a file: the same bytes for the same state, and nothing in it taken on trust.

An id is a line, so that a difference between two files shows what moved. The columns of the
long tables are named once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sacroreport.pipeline.form import Test, read_json
from sacroreport.pipeline.state.layout import (
    CLAIM,
    COMPUTED,
    DESCRIBED,
    ENGINE,
    FIGURE,
    FILE,
    MEANING,
    OCCURRENCE,
    PASSAGE,
    WRITTEN,
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
        "ids": _table(
            MEANING, {id_: _fields(meaning, MEANING) for id_, meaning in state.ids.items()}
        ),
        "results": _table(
            COMPUTED, {id_: _fields(number, COMPUTED) for id_, number in state.results.items()}
        ),
        "values": {
            style: _table(WRITTEN, {id_: _text_fields(text) for id_, text in values.items()})
            for style, values in sorted(state.values.items())
        },
        "claims": {name: _fields(claim, CLAIM) for name, claim in state.claims.items()},
        "documents": {
            name: _document_fields(document) for name, document in sorted(state.documents.items())
        },
        "figures": {
            style: {name: _fields(figure, FIGURE) for name, figure in figures.items()}
            for style, figures in sorted(state.figures.items())
        },
    }
    return f"{_lines(fields)}\n".encode()


def _fields(part: object, names: Mapping[str, Test]) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}


def _each(parts: Mapping[str, object], names: Mapping[str, Test]) -> dict[str, dict[str, Any]]:
    return {key: _fields(part, names) for key, part in parts.items()}


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
    documents = {name: _document(document) for name, document in fields["documents"].items()}
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
