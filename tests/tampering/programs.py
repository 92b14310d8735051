"""Other programs that open a built file and write it anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypandoc

CHROMIUM = "chromium"
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def is_here(program: str) -> bool:
    """Say whether a program of the system can be started; no name means none is needed."""
    return not program or shutil.which(program) is not None


def run(*words: str | Path, seconds: float = 180) -> None:
    """Run a program that must succeed.

    Raises
    ------
    RuntimeError
        With what it said.
    """
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1328054400"}
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False,
        timeout=seconds, env=environment,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{words[0]}: {done.stderr or done.stdout}")


def through(content: bytes, suffix: str, words: Sequence[str], made: str) -> bytes:
    """Write a file, run a program on it, and read what it made.

    Parameters
    ----------
    words
        The program and its words; ``{in}``, ``{out}`` and ``{folder}`` stand for paths.
    made
        Name of the file that it makes; ``in.*`` is what it is given.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / f"in{suffix}", Path(folder) / made
        source.write_bytes(content)
        places = {"in": str(source), "out": str(target), "folder": folder}
        run(*(word.format_map(places) for word in words))
        return target.read_bytes()


def pandoc(content: bytes, suffix: str, made: str) -> bytes:
    """Convert by Pandoc."""
    program = pypandoc.get_pandoc_path()
    return through(
        content, suffix, [program, "{in}", "-o", "{out}", "--embed-resources", "-s"], made
    )


def libreoffice(content: bytes, suffix: str, to: str) -> bytes:
    """Convert by LibreOffice, to a name in another folder since both may have one ending."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"in{suffix}"
        source.write_bytes(content)
        convert([source], to, Path(folder) / "out", Path(folder) / "profile")
        return (Path(folder) / "out" / f"in.{to.partition(':')[0]}").read_bytes()


def convert(files: Sequence[Path], to: str, folder: Path, profile: Path) -> None:
    """Convert files by LibreOffice, all by one process."""
    run(
        "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", to,
        "--outdir", folder, *files, seconds=120 + 20 * len(files),
    )  # fmt: skip


def printed(content: bytes) -> bytes:
    """Print a page to PDF by Chromium."""
    words = ["--user-data-dir={folder}/profile", "--print-to-pdf={out}", "--no-pdf-header-footer"]
    return through(content, ".html", [CHROMIUM, *SWITCHES, *words, "{in}"], "out.pdf")


def saved(content: bytes) -> bytes:
    """Save a page as Chromium has it in memory."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.html"
        source.write_bytes(content)
        done = subprocess.run(
            [CHROMIUM, *SWITCHES, f"--user-data-dir={folder}/profile", "--dump-dom", str(source)],
            capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        return done.stdout
