"""How what a piece of code costs grows with what it is given.

Calls of functions are counted, which no busy machine changes. What happens inside of one call,
as in a pattern that goes back and forth, can only be timed: there the processor time counts, and
a busy machine gets another chance, since it makes a run slower and never faster.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

TOLERANCE = 2.5
"""Times as much as in proportion that is allowed; what is quadratic exceeds it by far."""
UNNOTICED = 0.15
"""Seconds that are too short to be compared."""


def calls(action: Callable[[], object]) -> int:
    """Return how many functions are called, those of other languages included."""
    count = 0

    def note(_frame: object, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    earlier = sys.getprofile()
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(earlier)
    return count


def seconds(action: Callable[[], object]) -> float:
    """Return the processor time that an action takes."""
    start = time.process_time()
    action()
    return time.process_time() - start


def is_in_proportion(
    action: Callable[[int], Callable[[], object]], few: int, many: int, *, tries: int = 3
) -> bool:
    """Say whether the time of an action grows with its size, and no faster.

    Parameters
    ----------
    action
        Prepares an action of a size; only the action itself is timed.
    """
    for _ in range(tries):
        large = seconds(action(many))
        if large < UNNOTICED:
            return True
        small = min(seconds(action(few)) for _ in range(3))
        if large < many / few * TOLERANCE * small:
            return True
    return False
