"""Tests of the form of what is read from JSON files that others may have written.

They lie in folders that others may write to. What comes from them goes into paths, into
messages and into the next files; so one with a single value of another kind is none.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Mapping
from typing import Any

LARGEST = 1 << 53
"""Whole numbers beyond are no counts."""

Test = Callable[[Any], bool]


def read_json(content: bytes) -> Any:
    """Return what a file holds, as JSON means it.

    Raises
    ------
    ValueError
        If it is no JSON, nests too deep, or has numbers or texts that are none.

    Examples
    --------
    >>> read_json(b'{"a": [1, "b", null]}')
    {'a': [1, 'b', None]}
    >>> read_json(b"[" * 100_000)
    Traceback (most recent call last):
    ...
    ValueError: it nests too deep
    """
    try:
        value = json.loads(content, parse_constant=_refuse)
        _check_sound(value)
    except RecursionError:
        raise ValueError("it nests too deep") from None
    return value


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _check_sound(value: Any) -> None:
    """Make sure that texts can be written and numbers are some, at every depth."""
    if isinstance(value, str):
        if not value.isascii():
            value.encode("utf-8")  # half a character raises
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("it has a number without end")
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError("it has a number too large")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_sound(key)
            _check_sound(inner)
    elif value is not None:
        for inner in value:
            _check_sound(inner)


def is_text(value: Any) -> bool:
    """Say whether a value is a text."""
    return isinstance(value, str)


def is_count(value: Any) -> bool:
    """Say whether a value is a whole number from 0."""
    return type(value) is int and value >= 0


def is_bool(value: Any) -> bool:
    """Say whether a value is true or false."""
    return isinstance(value, bool)


def is_name(value: Any) -> bool:
    """Say whether a text is a path that stays below where it begins.

    Examples
    --------
    >>> [is_name(path) for path in ("data/a.csv", "../a", "/etc/passwd", "a//b", "")]
    [True, False, False, False, False]
    """
    if not isinstance(value, str) or "\0" in value:
        return False
    if os.name == "nt" and ("\\" in value or ":" in value):
        return False
    return not {"", ".", ".."} & {*value.split("/")}


def maybe(test: Test) -> Test:
    """Return the test of what may be null."""
    return lambda value: value is None or test(value)


def list_of(test: Test) -> Test:
    """Return the test of a list."""
    return lambda value: isinstance(value, list) and all(map(test, value))


def by(key: Test, test: Test) -> Test:
    """Return the test of a mapping whose keys are data."""
    return lambda value: (
        isinstance(value, dict) and all(map(key, value)) and all(map(test, value.values()))
    )


def mapping(tests: Mapping[str, Test], more: Mapping[str, Test] | None = None) -> Test:
    """Return the test of a mapping that has these keys, and may have more of those."""
    known = {**tests, **(more or {})}

    def test(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and tests.keys() <= value.keys() <= known.keys()
            and all(known[key](inner) for key, inner in value.items())
        )

    return test


def row(*tests: Test) -> Test:
    """Return the test of a list with one value for each test."""
    return lambda value: (
        isinstance(value, list)
        and len(value) == len(tests)
        and all(test(inner) for test, inner in zip(tests, value, strict=True))
    )
