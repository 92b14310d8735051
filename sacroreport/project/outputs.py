"""Writing: every file whole, all of them or none."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroreport.errors import OutputError
from sacroreport.project.interrupts import held_back
from sacroreport.project.locks import locked as locked
from sacroreport.project.private import Temporary, check_folder, is_real, make_folder
from sacroreport.project.reading import read_file
from sacroreport.project.root import Project
from sacroreport.project.staging import staging_folder as staging_folder


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write.

    Attributes
    ----------
    content
        All that it is to hold; ``None`` for a file to remove.
    """

    path: Path
    content: bytes | None


def check_writable(project: Project, *folders: Path) -> None:
    """Make sure, before any work, that folders of the project can take files.

    Raises
    ------
    OutputError
        If a link or a file stands in the way, or writing is not allowed.
    """
    for folder in (project.root, *folders):
        existing = check_folder(project, folder)
        if not os.access(existing, os.W_OK | os.X_OK):
            raise OutputError(f"{existing} is not writable")


def publish(outputs: Sequence[Output], project: Project) -> None:
    """Write files so that a reader sees each old or new, never half; the lock is held.

    All contents are first written beside their places; only when every one is safely
    on disk are they moved in, in the order given. If a move fails, those already moved
    are put back. A signal that comes meanwhile is delivered when all is done.

    Raises
    ------
    OutputError
        If something could not be written; then nothing has changed.
    """
    if not outputs:
        return
    with held_back():
        _publish(outputs, project)


def _publish(outputs: Sequence[Output], project: Project) -> None:
    """Write all files beside their places, then move them in; undo all if one fails."""
    doing = ".sacroreport"
    work: _Work | None = None
    try:
        work = _Work(project)
        for output in outputs:
            doing = project.name(output.path)
            work.prepare(output)
        for output in outputs:
            doing = project.name(output.path)
            work.move(output)
    except (OSError, OutputError) as error:
        if work is not None:
            work.undo()
        if isinstance(error, OutputError):
            raise
        raise OutputError(
            f"{doing} could not be written: {error.strerror or error}; "
            "the earlier files are untouched"
        ) from error
    finally:
        if work is not None:
            work.temporary.clear()


def is_written(output: Output, project: Project) -> bool:
    """Say whether a file already has its content, so that its time may stay."""
    if output.content is None:
        return not os.path.lexists(output.path)
    if not is_real(project.root, output.path):
        return False
    try:
        content = read_file(output.path, most=len(output.content), follow=False)
    except OSError:
        return False
    return content == output.content


class _Work:
    """Files on their way into their places, with what is needed to take them out again."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.temporary = Temporary(project)
        self.folders: list[Path] = []
        self.waiting: dict[Path, Path] = {}
        self.moved: list[tuple[Path, Path | None]] = []

    def prepare(self, output: Output) -> None:
        """Write a file beside its place."""
        self.folders += make_folder(self.project, output.path.parent)
        status = _look(output.path)
        if status is not None and stat.S_ISDIR(status.st_mode):
            raise OSError(errno.EISDIR, "a folder is in its place", str(output.path))
        if output.content is not None:
            mode = None
            if status is not None and stat.S_ISREG(status.st_mode):
                mode = stat.S_IMODE(status.st_mode) & 0o777
            path = self.temporary.write(output.path.parent, output.content, mode)
            self.waiting[output.path] = path

    def move(self, output: Output) -> None:
        """Put a file into its place, the earlier one kept under another name."""
        status = _look(output.path)
        earlier = None if status is None else self._keep(output.path, status)
        if output.content is not None:
            os.replace(self.waiting[output.path], output.path)
        elif status is not None:
            output.path.unlink()
        self.moved.append((output.path, earlier))

    def _keep(self, path: Path, status: os.stat_result) -> Path:
        """Give an earlier file a second name, which needs no room on a full disk."""
        kept = self.temporary.name(path.parent)
        try:
            if os.link in os.supports_follow_symlinks:
                os.link(path, kept, follow_symlinks=False)
                return kept
            if not stat.S_ISLNK(status.st_mode):
                os.link(path, kept)
                return kept
        except OSError:  # not every file system has second names
            pass
        if stat.S_ISLNK(status.st_mode):
            os.symlink(os.readlink(path), kept)
            return kept
        mode = stat.S_IMODE(status.st_mode) & 0o777
        kept = self.temporary.write(path.parent, read_file(path, follow=False), mode)
        os.utime(kept, ns=(status.st_atime_ns, status.st_mtime_ns))
        return kept

    def undo(self) -> None:
        """Put every earlier file back, and take away the folders that were made."""
        for path, earlier in reversed(self.moved):
            with contextlib.suppress(OSError):
                if earlier is None:
                    path.unlink(missing_ok=True)
                else:
                    os.replace(earlier, path)
        self.temporary.remove()
        for folder in reversed(self.folders):
            with contextlib.suppress(OSError):  # somebody else uses it
                folder.rmdir()


def _look(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None
