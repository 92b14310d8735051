"""What a draft has in place of files that are not there, or cannot be shown."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from sacroreport.render.pandoc.engine import default_csl

MISSING = "_draft/missing.png"
"""The picture that stands for any other, relative to the project as it is staged."""
WIDTH, HEIGHT, BORDER = 900, 240, 2
PAPER, LINE = (0xF6, 0xF5, 0xF2), (0xB5, 0xB0, 0xA6)
EMPTY = {
    ".bib": b"% empty\n",
    ".json": b"[]\n",
    ".yaml": b"references: []\n",
    ".yml": b"references: []\n",
}


def placeholder(name: str, *, cited: bool = False) -> bytes:
    r"""Return the content of a file that stands for a missing one; empty for other kinds.

    Parameters
    ----------
    cited
        Whether it is a bibliography.

    Examples
    --------
    >>> placeholder("figure.png")[:4], placeholder("references.bib", cited=True)
    (b'\x89PNG', b'% empty\n')
    """
    suffix = Path(name).suffix.lower()
    if cited:
        return EMPTY.get(suffix, b"")
    if suffix == ".csl" and (csl := default_csl()) is not None:
        return csl.read_bytes()
    return {".png": _png(), ".svg": _svg()}.get(suffix, b"")


def _png() -> bytes:
    """Draw a crossed box."""
    slope = HEIGHT / WIDTH
    rows = []
    for y in range(HEIGHT):
        row = bytearray(WIDTH)
        for x in (*(round(y / slope) + step for step in range(-BORDER, BORDER)),):
            for column in (x, WIDTH - 1 - x):
                if 0 <= column < WIDTH:
                    row[column] = 1
        edge = BORDER if BORDER <= y < HEIGHT - BORDER else WIDTH
        row[:edge] = row[-edge:] = b"\x01" * edge
        rows.append(b"\0" + bytes(row))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", header), (b"PLTE", bytes((*PAPER, *LINE)))]
    parts += [(b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def _svg() -> bytes:
    paper, line = (f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in (PAPER, LINE))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH // 2}" height="{HEIGHT // 2}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><path d="M0 0H{WIDTH}V{HEIGHT}H0ZL{WIDTH} {HEIGHT}M0 '
        f'{HEIGHT}L{WIDTH} 0" fill="{paper}" stroke="{line}" stroke-width="{2 * BORDER}"/></svg>\n'
    ).encode()
