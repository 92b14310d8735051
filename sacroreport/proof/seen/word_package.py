"""The parts of a DOCX file, found the way Word finds them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from sacroreport.proof.content.docx import UnreadablePackageError, parse_part

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """Parts by name; which of them is which, their relations tell, not their names."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = parts
        self.main = next(self.related("", "officeDocument"), "")
        if self.main not in parts:
            raise UnreadablePackageError("it has no main part")

    def relations(self, part: str) -> Iterator[tuple[str, str, str, bool]]:
        """Yield the relations of a part: identifier, kind, target, whether it is elsewhere."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self.parts:
            return
        for relation in parse_part(self.parts[source]).iter(RELATION):
            target = unquote(relation.get("Target", ""))
            away = relation.get("TargetMode", "") == "External"
            if not away:
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(joined).lstrip("/")
            yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], target, away

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the parts of a kind to which a part is related."""
        for _, this, target, away in self.relations(part):
            if this == kind and not away:
                yield target

    def tree(self, kind: str) -> etree._Element | None:
        """Return the first part of a kind that belongs to the main part."""
        name = next(self.related(self.main, kind), "")
        return parse_part(self.parts[name]) if name in self.parts else None
