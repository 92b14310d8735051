"""How long builds take, against other ways to the same pages.

Run ``python tests/benchmarks/build.py [RUNS [DOCUMENT ...]]``: the abstract, then abstract and
manuscript; or the documents that are named. Every figure is the median of several
runs; what is compared is measured in the same round, so that a busy machine slows both.
Python may keep what it compiles, as it does for a package that is installed; figures are drawn anew
in a cold build, and a changed cell is another one each time, so that none was drawn before:

- the bare conversion (pandoc three times, then Typst, one after the other, nothing
  injected and nothing proved);
- Quarto rendering the staged document in three formats, where Quarto is there;
- an ordinary Quarto document whose Python cells compute the same numbers, where Jupyter
  is there too.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import cycle, product
from pathlib import Path

from tabulate import tabulate

from sacroreport.pipeline.check import check
from sacroreport.pipeline.render import tasks_of
from sacroreport.project.documents import find_documents
from sacroreport.project.root import find_project
from sacroreport.render.pandoc.engine import pandoc_path
from sacroreport.render.quarto.find import look_for_quarto

REPOSITORY = Path(__file__).resolve().parents[2]
CELLS = (3, 4, 1, 5, 0, 6)
"""Values of the cell that changes."""
COMMAND = [sys.executable, "-m", "sacroreport"]


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def engine_of(words: tuple[str, ...]) -> list[str]:
    return [] if "--engine" in words else ["--engine", "pandoc"]


def write_cells(folder: Path, data: Path) -> None:
    """Write an ordinary Quarto document that computes the abstract's numbers itself."""
    folder.mkdir()
    shutil.copy(data, folder / "data.csv")
    text = (REPOSITORY / "tests/benchmarks/cells.qmd").read_text(encoding="utf-8")
    (folder / "abstract.qmd").write_text(text, encoding="utf-8")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for names in [sys.argv[2:]] if sys.argv[2:] else [["abstract"], ["abstract", "manuscript"]]:
        measure(names, runs)


def measure(names: list[str], runs: int) -> None:
    """Print how long the builds of some documents take."""
    with tempfile.TemporaryDirectory() as name:
        root, stage = Path(name) / "study", Path(name) / "stage"
        for folder in ("data", "manuscript"):
            shutil.copytree(REPOSITORY / folder, root / folder)
        data = root / "data/sacroplasty.csv"
        original = data.read_text(encoding="utf-8")
        assert ",9,2,no," in original
        changed = cycle(original.replace(",9,2,no,", f",9,{after},no,", 1) for after in CELLS)
        os.environ["SACROREPORT_CACHE"] = str(Path(name) / "cache")

        def build(*words: str) -> None:
            subprocess.run(
                [*COMMAND, "--project", str(root), "build", *names, *engine_of(words), *words],
                check=True,
                capture_output=True,
            )

        def one_cell() -> None:
            data.write_text(next(changed), encoding="utf-8")
            build()

        quarto = look_for_quarto()
        project = find_project(root)
        checked = check(project, find_documents(project, names), engine="pandoc")
        stage.mkdir()
        tasks_of(checked, ["html"], stage)
        for one in names:
            source = stage / "manuscript" / one
            front = source.with_suffix(".yml").read_text(encoding="utf-8")
            text = source.with_suffix(".md").read_text(encoding="utf-8")
            # pandoc alone knows no folder of a project
            text = text.replace("](/manuscript/", "](")
            source.with_suffix(".md").write_text(text, encoding="utf-8")
            formats = "format: {html: {embed-resources: true}, typst: default, docx: default}"
            source.with_suffix(".qmd").write_text(
                f"---\n{front}engine: markdown\n{formats}\n---\n\n{text}", encoding="utf-8"
            )
        cells = Path(name) / "cells"
        write_cells(cells, data)

        def bare() -> None:
            folder = stage / "manuscript"
            for one, output in product(names, ("bare.html", "bare.docx", "bare.typ")):
                words = [f"{one}.md", "--standalone", "--citeproc", "--output", output]
                words += ["--bibliography", "references.bib", "--metadata", "title=x"]
                words += ["--to", "typst-citations"] if output.endswith("typ") else []
                subprocess.run([pandoc_path(), *words], cwd=folder, check=True, capture_output=True)
                if output.endswith("typ"):
                    code = "import typst; typst.compile('bare.typ', output='bare.pdf')"
                    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)

        def render(folder: Path, document: str) -> None:
            subprocess.run(
                [quarto.path, "render", document], cwd=folder, check=True, capture_output=True
            )

        cases: dict[str, Callable[[], object]] = {
            "bare conversion": bare,
            "`--help`": lambda: subprocess.run(
                [*COMMAND, "--help"], check=True, capture_output=True
            ),
            "`check`": lambda: subprocess.run(
                [*COMMAND, "--project", str(project.root), "check"], check=True, capture_output=True
            ),
            "cold build, proof included": lambda: build("--force"),
            "nothing changed": build,
            "one cell changed": one_cell,
        }
        if not quarto.problem:
            cases["Quarto alone, markdown engine"] = lambda: [
                render(stage, f"manuscript/{one}.qmd") for one in names
            ]
            cases["cold build with Quarto, proof included"] = lambda: build(
                "--force", "--engine", "quarto"
            )
            if names == ["abstract"] and find_spec("nbclient") and find_spec("ipykernel"):
                os.environ.setdefault("QUARTO_PYTHON", sys.executable)
                cases["Quarto with Python cells (Jupyter)"] = lambda: render(cells, "abstract.qmd")
        taken: dict[str, list[float]] = {case: [] for case in cases}
        build()
        for _ in range(runs):
            for case, action in cases.items():
                if case == "nothing changed":
                    build()  # the round before may have left other data or another engine
                taken[case].append(timed(action))
    base = statistics.median(taken["bare conversion"])
    rows = [
        [case, f"{statistics.median(times):.2f}", f"{statistics.median(times) / base:.2f}"]
        for case, times in taken.items()
    ]
    print(tabulate(rows, [" and ".join(names), "seconds", "× bare"], tablefmt="github"))


if __name__ == "__main__":
    main()
