"""Where a study is: the nearest folder that holds ``data/study.yml``."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from sacroreport.errors import DefectError, UsageError
from sacroreport.findings import Finding, Place
from sacroreport.project.reading import is_there, read_file

STUDY_FILE = "data/study.yml"


def leads_to(path: Path) -> str:
    """Return where a path leads when links are followed, as far as they can be."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return "nowhere"


def digest(content: bytes) -> str:
    """Return the SHA-256 of a content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Project:
    """A study's folder, with the places of the files that the design names.

    Attributes
    ----------
    root
        Absolute, resolved path of the folder that holds ``data/study.yml``.
    seen
        Digest of every file that was read, as it was when it was read: what is recorded
        of a build must be what it saw, even if a file is saved in the meantime.
    """

    root: Path
    seen: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def study_file(self) -> Path:
        """The study description."""
        return self.root / STUDY_FILE

    @property
    def data_folder(self) -> Path:
        """Folder of the raw data; file names in ``study.yml`` are relative to it."""
        return self.root / "data"

    @property
    def published_file(self) -> Path:
        """Optional list of the numbers that are already in print."""
        return self.root / "data" / "published.yml"

    @property
    def documents_folder(self) -> Path:
        """Folder of the Quarto documents."""
        return self.root / "manuscript"

    @property
    def people_file(self) -> Path:
        """Optional: the authors of all documents."""
        return self.documents_folder / "authors.yml"

    @property
    def generated_folder(self) -> Path:
        """Folder of the generated tables and figures."""
        return self.documents_folder / "_generated"

    @property
    def variables_file(self) -> Path:
        """Generated: every value by id, for a plain ``quarto render``."""
        return self.root / "_variables.yml"

    @property
    def quarto_file(self) -> Path:
        """The Quarto project file."""
        return self.root / "_quarto.yml"

    @property
    def private_folder(self) -> Path:
        """Folder for the lock; it ignores itself in git."""
        return self.root / ".sacroreport"

    def name(self, path: Path) -> str:
        """Return a path as it is printed: relative to the project, with ``/``."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def remember(self, path: Path, content: bytes) -> None:
        """Note what a file held; one that changed between two looks is noted as unknown."""
        name, sha256 = self.name(path), digest(content)
        if self.seen.setdefault(name, sha256) != sha256:
            self.seen[name] = "changed"

    def contains(self, path: Path) -> bool:
        """Say whether a path, links followed, stays inside the project."""
        try:
            return path.resolve().is_relative_to(self.root)
        except (OSError, RuntimeError, ValueError):  # a link to itself, an impossible name
            return False

    def outside(self, path: Path, place: Place, what: str = "the file") -> Finding:
        """Return the finding about a file that links lead out of the project to."""
        return Finding(
            rule="outside-project",
            place=place,
            message=f"{what} is a link out of the project",
            found=f"{self.name(path)}, which leads to {leads_to(path)}",
            way_out="copy the file into the project",
        )

    def read_text(self, path: Path) -> str:
        """Read a UTF-8 text file of the project, a byte order mark left out.

        Raises
        ------
        DefectError
            If the file is absent, unreadable or not UTF-8.
        """
        return self.decode(path, self.read_bytes(path))

    def read_bytes(self, path: Path) -> bytes:
        """Read a file of the project.

        Raises
        ------
        DefectError
            If the file is absent, unreadable, no regular file, or outside the project.
        """
        if not self.contains(path):
            raise DefectError([self.outside(path, Place(self.name(path)))])
        place = Place(self.name(path))
        try:
            content = read_file(path)
            self.remember(path, content)
            return content
        except FileNotFoundError:
            message, way_out = "there is no such file", "create it or correct its name"
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            way_out = "put the file itself there, and check its permissions"
        raise DefectError(
            [Finding(rule="unreadable-file", place=place, message=message, way_out=way_out)]
        )

    def decode(self, path: Path, content: bytes) -> str:
        """Return the text of a file that has been read, a byte order mark left out.

        Raises
        ------
        DefectError
            If it is not UTF-8.
        """
        try:
            return content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            message = f"the file is not UTF-8 (byte {error.start + 1})"
            before = content[: error.start].decode("utf-8-sig", "replace")
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            raise DefectError(
                [
                    Finding(
                        rule="unreadable-file", message=message,
                        place=Place(self.name(path), line, column),
                        way_out="save it as UTF-8",
                    )
                ]
            ) from None  # fmt: skip

    def folders_to(self, path: Path) -> list[Path]:
        """Return the folders from the project down to a file in it."""
        folders = [self.root]
        for part in path.parent.relative_to(self.root).parts:
            folders.append(folders[-1] / part)
        return folders

    def is_raw_data(self, path: Path) -> bool:
        """Say whether a path, links followed, leads into the raw data."""
        try:
            return path.resolve().is_relative_to(self.data_folder.resolve())
        except (OSError, RuntimeError, ValueError):
            return False


def find_project(start: Path, *, exact: bool = False) -> Project:
    """Return the project of a folder: the folder itself or its nearest parent.

    Parameters
    ----------
    start
        Folder to begin with.
    exact
        Look only in ``start``, as ``--project DIR`` asks.

    Raises
    ------
    UsageError
        If no folder on the way holds ``data/study.yml``.
    """
    start = start.resolve()
    for folder in [start] if exact else [start, *start.parents]:
        file = folder / STUDY_FILE
        if is_there(file) and not file.is_dir():  # what else it may be is told when it is read
            return Project(folder)
    where = f"in {start}" if exact else f"in {start} or any folder above it"
    raise UsageError(
        f"no study here: there is no {STUDY_FILE} {where}. "
        "Go to the study's folder or name it: sacroreport --project DIR ..."
    )
