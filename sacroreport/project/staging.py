"""Private folders outside the project, in which documents are staged and rendered."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from sacroreport.errors import OutputError, ProgramError
from sacroreport.project.interrupts import held_back
from sacroreport.project.private import NEW
from sacroreport.project.reading import GUARDED, NOFOLLOW

PREFIX = "sacroreport-"
NAME = re.compile(rf"{PREFIX}[0-9a-f]{{32}}")
MARK = ".sacroreport-stage"
VARIABLES = ("TMPDIR", "TEMP", "TMP")
FULL = (errno.ENOSPC, errno.EDQUOT)
FULL_MESSAGES = ("No space left", "resource exhausted", "Disk quota")
PROBE = 1 << 16


@contextlib.contextmanager
def staging_folder() -> Iterator[Path]:
    """Make a private folder outside the project, and remove those of builds that were killed.

    A lock held on a mark in it tells the living from the dead, on whatever machine or in
    whatever container they share the folder of temporary files.

    Raises
    ------
    OutputError
        If there is no room for it.
    """
    base = temporary_folder()
    _remove_dead(base)
    try:
        with held_back():
            folder, mark = _new(base)
    except OSError as error:
        raise _no_room(base, error.strerror or str(error)) from error
    try:
        yield folder
    except OSError as error:
        if error.errno in FULL:
            raise _no_room(base, error.strerror or str(error)) from error
        raise
    except ProgramError as error:
        if any(message in str(error) for message in FULL_MESSAGES) or _is_full(folder):
            raise _no_room(base, os.strerror(errno.ENOSPC)) from error
        raise
    finally:
        with held_back():
            _remove(folder, mark)


def temporary_folder() -> Path:
    """Return the folder of temporary files: the one that the environment names, if it does.

    Raises
    ------
    OutputError
        If it cannot take any.
    """
    if tempfile.tempdir is None:
        for variable in VARIABLES:
            given = os.environ.get(variable)
            if not given:
                continue
            path = Path(given).absolute()
            if not path.is_dir():
                raise OutputError(f"{variable} names {given}, where there is no folder: correct it")
            if not os.access(path, os.W_OK | os.X_OK):
                raise OutputError(f"{variable} names {given}, which is not writable: correct it")
            return path
    try:
        return Path(tempfile.gettempdir())
    except OSError as error:
        raise OutputError(
            f"there is no room for temporary files: {error.strerror}. "
            "Name a folder that has some by TMPDIR"
        ) from error


def _no_room(base: Path, why: str) -> OutputError:
    return OutputError(
        f"the folder of temporary files, {base}, cannot be written: {why}. "
        "Make room there, or name another one by TMPDIR; the earlier files are untouched"
    )


def _is_full(folder: Path) -> bool:
    """Try whether a file can still be written."""
    path = folder / f"{MARK}.probe"
    try:
        path.write_bytes(b"\0" * PROBE)
    except OSError as error:
        return error.errno in FULL
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
    return False


def _new(base: Path) -> tuple[Path, int]:
    """Make a folder with its mark, and return it with the mark opened and locked.

    Until it is locked, somebody else may take the folder for a dead one; then another is made.
    """
    while True:
        folder = base.resolve() / f"{PREFIX}{secrets.token_hex(16)}"
        folder.mkdir(mode=0o700)
        try:
            mark = os.open(folder / MARK, NEW, 0o600)
        except FileNotFoundError:
            continue
        except BaseException:
            folder.rmdir()
            raise
        if _hold(mark) is not Lock.OTHERS and os.path.lexists(folder / MARK):
            return folder, mark
        os.close(mark)


def remove_dead() -> None:
    """Remove the folders of builds that were killed, where there is nothing to stage."""
    with contextlib.suppress(OutputError):
        _remove_dead(temporary_folder())


def _remove_dead(base: Path) -> None:
    for folder in base.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError, ValueError):
            if not _is_ours(folder):
                continue
            if os.path.lexists(folder / MARK):
                _remove_if_dead(folder)
            elif NAME.fullmatch(folder.name):
                folder.rmdir()  # not marked yet, or no more; one that is not empty stays


def _is_ours(folder: Path) -> bool:
    """Say whether a folder, not a link to one, belongs to the user of this run."""
    status = folder.lstat()
    owner = os.getuid() if hasattr(os, "getuid") else status.st_uid
    return stat.S_ISDIR(status.st_mode) and status.st_uid == owner


def _remove_if_dead(folder: Path) -> None:
    """Remove a folder whose mark nobody holds."""
    mark = os.open(folder / MARK, os.O_RDWR | GUARDED | NOFOLLOW)
    if stat.S_ISREG(os.fstat(mark).st_mode) and _hold(mark) is Lock.OURS:
        _remove(folder, mark)
    else:
        os.close(mark)


def _remove(folder: Path, mark: int) -> None:
    """Remove a folder, its mark last: what is left by a kill is still known for dead."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != MARK:
                path.unlink()
    if os.name == "nt":  # what is open cannot be removed there
        os.close(mark)
    shutil.rmtree(folder, ignore_errors=True)
    if os.name != "nt":
        os.close(mark)


class Lock(Enum):
    """Who holds a lock."""

    OURS = 1
    OTHERS = 2
    UNKNOWN = 3


def _hold(descriptor: int) -> Lock:
    """Lock a file for as long as it is open.

    A lock ends with its process, however that ends, and is none of its children's.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:  # not every file system has locks
        is_held = error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
        return Lock.OTHERS if is_held else Lock.UNKNOWN
    return Lock.OURS
