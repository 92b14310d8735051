"""What a build is doing, and how long each step takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Steps:
    """The steps of a run, one after the other.

    Attributes
    ----------
    say
        Is called with the name of each step as it begins.
    taken
        Name and seconds of each finished step.
    remarks
        What the engine warned about, in its own words.
    """

    say: Callable[[str], None] = lambda message: None
    taken: list[tuple[str, float]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    _open: tuple[str, float] | None = None

    def begin(self, name: str) -> None:
        """End the step that is under way and begin another."""
        self.end()
        self._open = (name, time.perf_counter())
        self.say(name)

    def end(self) -> None:
        """End the step that is under way."""
        if self._open is not None:
            name, start = self._open
            self.taken.append((name, time.perf_counter() - start))
            self._open = None
