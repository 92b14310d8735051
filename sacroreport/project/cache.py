"""What takes long to make, kept for the user's next run in a folder that only the user can write.

It lies outside the project. A study's folder is shared, cloned and unpacked, and whoever can put
a content there can put its digest beside it; so what was made once and is used again is kept where
the user's own programs keep theirs. Where there is no such folder, nothing is kept.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from sacroreport.project.private import NEW
from sacroreport.project.reading import read_file
from sacroreport.project.root import digest

VARIABLE = "SACROREPORT_CACHE"
"""Names another folder; empty, nothing is kept."""
MOST = 1 << 25
"""Bytes that a content may have."""
MOST_KEPT = 256
KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Cache:
    """Contents by key; a key is the digest of everything that its content follows from.

    Attributes
    ----------
    folder
        ``None`` where nothing can be kept.
    """

    folder: Path | None

    def get(self, key: str) -> bytes | None:
        """Return the content of a key; ``None`` where there is none, or not a whole one."""
        if self.folder is None or not _is_private(self.folder):
            return None
        path = self.folder / key
        try:
            sum_, _, content = read_file(path, most=MOST, follow=False).partition(b"\n")
        except OSError:
            return None
        if sum_ != digest(content).encode():
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # what is used stays longest
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep a content, and let the oldest go; what cannot be written is not kept."""
        if self.folder is None or not KEY.fullmatch(key):
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _is_private(self.folder):
                return
            new = self.folder / f"{key}.{secrets.token_hex(8)}"
            try:
                with open(os.open(new, NEW, 0o600), "wb") as file:
                    file.write(digest(content).encode() + b"\n" + content)
                new.replace(self.folder / key)
            finally:
                new.unlink(missing_ok=True)
            self._thin()

    def _thin(self) -> None:
        """Remove what was used longest ago, where there is more than is kept."""
        assert self.folder is not None
        paths = [path for path in self.folder.iterdir() if KEY.fullmatch(path.name[:64])]
        if len(paths) > MOST_KEPT:
            paths.sort(key=lambda path: path.lstat().st_mtime)
            for path in paths[: len(paths) - MOST_KEPT]:
                path.unlink()


def user_cache(name: str) -> Cache:
    """Return the user's cache of this package for one sort of content."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Cache(Path(named).absolute() / name if named else None)
    with contextlib.suppress(RuntimeError):
        return Cache(_folder_of_caches() / "sacroreport" / name)
    return Cache(None)  # a user without a home


def _folder_of_caches() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return given if given.is_absolute() else Path.home() / ".cache"


def _is_private(folder: Path) -> bool:
    """Say whether a folder, not a link to one, is the user's and nobody else can write in it."""
    try:
        status = folder.lstat()
    except (OSError, ValueError):
        return False
    if not stat.S_ISDIR(status.st_mode):
        return False
    if not hasattr(os, "getuid"):  # Windows: what is below a user's folder is the user's
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
