"""The directions that claims say an analysis has, as conditions on its numbers."""

from __future__ import annotations

SIGNS = {
    "increased": ">", "improved": ">", "higher": ">", "positive": ">",
    "decreased": "<", "worsened": "<", "lower": "<", "negative": "<",
}  # fmt: skip
"""Direction → the sign that compares an estimate with nothing."""


def by_estimate(id_: str, sign: str) -> str:
    """Return the condition that an estimate lies on one side of 0.

    Examples
    --------
    >>> by_estimate("vas.change.mean", SIGNS["decreased"])
    'vas.change.mean < 0'
    """
    return f"{id_} {sign} 0"
