"""Names of files: none may be read as anything but a name, by no program and no reader.

``-Levil.qmd`` is an option to pandoc, a backslash or ``&#47;`` in the path of an image is
another path once markdown has read it, and a line break ends a line of whatever names the
file. Such names are defects wherever they come from. Besides, programs are given ``./name``
(:func:`plain_path`), which none takes for an option.
"""

from __future__ import annotations

import re
from pathlib import Path

from sacroreport.findings import Finding, Place

OPTION = re.compile(r"(?:^|/)-")
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
READ = re.compile(r"\\|&(?:#|\w+;)|%[0-9A-Fa-f]{2}")
"""What markdown, or who opens an address, takes for another character."""
OURS = re.compile(r"(?:\.pandoc|_sacroreport)(?:/|\Z)")
"""Folders of our own beside staged files; what lay there would steer the programs."""
WAY_OUT = "rename it with letters, digits, dots and hyphens, a letter first"


def name_problem(name: str, *, is_read: bool = False) -> str:
    r"""Say why a path cannot be used; empty when nothing is wrong with it.

    Parameters
    ----------
    name
        The path relative to the project, or as something names it.
    is_read
        Whether it passes through markdown, as paths of images and bibliographies do.

    Examples
    --------
    >>> name_problem("manuscript/-Levil.qmd")
    'a program would read a name that begins with "-" as an option'
    >>> name_problem("a-b/c.qmd"), name_problem("../-b/c.csv")[:9], name_problem("a\nb")
    ('', 'a program', 'its name holds the character U+000A')
    >>> name_problem("a&#47;b.png", is_read=True)
    'its name holds "&#", which is read as another character'
    """
    if OPTION.search(name):
        return 'a program would read a name that begins with "-" as an option'
    if match := UNSEEN.search(name):
        return f"its name holds the character U+{ord(match.group()):04X}"
    if match := OURS.match(name):
        return "a build has files of its own under that name"
    if is_read and (match := READ.search(name)):
        return f'its name holds "{match.group()}", which is read as another character'
    return ""


def name_finding(name: str, *, place: Place | None = None, is_read: bool = False) -> Finding | None:
    """Return the finding about a path that cannot be used, at a place or at the file itself."""
    problem = name_problem(name, is_read=is_read)
    if not problem:
        return None
    return Finding(
        rule="file-name",
        place=place or Place(name),
        message=problem,
        found=name if place else "",
        way_out=WAY_OUT,
    )


def is_file(path: Path) -> bool:
    """Say whether there is such a file; there is none whose name no file system allows."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def names_beside(path: Path) -> list[str]:
    """Return the names in the folder of a file, which need not be there."""
    try:
        return [sibling.name for sibling in path.parent.iterdir()]
    except (OSError, ValueError):
        return []


def plain_path(name: str) -> str:
    """Return a relative path as a program may be given it: never an option, never an address.

    Examples
    --------
    >>> plain_path("-Levil.md"), plain_path("../refs.bib"), plain_path("+RTS")
    ('./-Levil.md', './../refs.bib', './+RTS')
    """
    return f"./{name}"
