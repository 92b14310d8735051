"""The form of ``manifest.json``, which is held to every value in it.

The file lies in a folder that others may write to. What comes from it goes into paths, into
messages and into the next manifest; so one with a single value of another kind is none.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Mapping
from typing import Any

from sacroreport.findings import Finding
from sacroreport.pipeline.engines import ENGINES
from sacroreport.pipeline.files import DocumentFormat

LARGEST = 1 << 53
"""Whole numbers beyond are no counts."""

Test = Callable[[Any], bool]


def parse_record(content: bytes) -> dict[str, Any]:
    """Return the manifest that a file holds; empty when it holds anything else.

    Examples
    --------
    >>> parse_record(b'{"manifest": 4}'), parse_record(b"[" * 100_000)
    ({}, {})
    """
    try:
        record = json.loads(content, parse_constant=_refuse)
        return record if RECORD(record) and _is_sound(record) else {}
    except (ValueError, RecursionError):
        return {}


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _is_sound(value: Any) -> bool:
    """Say whether texts can be written and numbers are some, at every depth."""
    if isinstance(value, str):
        value.encode("utf-8")  # half a character raises
        return True
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return abs(value) <= LARGEST
    if isinstance(value, dict):
        return all(map(_is_sound, value)) and all(map(_is_sound, value.values()))
    return value is None or all(map(_is_sound, value))


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _maybe(test: Test) -> Test:
    return lambda value: value is None or test(value)


def _list(test: Test) -> Test:
    return lambda value: isinstance(value, list) and all(map(test, value))


def _by(key: Test, test: Test) -> Test:
    """Return the test of a mapping whose keys are data."""
    return lambda value: (
        isinstance(value, dict) and all(map(key, value)) and all(map(test, value.values()))
    )


def _of(tests: Mapping[str, Test], more: Mapping[str, Test] | None = None) -> Test:
    """Return the test of a mapping that has these keys, and may have more of those."""
    known = {**tests, **(more or {})}

    def test(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and tests.keys() <= value.keys() <= known.keys()
            and all(known[key](one) for key, one in value.items())
        )

    return test


def _name(value: Any) -> bool:
    """Say whether a text is a path that stays below where it begins."""
    if not isinstance(value, str) or "\0" in value:
        return False
    if os.name == "nt" and ("\\" in value or ":" in value):
        return False
    return not {"", ".", ".."} & {*value.split("/")}


def _engine(value: Any) -> bool:
    return isinstance(value, str) and value.partition(" ")[0] in ENGINES


def _pin(value: Any) -> bool:
    return isinstance(value, str) and value in ENGINES


def _finding(value: Any) -> bool:
    """Say whether a value is the fields of a finding."""
    texts = ("found", "expected", "way_out", "fix", "file", "participant", "variable")
    fields: dict[str, Test] = dict.fromkeys(texts, _maybe(_text))
    fields |= dict.fromkeys(("line", "column", "length"), _maybe(_count))
    fields |= dict.fromkeys(("severity", "rule", "message"), _text)
    if not _of(fields)(value):
        return False
    try:
        return bool(Finding.from_dict(value))
    except (ValueError, TypeError):
        return False


def _edge(value: Any) -> bool:
    """Say whether a value is a point on a page."""
    return (
        isinstance(value, list) and len(value) == 3 and all(type(x) in (int, float) for x in value)
    )


def _entries(value: Any) -> bool:
    """Say whether each record of a built file has its form and is about that file."""
    return _by(_name, ENTRY)(value) and all(
        one["document"].endswith(".qmd")
        and "/" not in one["format"]
        and name == DocumentFormat(one["format"]).file(one["document"].removesuffix(".qmd"))
        for name, one in value.items()
    )


PLACEMENT = _of(
    dict.fromkeys(("occurrence", "id", "text", "kind", "place"), _text),
    {"start": _edge, "end": _edge},
)
ENTRY = _of(
    {
        "document": _name, "format": _text, "style": _text, "asked": _maybe(_text),
        "engine": _engine, "key": _text, "sha256": _text, "numbers": _count,
        "proved": lambda value: isinstance(value, bool), "findings": _list(_finding),
        "remarks": _list(_text), "placements": _list(PLACEMENT),
    }
)  # fmt: skip
RECORD = _of(
    {
        "manifest": _count, "sacroreport": _text,
        "engine": _of({"name": _pin, "version": _maybe(_text), "pinned": _pin,
                       "libraries": _by(_text, _text)}),
        "tools": _text,
        "request": _of({"documents": _list(_name), "formats": _list(_text),
                        "style": _maybe(_text), "engine": _pin}),
        "files": _list(_name), "inputs": _by(_name, _maybe(_text)),
        "folders": _by(_name, _list(_text)), "variables": _text,
        "drawn": _by(_text, _by(_text, _list(_of({"id": _text, "text": _text})))),
        "generated": _by(_name, _text), "findings": _list(_finding), "outputs": _entries,
    }
)  # fmt: skip
