"""The form of ``manifest.json``, which is held to every value in it."""

from __future__ import annotations

from typing import Any

from sacroreport.findings import Finding
from sacroreport.pipeline.engines import ENGINES
from sacroreport.pipeline.files import DocumentFormat
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
)


def parse_record(content: bytes) -> dict[str, Any]:
    """Return the manifest that a file holds; empty when it holds anything else.

    Examples
    --------
    >>> parse_record(b'{"manifest": 5}'), parse_record(b"[" * 100_000)
    ({}, {})
    """
    try:
        record = read_json(content)
        return record if RECORD(record) else {}
    except ValueError:
        return {}


def _engine(value: Any) -> bool:
    return isinstance(value, str) and value.partition(" ")[0] in ENGINES


def _pin(value: Any) -> bool:
    return isinstance(value, str) and value in ENGINES


def _finding(value: Any) -> bool:
    """Say whether a value is the fields of a finding."""
    texts = ("found", "expected", "way_out", "fix", "file", "participant", "variable")
    fields: dict[str, Test] = dict.fromkeys(texts, maybe(is_text))
    fields |= dict.fromkeys(("line", "column", "length"), maybe(is_count))
    fields |= dict.fromkeys(("severity", "rule", "message"), is_text)
    if not mapping(fields)(value):
        return False
    try:
        return bool(Finding.from_dict(value))
    except (ValueError, TypeError):
        return False


def _point(value: Any) -> bool:
    """Say whether a value is a point on a page."""
    return (
        isinstance(value, list) and len(value) == 3 and all(type(x) in (int, float) for x in value)
    )


def _entries(value: Any) -> bool:
    """Say whether each record of a built file has its form and is about that file."""
    return by(is_name, ENTRY)(value) and all(
        entry["document"].endswith(".qmd")
        and "/" not in entry["format"]
        and name == DocumentFormat(entry["format"]).file(entry["document"].removesuffix(".qmd"))
        for name, entry in value.items()
    )


ENTRY = mapping(
    {
        "document": is_name, "format": is_text, "style": is_text, "asked": maybe(is_text),
        "engine": _engine, "key": is_text, "sha256": is_text, "numbers": is_count,
        "proved": is_bool, "findings": list_of(_finding), "remarks": list_of(is_text),
        "points": by(is_text, mapping({}, {"start": _point, "end": _point})),
    }
)  # fmt: skip
RECORD = mapping(
    {
        "manifest": is_count, "sacroreport": is_text,
        "engine": mapping({"name": _pin, "version": maybe(is_text), "pinned": _pin,
                           "libraries": by(is_text, is_text)}),
        "tools": is_text,
        "request": mapping({"documents": list_of(is_name), "formats": list_of(is_text),
                            "style": maybe(is_text), "engine": _pin}),
        "files": list_of(is_name), "inputs": by(is_name, maybe(is_text)),
        "folders": by(is_name, list_of(is_text)), "variables": is_text, "state": is_text,
        "generated": by(is_name, is_text), "findings": list_of(_finding), "outputs": _entries,
    }
)  # fmt: skip
