"""What a kind of corruption is, and the list of all kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from tests.harness.copies import Copy

Apply = Callable[[Random, Copy], str | None]
"""Corrupts a copy and says what was done; ``None`` where the study has nothing of that sort."""


class Part(StrEnum):
    """What of a study is corrupted."""

    SOURCES = "sources"
    DATA = "data"
    STUDY = "study.yml"
    MADE = "generated and recorded files"
    BUILT = "built files"


class Promise(StrEnum):
    """Who has to speak."""

    CHECK = "check"
    ANYBODY = "anybody"


@dataclass(frozen=True)
class Kind:
    """A kind of corruption.

    Attributes
    ----------
    what
        What it does, for the table.
    promise
        ``check`` where a draft that is built anew would hide it, so that `verify` of the
        earlier files is not enough.
    """

    name: str
    part: Part
    what: str
    apply: Apply
    promise: Promise = Promise.ANYBODY


KINDS: dict[str, Kind] = {}
KNOWN: dict[str, str] = {}
"""Kinds of which some are missed for now, and why."""


def kind(part: Part, what: str, promise: Promise = Promise.ANYBODY) -> Callable[[Apply], Apply]:
    """Add a function to the kinds, under its name."""

    def add(apply: Apply) -> Apply:
        name = apply.__name__.replace("_", " ")
        assert name not in KINDS, name
        KINDS[name] = Kind(name, part, what, apply, promise)
        return apply

    return add
