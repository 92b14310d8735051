"""The one way onto the disk: real folders, new files of names that nobody can foresee.

Whoever fills a project's folder may have put links into it. So each folder between the
project and a file is looked at before anything is written, no file is opened that is there
already, and what a killed build left is known by a list of its own, not by how it looks.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from sacroreport.errors import OutputError
from sacroreport.project.reading import NOFOLLOW, is_regular, is_there, read_file
from sacroreport.project.root import Project
from sacroreport.project.settings import SOURCES

TEMPORARY = re.compile(r"\.sacroreport-[0-9a-f]{32}\.tmp")
"""Names of temporary files."""
LIST = "temporary"
"""The list of temporary files that are there, below the private folder."""
MOST_LISTED = 1 << 24
NEW = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | NOFOLLOW
    | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)  # fmt: skip
CLOSED = "built files go into folders of their own inside the project"


def check_folder(project: Project, folder: Path) -> Path:
    """Make sure that every existing part of the way to a folder is a folder and no link.

    Returns
    -------
    Path
        The last folder on the way that there is.

    Raises
    ------
    OutputError
        If a link or a file is in the way, or a folder is one of the sources by another name.
    """
    last = project.root
    for ancestor in _folders_down_to(project, folder):
        try:
            status = ancestor.lstat()
        except FileNotFoundError:
            break
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise OutputError(f"{project.name(ancestor)} cannot be looked at: {reason}") from error
        _check(project, ancestor, status)
        last = ancestor
    return last


def make_folder(project: Project, folder: Path) -> list[Path]:
    """Make a folder with those above it, as :func:`check_folder` allows; return the new ones.

    Raises
    ------
    OSError, OutputError
        If that is not possible.
    """
    new_folders = []
    check_folder(project, folder)
    for ancestor in _folders_down_to(project, folder):
        if not is_there(ancestor):
            ancestor.mkdir()
            new_folders.append(ancestor)
    check_folder(project, folder)  # nobody put a link there meanwhile
    return new_folders


def is_real(root: Path, path: Path) -> bool:
    """Say whether a path is a regular file in folders none of which is a link."""
    folders = [parent for parent in path.parents if parent != root and parent.is_relative_to(root)]
    return is_regular(path) and not any(map(_is_link, folders))


def _folders_down_to(project: Project, folder: Path) -> Iterator[Path]:
    """Yield the folders on the way from the project down to a folder, the folder last."""
    if not folder.is_relative_to(project.root) or ".." in folder.parts:
        raise OutputError(f"{project.name(folder)} is outside the project: {CLOSED}")
    path = project.root
    for part in folder.relative_to(project.root).parts:
        path = path / part
        yield path


def _check(project: Project, folder: Path, status: os.stat_result) -> None:
    """Refuse a link, a file, and a folder that is one of the sources by another name."""
    name = project.name(folder)
    if _is_link(folder):
        if project.contains(folder):
            what = f"a link to {project.name(folder.resolve()) or 'the project'}"
        else:
            what = f"a link out of the project, to {os.path.realpath(folder)}"
        raise OutputError(f"{name} is {what}: built files stay inside it, in real folders. "
                          "Remove the link")  # fmt: skip
    if not stat.S_ISDIR(status.st_mode):
        raise OutputError(
            f"{name} is a file, but built files go into a folder of that name: move it away"
        )
    for source in SOURCES:
        path = project.root / source
        # Another name of a source: in capital letters where they do not matter, or mounted.
        if path != folder and is_there(path) and os.path.samestat(path.stat(), status):
            raise OutputError(f"{name} is the same folder as {source}: {CLOSED}")


def _is_link(path: Path) -> bool:
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return False
    # A junction of Windows is a folder, and a link all the same.
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_reparse_tag", 0))


class Temporary:
    """The temporary files of one writing, each listed before it is made.

    Raises
    ------
    OSError, OutputError
        From the constructor and the methods, if something cannot be written.
    """

    def __init__(self, project: Project) -> None:
        self.project, self.paths = project, list[Path]()
        make_folder(project, project.private_folder)
        self.list = project.private_folder / LIST
        self.file = os.open(self.list, NEW, 0o666)

    def name(self, folder: Path) -> Path:
        """Return the path of a file that may be made in a folder."""
        path = folder / f".sacroreport-{secrets.token_hex(16)}.tmp"
        _write_all(self.file, os.fsencode(path.relative_to(self.project.root)) + b"\0")
        self.paths.append(path)
        return path

    def write(self, folder: Path, content: bytes, mode: int | None = None) -> Path:
        """Write a new file, safely on disk."""
        path = self.name(folder)
        descriptor = os.open(path, NEW, 0o666)
        try:
            _write_all(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if mode is not None:
            os.chmod(path, mode)
        return path

    def remove(self) -> bool:
        """Remove what is left; say whether all of it is gone."""
        return not [path for path in self.paths if not _remove(path)]

    def clear(self) -> None:
        """Remove what is left, and the list; what resists stays listed."""
        os.close(self.file)
        if self.remove():
            _remove(self.list)


def sweep(project: Project) -> None:
    """Remove what a build that was ended in the middle of writing left; the lock is held.

    A list names what it left. It is a file like any other, so it is believed only where it
    names what such a build makes, in folders of the project.
    """
    path = project.private_folder / LIST
    if not is_there(path):
        return
    try:
        names = read_file(path, most=MOST_LISTED, follow=False).split(b"\0")[:-1]
    except OSError:
        names = []
    for name in names:
        left = project.root / os.fsdecode(name)
        try:
            is_below = check_folder(project, left.parent) == left.parent
        except OutputError:
            continue
        if is_below and TEMPORARY.fullmatch(left.name):
            _remove(left)
    if not _remove(path):
        raise OutputError(f"{project.name(path)} cannot be removed: move it away")


def _remove(path: Path) -> bool:
    """Remove a file or a link, never a folder; say whether there is nothing left."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
