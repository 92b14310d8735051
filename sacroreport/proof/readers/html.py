"""HTML: numbers are found by their id, and a browser's rules say what a page holds."""

from __future__ import annotations

import re
from pathlib import Path

from sacroreport.proof import html
from sacroreport.proof.content.difference import Difference
from sacroreport.proof.expected import Typography
from sacroreport.proof.reader import Contents, Reader
from sacroreport.proof.seen.seen import Seen
from sacroreport.proof.stream import Stream
from sacroreport.render.job import Rendered

DRAFT = re.compile(r"<meta name=.?sacroreport.? content=.?draft\b", re.I)


class HtmlReader(Reader):
    """Reads pages."""

    reads_alternatives = True
    reads_copies = True

    def typography(self, *, exact: bool) -> Typography:
        """Return that notes stand at the end, each with a way back; Quarto's stand apart."""
        return Typography(note_numbers=True, note_ends="↩") if exact else Typography()

    def stream(self, file: Path, contents: Contents = "all") -> Stream:
        """Return the text of a page."""
        return html.read_html(file, contents=contents)

    def alternatives(self, file: Path) -> list[str]:
        """Return the alternative texts of a page's images."""
        return html.read_attributes(file)

    def carries_placements(self, file: Path) -> bool:
        """Say whether a number of a page has its id, contents left out."""
        return bool(self.stream(file, "none").numbers())

    def is_draft(self, file: Path) -> bool:
        """Say whether a page tells in its head that it is a draft."""
        return DRAFT.search(file.read_text(encoding="utf-8")) is not None

    def network_uses(self, file: Path) -> list[str]:
        """Return the addresses that a page would load from the network."""
        return html.network_uses(file)

    def difference(self, content: bytes, fresh: bytes) -> Difference | None:
        """Compare two pages as a browser builds them."""
        from sacroreport.proof.content.html import compare_html

        return compare_html(content, fresh)

    def seen(self, copy: Path, rendered: Rendered) -> tuple[Seen, Seen]:
        """Read a page and its copy, which has only the styles that the page has."""
        from sacroreport.proof.seen.html import read_seen_html

        fresh, vocabulary = read_seen_html(rendered.path, None)
        seen, _ = read_seen_html(copy, vocabulary)
        return fresh, seen


READER = HtmlReader()
