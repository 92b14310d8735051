"""Files read as what they are: regular ones, and nothing that waits or never ends.

A name in a folder promises nothing. A pipe in the place of a file would keep its reader
waiting for ever, and a device may never end.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
GUARDED = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""What keeps opening from waiting, should the file be another one than it was a moment ago."""
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
WORDS = {
    stat.S_IFDIR: "it is a folder",
    stat.S_IFIFO: "it is a pipe, not a file",
    stat.S_IFSOCK: "it is a socket, not a file",
    stat.S_IFCHR: "it is a device, not a file",
    stat.S_IFBLK: "it is a device, not a file",
    stat.S_IFLNK: "it is a link, not a file",
}


def read_file(path: Path, *, most: int | None = None, follow: bool = True) -> bytes:
    """Return the content of a regular file.

    Parameters
    ----------
    most
        Bytes that it may have; none means any number.
    follow
        Whether the file may be reached through a link.

    Raises
    ------
    OSError
        If there is none, if it is something else, too large, or cannot be read.
    """
    try:
        _check(path.stat() if follow else path.lstat(), path, most)
        descriptor = os.open(path, READ | GUARDED | (0 if follow else NOFOLLOW))
    except ValueError as error:  # a name that no file system allows
        raise OSError(errno.EINVAL, "this can be no file name", str(path)) from error
    with open(descriptor, "rb") as file:
        _check(os.fstat(descriptor), path, most)
        try:
            content = file.read() if most is None else file.read(most + 1)
        except MemoryError as error:
            raise OSError(errno.EFBIG, "it does not fit into memory", str(path)) from error
    if most is not None and len(content) > most:  # it grew
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes", str(path))
    return content


def is_regular(path: Path) -> bool:
    """Say whether a path is a regular file itself, not a link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Say whether there is anything at a path, be it a pipe or a link that leads nowhere."""
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def _check(status: os.stat_result, path: Path, most: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        what = WORDS.get(stat.S_IFMT(status.st_mode), "it is no file")
        number = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL
        raise OSError(number, what, str(path))
    if most is not None and status.st_size > most:
        raise OSError(errno.EFBIG, f"it has more than {most:,} bytes", str(path))
