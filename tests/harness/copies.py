"""A copy of a study that is corrupted and put right again, as often as one likes."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sacroreport.document.tokens import SHORTCODE_PATTERN
from sacroreport.pipeline.check import check
from sacroreport.pipeline.pipeline import build
from sacroreport.project.documents import all_documents
from sacroreport.project.root import Project, find_project

REPOSITORY = Path(__file__).resolve().parents[2]
OWN = Path(__file__).with_name("study")
PRIVATE = (".sacroreport", ".gitignore")


@dataclass(frozen=True)
class Spot:
    """A shortcode in a source: its place, what it names, and where in the prose it stands."""

    file: str
    start: int
    end: int
    id: str
    context: str


@dataclass
class Copy:
    """A built study on disk.

    Attributes
    ----------
    files
        Every file as it was built, by its name in the project.
    texts
        Document → id → what it prints there.
    """

    name: str
    root: Path
    files: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    _others: dict[str, dict[str, bytes]] = field(default_factory=dict)

    @property
    def project(self) -> Project:
        """The project as a command finds it, with nothing remembered."""
        return find_project(self.root, exact=True)

    @property
    def documents(self) -> list[Path]:
        """All its documents."""
        return all_documents(self.project)

    @property
    def table(self) -> str:
        """Name of its data file."""
        (name,) = (one for one in self.files if one.startswith("data/") and one.endswith(".csv"))
        return name

    @property
    def outputs(self) -> list[str]:
        """Names of its built files."""
        return [one for one in self.files if re.fullmatch(r"_output/.*\.(pdf|html|docx)", one)]

    def text(self, name: str) -> str:
        """Return a file as it was built."""
        return self.files[name].decode()

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file in place of the one that is there, or beside it."""
        raw = content.encode() if isinstance(content, str) else content
        (self.root / name).write_bytes(raw)

    def delete(self, name: str) -> None:
        """Remove a file."""
        (self.root / name).unlink()

    def rows(self) -> list[list[str]]:
        """Return the data with their header."""
        return list(csv.reader(io.StringIO(self.text(self.table))))

    def write_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Write the data with their header."""
        made = io.StringIO()
        csv.writer(made, lineterminator="\n").writerows(rows)
        self.write(self.table, made.getvalue())

    def changed(self) -> dict[str, bytes | None]:
        """Return what is not as it was built; ``None`` for a file that is gone."""
        now = read_all(self.root)
        names = sorted({*now, *self.files})
        return {name: now.get(name) for name in names if now.get(name) != self.files.get(name)}

    def restore(self) -> None:
        """Put everything back as it was built."""
        for name in self.changed():
            if name in self.files:
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                self.write(name, self.files[name])
            else:
                self.delete(name)

    def spots(self, *contexts: str) -> list[Spot]:
        """Return the shortcodes that name a number, in some places of the prose or in all."""
        found = []
        for name in sorted(self.files):
            if name.startswith("manuscript/") and name.endswith(".qmd"):
                found += [
                    one for one in spots_in(name, self.text(name))
                    if not contexts or one.context in contexts
                ]  # fmt: skip
        return found

    def said(self, spot: Spot) -> str:
        """Return what a shortcode prints."""
        for name, texts in self.texts.items():
            if name == spot.file:
                return texts[spot.id]
        return next(iter(self.texts.values()))[spot.id]

    def replace(self, spot: Spot, new: str) -> None:
        """Put something in the place of a shortcode."""
        text = self.text(spot.file)
        self.write(spot.file, text[: spot.start] + new + text[spot.end :])

    def built_of_other(self, what: str) -> dict[str, bytes]:
        """Return the built files of this study with one cell changed, or in another style."""
        if what not in self._others:
            root = self.root.with_name(f"{self.root.name}-{what}")
            shutil.copytree(self.root, root, ignore=shutil.ignore_patterns("_output", *PRIVATE))
            other = Copy(self.name, root, dict(self.files))
            style = None
            if what == "style":
                style = "lancet"
            else:
                rows = other.rows()
                column = max(i for i, one in enumerate(rows[0]) if one.endswith("_post"))
                column = rows[0].index("vas_post") if "vas_post" in rows[0] else column
                column = rows[0].index("stiff_post") if "stiff_post" in rows[0] else column
                rows[3][column] = "0" if float(rows[3][column]) > 2 else "9"
                other.write_rows(rows)
            build(other.project, other.documents, style=style, engine="pandoc")
            self._others[what] = read_all(root)
        return self._others[what]


def spots_in(name: str, text: str) -> list[Spot]:
    """Return the shortcodes in a source that name a number."""
    found = []
    front = re.match(r"---\n.*?\n---\n", text, re.S)
    for match in SHORTCODE_PATTERN.finditer(text):
        if match["name"] == "var":
            start = match.start()
            is_front = front is not None and start < front.end()
            context = "title" if is_front else _context(text, start)
            found.append(Spot(name, start, match.end(), match["args"].strip(), context))
    return found


def _context(text: str, at: int) -> str:
    """Say where in the prose an offset lies."""
    begin = text.rfind("\n\n", 0, at) + 2
    paragraph = text[begin : text.find("\n\n", at) if "\n\n" in text[at:] else len(text)]
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if re.search(r'fig-alt="[^"]*$', line):
        return "alt"
    for context, begins in (
        ("heading", "#"), ("list", "- "), ("cell", "|"), ("caption", ": "), ("caption", "!["),
    ):  # fmt: skip
        if line.startswith(begins):
            return context
    if paragraph.startswith("[^"):
        return "footnote"
    return "cited" if re.search(r"\[@|(?<!\w)@(?!fig|tbl)\w", paragraph) else "prose"


def read_all(root: Path) -> dict[str, bytes]:
    """Return every file of a study but those of the lock."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {*path.relative_to(root).parts} & {*PRIVATE}
    }


def make_copies(folder: Path) -> list[Copy]:
    """Copy both studies, and build them.

    Returns
    -------
    copies
        The shipped study, and one of two arms that has every place where a number stands.
    """
    shipped, own = folder / "shipped", folder / "own"
    for name in ("data", "manuscript"):
        shutil.copytree(
            REPOSITORY / name, shipped / name, ignore=shutil.ignore_patterns("_generated")
        )
    shutil.copy(REPOSITORY / "_quarto.yml", shipped)
    shutil.copytree(OWN, own)
    return [made(Copy("shipped", shipped)), made(Copy("two arms", own))]


def made(copy: Copy) -> Copy:
    """Build a study as it is, and note what came out."""
    build(copy.project, copy.documents, engine="pandoc")
    copy.files = read_all(copy.root)
    checked = check(copy.project, copy.documents, engine="pandoc")
    assert checked.analysis.values is not None
    own = {id_: value.plain for id_, value in checked.analysis.values.items()}
    copy.texts = {"": own}
    copy.texts |= {
        name: {id_: value.plain for id_, value in values.items()}
        for name, values in checked.values.items()
    }
    return copy
