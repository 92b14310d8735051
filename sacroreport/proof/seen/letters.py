"""The letters of a PDF as they are drawn: each has the shape of its character, and no other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sacroreport.proof.pdf import Glyph

if TYPE_CHECKING:
    import numpy as np

SCALE = 5.0
"""Points of a picture for each point of a page."""
SHAPE = (16, 24)
"""Points to which each letter is brought, across and up."""
WEIGHT = 40.0
"""How many points a difference in how a letter stands counts for."""
SAME = 0.06
"""Mean difference of ink, from 0 to 1, up to which two letters have one shape."""
MOST = 150
"""Examples of a letter that are kept: roman, bold, italic, in several sizes."""


@dataclass
class Shapes:
    """What letters look like in a fresh file: character → examples, one a row."""

    examples: dict[str, np.ndarray] = field(default_factory=dict)

    def learn(self, character: str, shape: np.ndarray) -> None:
        """Keep an example, unless there is one like it."""
        import numpy as np

        known = self.examples.get(character, np.empty((0, shape.size), np.float32))
        if len(known) < MOST and _nearest(known, shape) > SAME / 4:
            self.examples[character] = np.vstack([known, shape])

    def is_like(self, character: str, shape: np.ndarray) -> bool:
        """Say whether a shape is that of a character, and of no other of its class."""
        known = self.examples.get(character)
        own = 1.0 if known is None else _nearest(known, shape)
        return own <= SAME and all(
            _nearest(examples, shape) >= own
            for other, examples in self.examples.items()
            if other != character and _class(other) == _class(character)
        )


class Pages:
    """Pages that are drawn when a letter on them is looked at."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2 as pdfium

        self.document = pdfium.PdfDocument(content)
        self.drawn: dict[int, tuple[Any, Any, Any]] = {}

    def shape(self, glyph: Glyph) -> np.ndarray | None:
        """Return what is drawn where a glyph stands; ``None`` off the page.

        The first points are those of the letter, brought to one size. The last tell how wide
        it is for its height and where it stands on its line, each as a point of its own.
        """
        import numpy as np

        text, place, picture = self._page(glyph.page - 1)
        left, bottom, right, top = text.get_charbox(glyph.index)
        width, height = right - left, top - bottom
        if not (0 < width < 100 and 0 < height < 100):
            return None
        (x0, y0), (x1, y1) = (place.to_bitmap(x, y) for x, y in ((left, top), (right, bottom)))
        if min(x0, y0) < 0 or max(x0, x1) >= picture.width or max(y0, y1) >= picture.height:
            return None
        if x1 <= x0 or y1 <= y0:
            return None  # turned, or upside down
        box = (
            x0,
            y0,
            min(x0 + width * SCALE, picture.width),
            min(y0 + height * SCALE, picture.height),
        )
        small = picture.resize(SHAPE, box=box, resample=4)
        ink = 1 - np.asarray(small, dtype=np.float32).ravel() / 255
        rise = (glyph.baseline - glyph.bottom) / height
        pose = np.array([np.arctan2(height, width), np.arctan(rise)], np.float32)
        return np.concatenate([ink, pose * WEIGHT])

    def _page(self, number: int) -> tuple[Any, Any, Any]:
        if number not in self.drawn:
            page = self.document[number]
            bitmap = page.render(scale=SCALE, grayscale=True)
            self.drawn[number] = page.get_textpage(), bitmap.get_posconv(page), bitmap.to_pil()
        return self.drawn[number]


def _nearest(examples: np.ndarray, shape: np.ndarray) -> float:
    """Return the mean difference of a shape from the example that it is most like."""
    return float(abs(examples - shape).mean(axis=1).min()) if len(examples) else 1.0


def _class(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "letter" if character.isalpha() else "sign"
