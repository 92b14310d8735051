"""Which documents a project has, and which of them are meant."""

from __future__ import annotations

from pathlib import Path

from sacroreport.errors import UsageError
from sacroreport.findings import did_you_mean
from sacroreport.project.root import Project


def all_documents(project: Project) -> list[Path]:
    """Return every document of a project; what begins with ``_`` is part of others."""
    folder = project.documents_folder
    return sorted(
        path
        for path in folder.rglob("*.qmd")
        if not any(part.startswith("_") for part in path.relative_to(folder).parts)
    )


def find_documents(project: Project, names: list[str]) -> list[Path]:
    """Return the documents to build.

    Parameters
    ----------
    names
        Names (``abstract``) or paths (``manuscript/abstract.qmd``); all documents of
        the project when empty. Files that begin with ``_``, or lie in such a folder, are
        parts of others.

    Raises
    ------
    UsageError
        If a name fits no document, or the project has none.
    """
    known = all_documents(project)
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
