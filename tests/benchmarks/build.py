"""How long builds take, against the bare conversion of the same document.

Run ``python tests/benchmarks/build.py [RUNS]``. Every figure is the median of several
runs; the bare conversion (pandoc three times, then Typst, one after the other, nothing
injected and nothing proved) is measured in the same round as the builds, so that a busy
machine slows both.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tabulate import tabulate

from sacroreport.build.check import check
from sacroreport.build.render import tasks_of
from sacroreport.project.documents import find_documents
from sacroreport.project.root import find_project
from sacroreport.render.pandoc.engine import pandoc_path

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "sacroreport"]


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as name:
        root, stage = Path(name) / "study", Path(name) / "stage"
        for folder in ("data", "manuscript"):
            shutil.copytree(REPOSITORY / folder, root / folder)
        data = root / "data/sacroplasty.csv"
        original = data.read_text(encoding="utf-8")
        changed = original.replace(",9,2,no,", ",9,3,no,", 1)
        assert changed != original

        def build(*words: str) -> None:
            subprocess.run(
                [*COMMAND, "--project", str(root), "build", "abstract", *words],
                check=True,
                capture_output=True,
            )

        def one_cell() -> None:
            text = data.read_text(encoding="utf-8")
            data.write_text(changed if text == original else original, encoding="utf-8")
            build()

        project = find_project(root)
        checked = check(project, find_documents(project, ["abstract"]))
        assert checked.values is not None
        stage.mkdir()
        tasks_of(
            checked.documents, ["html"], study=checked.analysis.study, values=checked.values,
            folder=stage,
        )  # fmt: skip

        def bare() -> None:
            folder = stage / "manuscript"
            for output in ("bare.html", "bare.docx", "bare.typ"):
                words = ["abstract.md", "--standalone", "--citeproc", "--output", output]
                words += ["--bibliography", "references.bib", "--metadata", "title=x"]
                words += ["--to", "typst-citations"] if output.endswith("typ") else []
                subprocess.run([pandoc_path(), *words], cwd=folder, check=True, capture_output=True)
            code = "import typst; typst.compile('bare.typ', output='bare.pdf')"
            subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)

        cases: dict[str, Callable[[], object]] = {
            "bare conversion, 3 formats": bare,
            "--help": lambda: subprocess.run([*COMMAND, "--help"], check=True, capture_output=True),
            "cold build, 3 formats": lambda: build("--force"),
            "nothing changed": build,
            "one cell changed": one_cell,
        }
        taken: dict[str, list[float]] = {case: [] for case in cases}
        build()
        for _ in range(runs):
            for case, action in cases.items():
                if case == "nothing changed":
                    build()  # the round before may have left other data
                taken[case].append(timed(action))
    base = statistics.median(taken["bare conversion, 3 formats"])
    rows = [
        [case, f"{statistics.median(times):.2f}", f"{statistics.median(times) / base:.2f}"]
        for case, times in taken.items()
    ]
    print(tabulate(rows, ["abstract", "seconds", "× bare"], tablefmt="github"))


if __name__ == "__main__":
    main()
