"""One build of a study at a time."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from sacroreport.errors import OutputError
from sacroreport.project.private import NEW, make_folder, sweep
from sacroreport.project.reading import is_regular, is_there
from sacroreport.project.root import Project

IGNORE = b"*\n"


@contextlib.contextmanager
def locked(project: Project, *, wait: float = 0) -> Iterator[None]:
    """Hold the project's lock, so that two builds never write at the same time.

    What a killed build left is removed: no living one can be writing.

    Parameters
    ----------
    wait
        Seconds to wait for another build to end.

    Raises
    ------
    OutputError
        If another build holds it, or the project is not writable.
    """
    from filelock import FileLock, Timeout

    path = project.private_folder / "lock"
    try:
        make_folder(project, project.private_folder)
        _ignore(project.private_folder / ".gitignore")
        _check(project, path)
        lock = FileLock(path)
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise OutputError(
            "another build of this study is running; wait for it to end and build again"
        ) from error
    except OSError as error:
        raise OutputError(f"{project.root} cannot be written: {error.strerror}") from error
    try:
        sweep(project)
        yield
    finally:
        lock.release()


def _ignore(path: Path) -> None:
    """Keep git from the private folder; whatever is there under that name stays."""
    if is_regular(path) and not path.lstat().st_size:
        path.unlink()  # a build was killed while it made it
    if not is_there(path):
        with contextlib.suppress(FileExistsError):  # another build was faster
            descriptor = os.open(path, NEW, 0o666)
            try:
                os.write(descriptor, IGNORE)
            finally:
                os.close(descriptor)


def _check(project: Project, path: Path) -> None:
    """Make sure that opening the lock cannot reach another file.

    Raises
    ------
    OutputError
        If there is something else in its place.
    """
    if not is_there(path):
        return
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
        raise OutputError(
            f"{project.name(path)} is no plain file of its own, but a link or something else: "
            "remove it and build again"
        )
