"""A Quarto document: front matter, body with includes, and what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sacroreport.document.flat import FlatText, flatten, split_front_matter
from sacroreport.document.metadata import Metadata, read_metadata
from sacroreport.document.scan import Item, scan
from sacroreport.errors import UsageError
from sacroreport.findings import Finding, did_you_mean
from sacroreport.project.root import Project


@dataclass(frozen=True)
class Document:
    """A document as read.

    Attributes
    ----------
    path
        The ``.qmd`` file.
    items
        Shortcodes, targets, comments, references and refusals of the body.
    findings
        What reading it brought up.
    """

    project: Project
    path: Path
    metadata: Metadata
    body: FlatText
    items: tuple[Item, ...]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """Path relative to the project."""
        return self.project.name(self.path)


def read_document(project: Project, path: Path) -> Document:
    """Read a document with everything it includes.

    Raises
    ------
    DefectError
        If the file cannot be read or its front matter is not YAML.
    """
    text = project.read_text(path)
    front, body, first_line = split_front_matter(text)
    metadata, findings = read_metadata(front, project.name(path))
    flat, more = flatten(project, path, body, first_line)
    return Document(project, path, metadata, flat, tuple(scan(flat.text)), (*findings, *more))


def find_documents(project: Project, names: list[str]) -> list[Path]:
    """Return the documents to build.

    Parameters
    ----------
    names
        Names (``abstract``) or paths (``manuscript/abstract.qmd``); all documents of
        the project when empty. Files whose name begins with ``_`` are parts of others.

    Raises
    ------
    UsageError
        If a name fits no document, or the project has none.
    """
    known = sorted(
        path for path in project.documents_folder.rglob("*.qmd") if not path.name.startswith("_")
    )
    if not known:
        raise UsageError("this study has no documents: there is no .qmd file in manuscript/")
    if not names:
        return known
    chosen = []
    for name in names:
        wanted = name.removesuffix(".qmd")
        fits = [
            path
            for path in known
            if wanted in (path.stem, project.name(path).removesuffix(".qmd"))
            or Path(name).resolve() == path.resolve()
        ]
        if not fits:
            stems = [path.stem for path in known]
            hint = did_you_mean(wanted, stems) or f"there are: {', '.join(stems)}"
            raise UsageError(f'there is no document "{name}"; {hint}')
        chosen += [path for path in fits if path not in chosen]
    return chosen
