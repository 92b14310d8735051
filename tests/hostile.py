"""What is around a study and must stay: bytes and marks of every file, before and after."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def look(root: Path, *, but: tuple[str, ...] = ()) -> dict[str, tuple[object, ...]]:
    """Return everything below a folder: kind, owner, mode, size, times, and content or target."""
    seen: dict[str, tuple[object, ...]] = {}
    for path in sorted([root, *root.rglob("*")]):
        name = path.relative_to(root).as_posix()
        if name.startswith(but) and but:
            continue
        found = path.lstat()
        kind = stat.S_IFMT(found.st_mode)
        times = () if kind == stat.S_IFDIR and but else (found.st_mtime_ns,)
        content: object = None
        if stat.S_ISREG(kind):
            content = path.read_bytes()
        elif stat.S_ISLNK(kind):
            content = os.readlink(path)
        seen[name] = (
            kind,
            found.st_ino,
            found.st_uid,
            stat.S_IMODE(found.st_mode),
            *times,
            content,
        )
    return seen
