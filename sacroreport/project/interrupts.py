"""Ctrl-C and the signals that ask a program to end.

Each ends a run in the same way: as an exception that passes through everything that cleans
up. While files are put in their places it waits, so that they are all old or all new.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
USUAL = (signal.SIG_DFL, signal.default_int_handler)


class Interrupted(BaseException):
    """A signal asked the program to end.

    It is no ``KeyboardInterrupt``, which the parser of the command line takes for its own.

    Attributes
    ----------
    number
        The signal.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)

    @property
    def exit_code(self) -> int:
        """The exit code that shells give to a program that a signal ended."""
        return 128 + self.number

    def __str__(self) -> str:
        name = signal.Signals(self.number).name
        return "interrupted" if name == "SIGINT" else f"ended by {name}"


@contextlib.contextmanager
def ending() -> Iterator[None]:
    """Turn the first signal into :class:`Interrupted`; further ones let it clean up.

    A signal that is ignored already, as by ``nohup``, stays ignored.
    """
    if not _is_main():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        for signal_number in taken:
            signal.signal(signal_number, signal.SIG_IGN)
        raise Interrupted(number)

    taken = {
        signal_number: old
        for signal_number in SIGNALS
        if (old := signal.getsignal(signal_number)) in USUAL
    }
    for signal_number in taken:
        signal.signal(signal_number, end)
    try:
        yield
    finally:
        for signal_number, old in taken.items():
            signal.signal(signal_number, old)


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Do something that signals do not interrupt; those that come are delivered at its end."""
    if not _is_main():  # handlers run in the main thread only
        yield
        return
    waiting: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        waiting.append(number)

    before = {signal_number: signal.getsignal(signal_number) for signal_number in SIGNALS}
    # None: it was set by something else than Python, which could not be put back.
    taken = {
        signal_number: old
        for signal_number, old in before.items()
        if old not in (signal.SIG_IGN, None)
    }
    for signal_number in taken:
        signal.signal(signal_number, hold)
    try:
        yield
    finally:
        for signal_number, old in taken.items():
            signal.signal(signal_number, old)
        if waiting:
            signal.raise_signal(waiting[0])


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
