"""A copy and a fresh file, read alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sacroreport.formats.registry import all_formats
from sacroreport.proof.reader import reader_of, reader_of_ending
from sacroreport.proof.seen.seen import Seen
from sacroreport.render.job import Rendered


@dataclass(frozen=True, slots=True)
class Pair:
    """What a reader sees of a fresh file, and of a copy.

    Attributes
    ----------
    doubts
        What the copy holds that cannot be read and that a fresh file has not.
    """

    fresh: Seen
    copy: Seen
    doubts: tuple[str, ...]


def readable_endings() -> list[str]:
    """Return the endings of the files whose copies can be read, in the order of the alphabet.

    Examples
    --------
    >>> readable_endings()
    ['.docx', '.html', '.pdf']
    """
    return sorted(known.ending for known in all_formats() if reader_of(known).reads_copies)


def read_pair(copy: Path, rendered: Rendered) -> Pair:
    """Read a copy and a fresh file of the same kind.

    Parameters
    ----------
    rendered
        The document as it renders now, in the format of the copy.
    """
    reader = reader_of_ending(copy.suffix.lower())
    if reader is None or not reader.reads_copies:
        raise ValueError(f"copies of the kind {copy.suffix} cannot be read")
    fresh, seen = reader.seen(copy, rendered)
    return Pair(fresh, seen, tuple(about for about in seen.doubts if about not in fresh.doubts))
