"""Drawings of figures, kept from run to run: what shows the same is not drawn again."""

from __future__ import annotations

import json

from sacroreport.pipeline.tools import tools_digest
from sacroreport.project.cache import user_cache
from sacroreport.project.root import digest
from sacroreport.writing.draw.model import Drawing, Mark
from sacroreport.writing.figures import Picture

CACHE = "drawings"


def kept_drawing(picture: Picture) -> Drawing | None:
    """Return the drawing of a picture from an earlier run; ``None`` where none was kept."""
    content = user_cache(CACHE).get(_key(picture))
    return None if content is None else _decoded(content)


def draw_and_keep(picture: Picture) -> Drawing:
    """Draw a picture, whatever was kept, and keep it for the next run.

    Raises
    ------
    ValueError
        If a text of it cannot be drawn.
    RuntimeError
        If a number that was drawn is not the one of its result: a defect of this package.
    """
    drawing = picture.draw()
    user_cache(CACHE).put(_key(picture), _encoded(drawing))
    return drawing


def _key(picture: Picture) -> str:
    """Return the digest of what a picture shows, and of the programs that draw it."""
    return digest(f"{tools_digest()}\n{picture.shown}".encode())


def _encoded(drawing: Drawing) -> bytes:
    """Return a drawing in one piece.

    Examples
    --------
    >>> drawing = Drawing(b"<svg/>", b"PNG", (Mark("vas.n", "28"),))
    >>> _decoded(_encoded(drawing)) == drawing
    True
    """
    marks = [[mark.id, mark.text] for mark in drawing.marks]
    head = json.dumps({"svg": len(drawing.svg), "marks": marks})
    return head.encode() + b"\n" + drawing.svg + drawing.png


def _decoded(content: bytes) -> Drawing:
    head, _, rest = content.partition(b"\n")
    fields = json.loads(head)
    marks = tuple(Mark(id_, text) for id_, text in fields["marks"])
    return Drawing(rest[: fields["svg"]], rest[fields["svg"] :], marks)
