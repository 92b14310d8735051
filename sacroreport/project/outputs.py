"""Writing: one build at a time, every file whole, all of them or none."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sacroreport.errors import OutputError
from sacroreport.project.root import Project

SUFFIX = ".sacroreport-tmp"
MARK = ".sacroreport-stage"


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write, with its whole content."""

    path: Path
    content: bytes


@contextlib.contextmanager
def locked(project: Project, *, wait: float = 0) -> Iterator[None]:
    """Hold the project's lock, so that two builds never write at the same time.

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

    folder = project.private_folder
    try:
        folder.mkdir(exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        lock = FileLock(folder / "lock")
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise OutputError(
            "another build of this study is running; wait for it to end and build again"
        ) from error
    except OSError as error:
        raise OutputError(f"{project.root} cannot be written: {error.strerror}") from error
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def staging_folder() -> Iterator[Path]:
    """Make a private folder outside the project, and remove those of builds that were killed.

    A folder bears a mark with machine and process, which tells ours from others' and the
    living from the dead.
    """
    here = platform.node()
    for mark in Path(tempfile.gettempdir()).glob(f"sacroreport-*/{MARK}"):
        with contextlib.suppress(OSError, ValueError):
            machine, number = mark.read_text(encoding="utf-8").split("\n")
            if machine == here and not _is_alive(int(number)):
                shutil.rmtree(mark.parent, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="sacroreport-") as folder:
        (Path(folder) / MARK).write_text(f"{here}\n{os.getpid()}", encoding="utf-8")
        yield Path(folder).resolve()


def _is_alive(process: int) -> bool:
    if os.name != "posix":
        return True  # there a signal would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def check_writable(project: Project, folder: Path) -> None:
    """Make sure, before any work, that a folder of the project can take files.

    Raises
    ------
    OutputError
        If something that is no folder stands in the way, or writing is not allowed.
    """
    if not project.contains(folder):
        raise OutputError(
            f"{project.name(folder)} is a link out of the project: built files stay inside it"
        )
    existing = folder
    while not existing.exists() and not existing.is_symlink():
        existing = existing.parent
    if not existing.is_dir():
        raise OutputError(
            f"{existing.name} is a file, but built files go into a folder of that name: "
            "move it away"
        )
    if not os.access(existing, os.W_OK | os.X_OK):
        raise OutputError(f"{existing} is not writable")


def publish(outputs: Sequence[Output], *, folder: Path, root: Path) -> None:
    """Write files so that a reader sees each old or new, never half.

    All contents are first written beside their places; only when every one is safely
    on disk are they moved in, in the order given. If a move fails, those already moved
    are put back.

    Parameters
    ----------
    folder
        Where a build that was killed may have left temporary files.
    root
        Folder of the project; a link that leads out of it is not followed.

    Raises
    ------
    OutputError
        If something could not be written; then nothing has changed.
    """
    for output in outputs:
        if not output.path.parent.resolve().is_relative_to(root):
            raise OutputError(
                f"{output.path.parent.name} is a link out of the project: "
                "built files stay inside it"
            )
    waiting: list[tuple[Path, Output]] = []
    moved: list[tuple[Path, bytes | None]] = []
    try:
        sweep(folder)
        for output in outputs:
            output.path.parent.mkdir(parents=True, exist_ok=True)
            temporary = output.path.with_name(f".{output.path.name}{SUFFIX}")
            waiting.append((temporary, output))
            _write(temporary, output.content)
        for temporary, output in waiting:
            before = output.path.read_bytes() if output.path.is_file() else None
            os.replace(temporary, output.path)
            moved.append((output.path, before))
    except OSError as error:
        for path, before in reversed(moved):
            _restore(path, before)
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        name = Path(str(getattr(error, "filename", None) or folder)).name
        name = name.removeprefix(".").removesuffix(SUFFIX) if SUFFIX in name else name
        raise OutputError(
            f"{name} could not be written: {error.strerror}; the earlier files are untouched"
        ) from error


def is_written(output: Output) -> bool:
    """Say whether a file already has its content, so that its time may stay."""
    try:
        return output.path.read_bytes() == output.content
    except OSError:
        return False


def sweep(folder: Path) -> None:
    """Remove what a build that was ended in the middle of writing left behind."""
    if folder.is_dir():
        for path in folder.rglob(f".*{SUFFIX}"):
            path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _restore(path: Path, before: bytes | None) -> None:
    with contextlib.suppress(OSError):
        if before is None:
            path.unlink(missing_ok=True)
        else:
            temporary = path.with_name(f".{path.name}{SUFFIX}")
            _write(temporary, before)
            os.replace(temporary, path)
