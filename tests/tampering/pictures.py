"""Digits as pictures and paths, and fonts whose digits are exchanged."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import matplotlib
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

SERIF = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"


def path_of(text: str, size: float) -> list[tuple[str, list[float]]]:
    """Return the outline of a text as PDF operators and their operands, y upwards."""
    path = TextPath((0, 0), text, size=size, prop=FontProperties(fname=str(SERIF)))
    made: list[tuple[str, list[float]]] = []
    at = (0.0, 0.0)
    for points, code in path.iter_segments(curves=True, simplify=False):
        values = [round(float(one), 3) for one in points]
        if code == path.MOVETO:
            made.append(("m", values))
        elif code == path.LINETO:
            made.append(("l", values))
        elif code == path.CURVE3:
            (x0, y0), (x1, y1, x2, y2) = at, values
            curve = [x0 + 2 / 3 * (x1 - x0), y0 + 2 / 3 * (y1 - y0)]
            curve += [x2 + 2 / 3 * (x1 - x2), y2 + 2 / 3 * (y1 - y2), x2, y2]
            made.append(("c", [round(one, 3) for one in curve]))
        elif code == path.CURVE4:
            made.append(("c", values))
        else:
            made.append(("h", []))
            continue
        at = (values[-2], values[-1])
    return made


def drawing(text: str, size: float = 10.5) -> str:
    """Return PDF operators that fill the outline of a text."""
    lines = [
        f"{' '.join(f'{one:g}' for one in values)} {name}" for name, values in path_of(text, size)
    ]
    return "\n".join([*lines, "f"])


def svg(text: str, size: int = 18, background: str = "none") -> str:
    """Return an SVG that shows a text."""
    width = round(len(text) * size * 0.6)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{size}">'
        f'<rect width="100%" height="100%" fill="{background}"/>'
        f'<text x="0" y="{size * 0.8:g}" font-family="serif" font-size="{size}">{text}</text></svg>'
    )


def svg_address(text: str, size: int = 18, background: str = "none") -> str:
    """Return the same as an address that holds its content."""
    content = base64.b64encode(svg(text, size, background).encode()).decode()
    return f"data:image/svg+xml;base64,{content}"


def png(text: str, *, width: int = 80, height: int = 32) -> bytes:
    """Return a PNG that shows a text in black on white."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (width, height), "white")
    font = ImageFont.truetype(str(SERIF), height - 8)
    ImageDraw.Draw(image).text((2, 0), text, fill="black", font=font)
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def exchanged_font(
    pairs: str = "0189", name: str = "Exchanged", *, only: str = "0123456789."
) -> bytes:
    """Return a TrueType font in which some digits show others.

    Parameters
    ----------
    pairs
        Characters of which each shows the one before or after it, pair by pair.
    only
        The characters that it has.
    """
    from fontTools import subset

    options = subset.Options(name_IDs=["*"], notdef_outline=True, layout_features=[])
    font = TTFont(SERIF, recalcTimestamp=False)
    del font["FFTM"]  # dates of its maker, which the subsetter does not know
    chosen = subset.Subsetter(options)
    chosen.populate(text=only)
    chosen.subset(font)
    shown = {
        **dict(zip(pairs[::2], pairs[1::2], strict=True)),
        **dict(zip(pairs[1::2], pairs[::2], strict=True)),
    }
    glyphs: dict[int, str] = font.getBestCmap()
    new = {code: glyphs[ord(shown.get(chr(code), chr(code)))] for code in glyphs}
    tables: Any = font["cmap"].tables
    for table in tables:
        table.cmap = dict(new)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = name
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
