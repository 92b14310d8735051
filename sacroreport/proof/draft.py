"""Telling a draft from a finished file, wherever it was moved."""

from __future__ import annotations

from pathlib import Path

from sacroreport.proof.reader import reader_of_ending


def is_draft(file: Path) -> bool:
    """Say whether a file bears the marks of a draft; one that cannot be read bears none."""
    reader = reader_of_ending(file.suffix.lower())
    if reader is None or not file.is_file():  # a pipe would keep us waiting
        return False
    try:
        return reader.is_draft(file)
    except Exception:  # whatever a broken file makes a reader say
        return False
