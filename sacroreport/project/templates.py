"""Where the templates are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def template(*parts: str) -> Path:
    """Return the path of a shipped template.

    Examples
    --------
    >>> template("styles", "plain.yml").is_file()
    True
    """
    inside = PACKAGE / "templates"
    return (inside if inside.is_dir() else PACKAGE.parent / "templates").joinpath(*parts)
