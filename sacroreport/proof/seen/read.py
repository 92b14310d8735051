"""A copy and a fresh file, read alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sacroreport.proof.seen.seen import Seen
from sacroreport.render.job import Rendered

READABLE = frozenset({".html", ".docx", ".pdf"})


@dataclass(frozen=True, slots=True)
class Pair:
    """What a reader sees of a fresh file, and of a copy.

    Attributes
    ----------
    doubts
        What the copy holds that cannot be read and that a fresh file has not.
    """

    fresh: Seen
    copy: Seen
    doubts: tuple[str, ...]


def read_pair(copy: Path, rendered: Rendered) -> Pair:
    """Read a copy and a fresh file of the same kind.

    Parameters
    ----------
    rendered
        The document as it renders now, in the format of the copy.
    """
    match copy.suffix.lower():
        case ".html":
            from sacroreport.proof.seen.html import read_seen_html

            fresh, known = read_seen_html(rendered.path, None)
            seen, _ = read_seen_html(copy, known)
            return _pair(fresh, seen)
        case ".docx":
            from sacroreport.proof.seen.docx import read_seen_docx

            return _pair(read_seen_docx(rendered.path), read_seen_docx(copy))
        case _:
            from sacroreport.proof.seen.pdf import other_drawings, read_seen_pdf

            made, shapes = read_seen_pdf(rendered.path, None, rendered.marks)
            pages, _ = read_seen_pdf(copy, shapes)
            if pages.pages is not None:
                drawn = other_drawings(copy.read_bytes(), rendered.path.read_bytes())
                pages.doubts |= dict.fromkeys(drawn)
            return _pair(made, pages)


def _pair(fresh: Seen, copy: Seen) -> Pair:
    return Pair(fresh, copy, tuple(one for one in copy.doubts if one not in fresh.doubts))
