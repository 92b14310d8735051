"""PDF: numbers are found where the compiler put them, by the boxes of their characters."""

from __future__ import annotations

from pathlib import Path

from sacroreport.findings import Finding
from sacroreport.proof import loose
from sacroreport.proof.compare import Comparison
from sacroreport.proof.content.difference import Difference
from sacroreport.proof.expected import Expected, Typography
from sacroreport.proof.pages import compare_pages
from sacroreport.proof.pdf import Glyph, read_pdf, subject
from sacroreport.proof.reader import Contents, Reader
from sacroreport.proof.seen.seen import Seen
from sacroreport.proof.stream import Stream
from sacroreport.render.job import Rendered

SUBJECT = "sacroreport"
"""What the subject of every PDF with shared looks holds."""
DRAFT = "A draft by sacroreport"
"""The subject of every PDF that is a draft."""


class PdfReader(Reader):
    """Reads pages as characters with places."""

    needs_marks = True
    reads_copies = True

    def typography(self, *, exact: bool) -> Typography:
        """Return that everything is drawn: markers of lists, numbers of notes, figures."""
        return Typography(
            list_markers=True, note_numbers=True, numbered_notes=True, drawn_images=True
        )

    def stream(self, file: Path, contents: Contents = "all") -> Stream:
        """Return the text of the pages; no character tells which number it belongs to."""
        stream = Stream()
        for page in read_pdf(file, bottom_margin=0):
            stream.separate()
            stream.add(loose.text_of(page))
        return stream

    def carries_placements(self, file: Path) -> bool:
        """Say whether a file is one of ours, whose places the compiler can tell again."""
        return SUBJECT in subject(file)

    def is_draft(self, file: Path) -> bool:
        """Say whether the properties of a file say that it is a draft."""
        return subject(file) == DRAFT

    def difference(self, content: bytes, fresh: bytes) -> Difference | None:
        """Compare two files object by object, and as they are drawn."""
        from sacroreport.proof.content.pdf import compare_pdf

        return compare_pdf(content, fresh)

    def seen(self, copy: Path, rendered: Rendered) -> tuple[Seen, Seen]:
        """Read both with the shapes of their letters, which have to be the same."""
        from sacroreport.proof.seen.pdf import read_seen_pdf
        from sacroreport.proof.seen.pdf_objects import other_drawings

        fresh, shapes = read_seen_pdf(rendered.path, None, rendered.marks)
        seen, _ = read_seen_pdf(copy, shapes)
        if seen.pages is not None:
            drawn = other_drawings(copy.read_bytes(), rendered.path.read_bytes())
            seen.doubts |= dict.fromkeys(drawn)
        return fresh, seen

    def compare(
        self, file: Path, rendered: Rendered, comparison: Comparison, wanted: Expected
    ) -> list[Finding]:
        """Compare every character with its place."""
        pages = _pages(file, rendered, rendered.bottom_margin)
        texts = (stream.all_words for stream in (wanted.body, *wanted.notes))
        return [
            *compare_pages(comparison, wanted, pages, rendered.marks),
            *comparison.leftovers(rendered, *texts),
        ]

    def compare_loosely(
        self, file: Path, rendered: Rendered, comparison: Comparison, wanted: Expected
    ) -> list[Finding]:
        """Compare what stands at the marks, and what else is a number."""
        pages = _pages(file, rendered, 0)
        numbers = loose.at_marks(pages, rendered.marks)
        return [
            *comparison.numbers(numbers),
            *comparison.unknown(numbers),
            *loose.missing_numbers(comparison, wanted, pages),
            *comparison.leftovers(rendered, *(loose.text_of(page) for page in pages)),
        ]


def _pages(file: Path, rendered: Rendered, bottom_margin: float) -> list[list[Glyph]]:
    return read_pdf(
        file,
        bottom_margin=bottom_margin,
        left_margin=rendered.left_margin,
        upright=bool(rendered.watermark),
    )


READER = PdfReader()
