"""DOCX: numbers are found by their bookmark; footnotes are a part of their own."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sacroreport.proof import docx
from sacroreport.proof.content.difference import Difference
from sacroreport.proof.reader import Contents, Reader
from sacroreport.proof.seen.seen import Seen
from sacroreport.proof.stream import Stream
from sacroreport.render.job import Rendered
from sacroreport.render.word.watermark import MARKED, is_marked


class DocxReader(Reader):
    """Reads what Word writes."""

    reads_alternatives = True
    reads_copies = True

    def stream(self, file: Path, contents: Contents = "all") -> Stream:
        """Return the text of a file, its footnotes at the end."""
        body, notes = docx.read_docx(file)
        for note in notes:
            body.extend(note)
        return body

    def alternatives(self, file: Path) -> list[str]:
        """Return the alternative texts of a file's images."""
        return docx.read_attributes(file)

    def is_draft(self, file: Path) -> bool:
        """Say whether a file has the watermark or the status of a draft."""
        with zipfile.ZipFile(file) as archive:
            names = MARKED & {*archive.namelist()}
            return is_marked({name: archive.read(name) for name in names})

    def difference(self, content: bytes, fresh: bytes) -> Difference | None:
        """Compare two files part by part."""
        from sacroreport.proof.content.docx import compare_docx

        return compare_docx(content, fresh)

    def seen(self, copy: Path, rendered: Rendered) -> tuple[Seen, Seen]:
        """Read both as Word shows them."""
        from sacroreport.proof.seen.docx import read_seen_docx

        return read_seen_docx(rendered.path), read_seen_docx(copy)


READER = DocxReader()
