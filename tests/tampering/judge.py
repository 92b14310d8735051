"""Whether a reader sees what was done to a file: pictures of its pages, before and after.

``python -m tests.tampering.judge [NAME…] [--pictures FOLDER]`` looks at all kinds, or at those
whose names contain a word, and writes their verdicts into ``verdicts.csv``.
"""

from __future__ import annotations

import argparse
import csv
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tests.tampering import programs
from tests.tampering.corpus import KINDS, Kind
from tests.tampering.kinds import EYE

VERDICTS = Path(__file__).with_name("verdicts.csv")
SWITCHES = [one for one in programs.SWITCHES if one != "--headless"]
LEAST = 24
"""Steps of grey, of 255, from which a pixel counts as another one: less is smoothing."""
Picture = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Verdict:
    """What the pictures of a kind showed.

    Attributes
    ----------
    pixels
        The share of changed pixels in percent, the largest among the ways of looking.
    by
        The way of looking that showed most; what the kind says by hand where pictures cannot
        tell; empty where nothing is seen.
    """

    kind: str
    format: str
    pixels: float
    is_seen: bool
    by: str

    def row(self) -> list[str]:
        seen = "yes" if self.is_seen else "no"
        return [self.kind, self.format, f"{self.pixels:.4f}", seen, self.by]


def verdict(kind: Kind, pixels: Mapping[str, float]) -> Verdict:
    """Decide by the pictures, and by what the kind says where they cannot tell."""
    by, most = max(pixels.items(), key=lambda one: one[1], default=("", 0.0))
    if kind.seen_by != EYE:
        return Verdict(kind.name, kind.format, most, kind.is_visible, kind.seen_by)
    return Verdict(kind.name, kind.format, most, most > 0, by if most else "")


def contradictions(verdicts: Iterable[Verdict]) -> list[str]:
    """Return the kinds that do not do what they say."""
    found = []
    for one in verdicts:
        kind = KINDS.get(one.kind)
        if kind is None:
            found.append(f"{one.kind}: no such kind")
        elif kind.is_visible != one.is_seen:
            found.append(f"{one.kind}: says {kind.sees!r}, {one.pixels:.4f}% of the pixels changed")
    return found


def read_verdicts() -> dict[str, Verdict]:
    """Return the verdicts that were kept."""
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return {
            row["kind"]: Verdict(
                row["kind"], row["format"], float(row["pixels changed %"]), row["seen"] == "yes", row["by"]
            )
            for row in csv.DictReader(file)
        }  # fmt: skip


def write_verdicts(verdicts: Mapping[str, Verdict]) -> None:
    """Keep verdicts in the order of the kinds."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(["kind", "format", "pixels changed %", "seen", "by"])
    writer.writerows(verdicts[name].row() for name in KINDS if name in verdicts)
    VERDICTS.write_text(made.getvalue(), encoding="utf-8")


def difference(before: list[Picture], after: list[Picture]) -> float:
    """Return the share of changed pixels in percent; a page too many or too few is all of it."""
    if len(before) != len(after):
        return 100.0
    changed = total = 0
    for one, two in zip(before, after, strict=True):
        high, wide = (max(one.shape[axis], two.shape[axis]) for axis in (0, 1))
        first, second = (_padded(each, high, wide) for each in (one, two))
        changed += int((np.abs(first - second) > LEAST).sum())
        total += high * wide
    return 100 * changed / total if total else 0.0


def _padded(picture: Picture, high: int, wide: int) -> Picture:
    made = np.full((high, wide), 255, dtype=np.int16)
    made[: picture.shape[0], : picture.shape[1]] = picture
    return made


def _grey(content: bytes) -> Picture:
    return np.asarray(Image.open(io.BytesIO(content)).convert("L"), dtype=np.int16)


class Looks:
    """Takes pictures of files; those of untouched ones once.

    Parameters
    ----------
    built
        Names such as ``abstract.html`` and their contents.
    pictures
        A folder in which pictures are left to be looked at.
    """

    def __init__(self, built: Mapping[str, bytes], pictures: Path | None = None) -> None:
        self.built = dict(built)
        self.pictures = pictures
        self._known: dict[str, dict[str, list[Picture]]] = {}

    def judge(self, kinds: list[Kind]) -> Iterator[Verdict]:
        """Look at each kind."""
        ways = {"html": self.pages, "docx": self.words, "pdf": self.sheets}
        for format_, look in ways.items():
            some = [kind for kind in kinds if kind.format == format_]
            if not some:
                continue
            names = sorted({f"{kind.document}.{format_}" for kind in some})
            for name, shown in zip(names, look([self.built[name] for name in names]), strict=True):
                self._known[name] = shown
                self._leave(name, shown)
            for kind, shown in zip(
                some, look([kind.made(self.built) for kind in some]), strict=True
            ):
                before = self._known[f"{kind.document}.{format_}"]
                self._leave(kind.name, shown)
                yield verdict(kind, {way: difference(before[way], shown[way]) for way in shown})

    def _leave(self, name: str, shown: Mapping[str, list[Picture]]) -> None:
        if self.pictures is None:
            return
        self.pictures.mkdir(parents=True, exist_ok=True)
        for way, pages in shown.items():
            for at, page in enumerate(pages):
                file = self.pictures / f"{name} {way} {at}.png"
                Image.fromarray(page.astype(np.uint8)).save(file)

    def pages(self, contents: list[bytes]) -> Iterator[dict[str, list[Picture]]]:
        """Take pictures of HTML pages in a browser: as they are, narrow, and dark."""
        from playwright.sync_api import sync_playwright

        views: dict[str, dict[str, Any]] = {
            "Chromium": {"viewport": {"width": 1000, "height": 1400}},
            "Chromium, narrow": {"viewport": {"width": 360, "height": 1400}},
            "Chromium, dark": {"viewport": {"width": 1000, "height": 1400}, "color_scheme": "dark"},
        }
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
            browser = started.chromium.launch(
                executable_path=f"/usr/bin/{programs.CHROMIUM}", args=SWITCHES
            )
            opened = {name: browser.new_page(**view) for name, view in views.items()}
            for at, content in enumerate(contents):
                file = Path(folder) / f"{at}.html"
                file.write_bytes(content)
                shown = {}
                for name, page in opened.items():
                    page.goto(file.as_uri())
                    shown[name] = [_grey(page.screenshot(full_page=True))]
                yield shown
            browser.close()

    def words(self, contents: list[bytes]) -> Iterator[dict[str, list[Picture]]]:
        """Take pictures of Word files as LibreOffice prints them."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            files = [folder / f"{at}.docx" for at in range(len(contents))]
            for file, content in zip(files, contents, strict=True):
                file.write_bytes(content)
            for first in range(0, len(files), 40):
                some = files[first : first + 40]
                programs.convert(some, "pdf", folder / "made", folder / "profile")
            for file in files:
                made = folder / "made" / f"{file.stem}.pdf"
                # none was made of a file that LibreOffice does not open
                yield {"LibreOffice": poppler(made.read_bytes(), 72) if made.is_file() else []}

    def sheets(self, contents: list[bytes]) -> Iterator[dict[str, list[Picture]]]:
        """Take pictures of PDF pages by two programs."""
        for content in contents:
            yield {"poppler": poppler(content), "PDFium": pdfium(content)}


def poppler(content: bytes, resolution: int = 96) -> list[Picture]:
    """Return the pages of a PDF as poppler draws them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "in.pdf"
        file.write_bytes(content)
        subprocess.run(
            ["pdftoppm", "-cropbox", "-png", "-r", str(resolution), str(file), f"{folder}/page"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return [_grey(page.read_bytes()) for page in sorted(Path(folder).glob("page*.png"))]


def pdfium(content: bytes, scale: float = 4 / 3) -> list[Picture]:
    """Return the pages of a PDF as PDFium draws them."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        document.init_forms()
        return [
            np.asarray(page.render(scale=scale).to_pil().convert("L"), dtype=np.int16)
            for page in document
        ]
    finally:
        document.close()


def main() -> int:
    """Judge from the command line; 1 if a kind does not do what it says."""
    from tests.tampering.run import Studio

    parser = argparse.ArgumentParser(prog="python -m tests.tampering.judge", description=__doc__)
    parser.add_argument("names", nargs="*", help="words in the names of kinds; all when none")
    parser.add_argument("--pictures", type=Path, help="leave the pictures in this folder")
    asked = parser.parse_args()
    chosen = [
        kind for kind in KINDS.values()
        if programs.is_here(kind.program)
        and (not asked.names or any(name in kind.name for name in asked.names))
    ]  # fmt: skip
    verdicts = read_verdicts() if VERDICTS.is_file() else {}
    with tempfile.TemporaryDirectory() as folder:
        built = Studio.made(Path(folder).resolve()).built
        for one in Looks(built, asked.pictures).judge(chosen):
            verdicts[one.kind] = one
            print("  ".join(one.row()), flush=True)
    write_verdicts(verdicts)
    wrong = contradictions(verdicts[kind.name] for kind in chosen)
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
