"""The finished canvas as SVG and PNG, the same bytes on every run.

Only matplotlib's object interface is used, under its own defaults: neither a user's
matplotlibrc nor a style that the calling program set has any influence, and the caller's
settings are as before afterwards.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sacroreport.writing.draw.canvas import BLACK, Canvas, Dot, Shape, Words
from sacroreport.writing.draw.fonts import LEADING, font
from sacroreport.writing.draw.model import Drawing, DrawingError, Mark

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

DPI = 300
_TALLEST = 15000.0  # in points; Agg draws at most 65,536 pixels
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>\n?")  # names an address that no reader needs
_GROUP_ID = re.compile(rb' id="(?:figure|patch|line2d|text)_\d+"')  # twice in a page of two


def render(canvas: Canvas) -> Drawing:
    """Draw what is on a canvas.

    Examples
    --------
    >>> canvas = Canvas(height=20)
    >>> height = canvas.text(Mark("vas.n", "28 participants"), 5, 2)
    >>> drawing = render(canvas)
    >>> drawing.marks
    (Mark(id='vas.n', text='28 participants'),)
    >>> drawing.svg[:5], drawing.png[1:4]
    (b'<?xml', b'PNG')
    """
    with _own_settings():
        figure, marks = figure_of(canvas)
        return Drawing(_svg(figure), _png(figure), marks)


@contextmanager
def _own_settings() -> Iterator[None]:
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams["svg.fonttype"] = "path"
        matplotlib.rcParams["svg.hashsalt"] = "drawing"
        # Unhinted, letters stand in the PNG where their paths stand in the SVG.
        matplotlib.rcParams["text.hinting"] = "none"
        yield


def figure_of(canvas: Canvas) -> tuple[Figure, tuple[Mark, ...]]:
    """Return the figure, and the marks in the order in which their texts were put on it."""
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    # A multiple of 6 points is a whole number of pixels: both formats have one shape.
    height = 6 * math.ceil(canvas.height / 6)
    if height > _TALLEST:
        raise DrawingError(f"a drawing of {height / 72:.0f} inches is too tall: use fewer rows")
    figure = Figure(figsize=(canvas.width / 72, height / 72), dpi=DPI, facecolor="white")
    points = Affine2D().scale(1 / 72, -1 / 72).translate(0, height / 72) + figure.dpi_scale_trans
    marks: list[Mark] = []
    for order, item in enumerate(canvas.items):
        for artist in _artists(item, points):
            artist.set_zorder(order)
            figure.add_artist(artist)
        if isinstance(item, Words) and item.mark is not None:
            marks.append(item.mark)
    return figure, tuple(marks)


def _artists(item: Words | Shape | Dot, points: Transform) -> list[Artist]:
    from matplotlib.patches import Circle, Polygon

    if isinstance(item, Words):
        return _texts(item, points)
    if isinstance(item, Shape):
        return (
            [_line(item, points)]
            if item.fill is None
            else [
                Polygon(
                    item.points,
                    closed=True,
                    facecolor=item.fill,
                    edgecolor=item.edge or "none",
                    linewidth=item.width if item.edge else 0,
                    joinstyle="miter",
                    transform=points,
                )
            ]
        )
    return [
        Circle(
            (item.x, item.y),
            item.radius,
            facecolor=item.fill,
            edgecolor=item.edge or "none",
            linewidth=0.6 if item.edge else 0,
            transform=points,
        )
    ]


def _line(item: Shape, points: Transform) -> Artist:
    from matplotlib.lines import Line2D

    ends = "round" if item.has_round_ends else "butt"
    return Line2D(
        [x for x, _ in item.points],
        [y for _, y in item.points],
        color=item.edge,
        linewidth=item.width,
        linestyle=(0, (4, 2.5)) if item.is_dashed else "solid",
        alpha=item.opacity,
        solid_capstyle=ends,  # type: ignore[arg-type]
        solid_joinstyle="miter",
        transform=points,
    )


def _texts(item: Words, points: Transform) -> list[Artist]:
    from matplotlib.text import Text

    return [
        Text(
            item.x,
            item.y + index * LEADING * item.size,
            line,
            color=BLACK,
            fontproperties=font(item.size, item.bold),
            horizontalalignment=item.align,
            verticalalignment="bottom" if item.is_turned else "baseline",
            rotation=90 if item.is_turned else 0,
            parse_math=False,  # a dollar sign is a dollar sign
            transform=points,
        )
        for index, line in enumerate(item.lines)
    ]


def _svg(figure: Figure) -> bytes:
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    target = io.BytesIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    FigureCanvasSVG(figure).print_svg(target, metadata=nothing)  # type: ignore[no-untyped-call]
    return _GROUP_ID.sub(b"", _DOCTYPE.sub(b"", target.getvalue()))


def _png(figure: Figure) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    target = io.BytesIO()
    # Opaque: a transparent layer makes a PDF larger, and some journals refuse it.
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    image = Image.frombuffer("RGBA", canvas.get_width_height(), pixels)
    image.convert("RGB").save(target, "png", dpi=(DPI, DPI))
    return target.getvalue()
