"""Files and addresses that a document names: images, links, what raw HTML loads."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from sacroreport.document.document import Document
from sacroreport.document.images import check_image
from sacroreport.document.items import Target
from sacroreport.findings import Finding, Place, nearest, quoted
from sacroreport.project.names import is_file, name_finding, name_problem, names_beside
from sacroreport.project.root import leads_to

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
LINK_SCHEMES = ("http:", "https:", "mailto:", "tel:", "doi:")


def check_target(document: Document, item: Target, place: Place) -> Iterator[Finding]:
    """Find what no output may load or link to, and files that are not there.

    Parameters
    ----------
    place
        Where its address stands.
    """
    text = item.text
    if item.is_image and (not text or text.startswith("#")):
        yield Finding(
            rule="missing-file",
            place=place,
            message="an image without a file",
            way_out="write ![caption](path)",
        )
    if not text or text.startswith("#"):
        return
    if SCHEME.match(text) or text.startswith("//"):
        if item.is_image or item.is_loaded:
            yield Finding(
                rule="outside-project",
                place=place,
                message="a document cannot load anything from the network",
                found=text,
                way_out="put the file into the project",
            )
        elif not text.lower().startswith(LINK_SCHEMES):
            yield Finding(
                rule="outside-project",
                place=place,
                message="a link of this kind is not allowed",
                found=text,
                expected="a web or mail address, or a place in the document",
            )
        return
    name = text.split("#")[0]
    if item.is_image or item.is_loaded:  # before "&#47;" becomes a path and its place in a file
        finding = name_finding(text.replace("%", ""), place=place, is_read=True)
        if finding is not None and not name_problem(text):
            yield finding
            return
    if document.is_generated(name):
        return
    is_link = not (item.is_image or item.is_loaded)
    trouble = list(check_file(document, name, place, is_link=is_link))
    yield from trouble
    if item.is_image and not trouble:
        yield from check_image(document.project, document.resolve(name), text, place)


def check_file(
    document: Document, name: str, place: Place, *, is_link: bool = False
) -> Iterator[Finding]:
    """Find a file that is outside the project, among the raw data, or not there.

    Parameters
    ----------
    name
        The file as the document names it.
    is_link
        Whether it is only linked to: the name of such a file and its folder are free.
    """
    path = document.resolve(name)
    project = document.project
    if not project.contains(path):
        yield Finding(
            rule="outside-project",
            place=place,
            message="a document cannot reach outside the project",
            found=f"{name}, which leads to {leads_to(path)}",
            way_out="copy the file into the project",
        )
    elif not is_link and (finding := _bad_name(document, name, place)) is not None:
        yield finding
    elif not is_link and project.is_raw_data(path):
        yield Finding(
            rule="raw-data",
            place=place,
            message="a document cannot reach into the raw data",
            found=name,
            way_out="name numbers with {{< var id >}}, and keep other files elsewhere",
        )
    elif not is_file(path):
        near = nearest(path.name, names_beside(path))
        yield Finding(
            rule="missing-file",
            place=place,
            message=f"there is no file {project.name(path.resolve())}",
            way_out=f"did you mean {quoted(near)}?" if near else "create it or correct the path",
        )


def _bad_name(document: Document, name: str, place: Place) -> Finding | None:
    """Return the finding about a name that cannot be used: of the file, or as it is written."""
    own = document.project.name(Path(os.path.normpath(document.resolve(name))))
    if name_problem(own):
        return name_finding(own)
    return name_finding(own, place=place, is_read=True) or (
        name_finding(name, place=place, is_read=True) if "%" not in name else None
    )
