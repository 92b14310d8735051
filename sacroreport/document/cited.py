"""Bibliographies and citation styles: what could load something else, or grow without end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sacroreport.document.document import Document
from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place
from sacroreport.project.positions import read_yaml

MOST_BYTES = 5_000_000
"""Of a bibliography: ten thousand entries with their abstracts."""
ANCHOR = re.compile(r"(?:^|[\s\[{,:-])&\w", re.M)
WAYS = {"bibliography": "keep the entries that the document cites", "csl": "use another style"}


def check_cited(document: Document, key: str, name: str, place: Place) -> Iterator[Finding]:
    """Yield the findings about a bibliography or a citation style; none for one that can be used.

    A bibliography is too long, or its YAML grows without end; a style loads something, only
    refers to another one, or is none.

    Parameters
    ----------
    key
        ``bibliography`` or ``csl``.
    name
        The file as the front matter names it; it is there.
    """
    path = document.resolve(name)
    if path.stat().st_size > MOST_BYTES:
        yield Finding(
            rule="too-long",
            place=place,
            message=f"the {key} is too long to be read",
            found=f"{name}: {path.stat().st_size:,} bytes",
            expected=f"at most {MOST_BYTES:,} bytes",
            way_out=WAYS[key],
        )
    elif key == "csl":
        yield from _check_style(document.project.read_bytes(path), name, place)
    elif path.suffix.lower() in (".yaml", ".yml"):
        try:  # an alias of aliases of aliases would have a program copy it for ever
            text = document.project.read_text(path)
            if ANCHOR.search(text):  # reading takes long, and few have any
                read_yaml(text, document.project.name(path))
        except DefectError as error:
            yield from error.findings


def _check_style(content: bytes, name: str, place: Place) -> Iterator[Finding]:
    """Yield the finding about a style that cannot be read, or only refers to another one."""
    from lxml import etree

    try:
        content.decode("utf-8")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        style = etree.fromstring(content, parser)
    except (UnicodeDecodeError, etree.LxmlError, ValueError) as error:
        yield Finding(
            rule="bibliography", place=place, found=name,
            message=f"the citation style cannot be read: {str(error).splitlines()[0][:150]}",
            way_out="download it again",
        )  # fmt: skip
        return
    links = (
        element for element in style.iter() if isinstance(element.tag, str) and element.get("rel")
    )
    if b"<!DOCTYPE" in content or any(link.get("rel") == "independent-parent" for link in links):
        yield Finding(
            rule="outside-project",
            place=place,
            message="a citation style that is only a reference to another one",
            found=name,
            way_out="use the style that it refers to",
        )
