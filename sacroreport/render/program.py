"""The one door to other programs."""

from __future__ import annotations

import math
import os
import signal
import subprocess
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroreport.errors import ProgramError

TIMEOUT = 300.0
_running: set[subprocess.Popen[bytes]] = set()


@dataclass(frozen=True, slots=True)
class Run:
    """What a program printed on its way to success."""

    stdout: str
    stderr: str


def run(
    words: Sequence[str],
    *,
    folder: Path,
    promised: Path | None = None,
    timeout: float = TIMEOUT,
    environment: Mapping[str, str] | None = None,
    unset: Collection[str] = (),
) -> Run:
    """Run a program and return what it printed.

    Parameters
    ----------
    words
        Program and arguments; no shell is involved.
    folder
        Working directory.
    promised
        File that the program must have written; an old one is removed before.
    timeout
        Seconds after which the program and its children are ended.
    environment
        Variables set on top of the caller's.
    unset
        The caller's variables that the program must not see.

    Raises
    ------
    ProgramError
        If the program is not there, fails, runs out of time, or does not keep its
        promise; with what it printed on stderr.
    """
    name = Path(words[0]).name
    inherited = {key: value for key, value in os.environ.items() if key not in unset} | _locale()
    if promised is not None:
        promised.unlink(missing_ok=True)
    process = _start(words, folder, {**inherited, **(environment or {})})
    _limit(process, timeout)
    _running.add(process)
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired as error:
        _end(process)
        raise ProgramError(
            f"{name} did not finish within {timeout:g} seconds and was ended"
        ) from error
    except BaseException:
        _end(process)
        raise
    finally:
        _running.discard(process)
    stdout, stderr = out.decode(errors="replace"), err.decode(errors="replace")
    if process.returncode != 0:
        raise ProgramError(
            f"{name} failed with code {process.returncode}: {stderr.strip() or stdout.strip()}"
        )
    if promised is not None and not promised.is_file():
        raise ProgramError(f"{name} ended well but did not write {promised.name}: {stderr.strip()}")
    return Run(stdout, stderr)


def _start(
    words: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            list(words),
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=os.name == "posix",
        )
    except OSError as error:
        name = Path(words[0]).name
        raise ProgramError(f"{name} could not be started: {error.strerror or error}") from error


def end_running() -> None:
    """End what other threads wait for: a signal reaches the main one alone."""
    for process in [*_running]:
        _kill(process)


def _locale() -> dict[str, str]:
    """Return the locale of a program where the caller's is not UTF-8.

    It would not find files whose names are, and write other bytes than elsewhere.
    """
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    given = next(filter(None, named), "")
    is_utf8 = given.lower().replace("-", "").partition("@")[0].endswith("utf8")
    return {} if is_utf8 or os.name == "nt" else {"LC_ALL": "C.UTF-8"}


def _limit(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Bound a program's processor time, so that it ends even if we are killed first."""
    try:
        import resource

        bound = (math.ceil(seconds) + 1) * (os.cpu_count() or 1)
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (bound, bound))
    except (ImportError, AttributeError, OSError):
        pass  # not on this system, or it ended already: the timeout above still holds


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with everything that it started."""
    _kill(process)
    process.communicate()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    else:
        process.kill()
