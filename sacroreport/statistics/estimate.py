"""The number that an analysis hands back, before it has an id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sacroreport.statistics.exact import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One number with what a reader must know of it.

    Attributes
    ----------
    value
        The number; ``None`` when it cannot be computed.
    n
        Denominator: participants that the number is computed from.
    missing
        Participants left out of it for lack of a value.
    method
        How it was computed, including exactness and options.
    reason
        Why ``value`` is ``None``; empty otherwise.
    """

    value: Number | None
    n: int
    missing: int = 0
    method: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.reason):
            raise ValueError("an estimate has either a value or a reason, not both or neither")


Estimates = Mapping[str, Estimate]
"""Estimates by the end of their id, below the name of the analysis."""


def null(reason: str, *, n: int, missing: int = 0, method: str = "") -> Estimate:
    """Return an estimate that could not be computed, with the reason."""
    return Estimate(value=None, n=n, missing=missing, method=method, reason=reason)
