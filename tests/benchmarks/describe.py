"""How long it takes to describe many columns by group, against tableone and plain pandas.

Run ``python tests/benchmarks/describe.py [ROWS ...]``. Thirty columns by three groups: 14
discrete scales, 8 categories, 6 flags, and two columns of nearly distinct values. Each way
runs in a process of its own, so that its peak memory is its own; every figure is the
median of three runs, from a million rows on that of one. Options: ``--only WAY``, to leave
the others out, and ``--limit SECONDS``, after which a way is given up. ``tableone`` takes part where it is installed.
"""

from __future__ import annotations

import argparse
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from tabulate import tabulate

SCALES, CATEGORIES, FLAGS, DISTINCT = 14, 8, 6, 2
RUNS = 3
LARGE = 1_000_000
"""From so many rows on each way runs once."""
PART = 100_000


def write_study(root: Path, rows: int) -> None:
    """Write a study with its data, the same each time."""
    names = [f"scale_{index}" for index in range(SCALES)]
    names += [f"kind_{index}" for index in range(CATEGORIES)]
    names += [f"flag_{index}" for index in range(FLAGS)]
    names += [f"value_{index}" for index in range(DISTINCT)]
    draw = np.random.default_rng(1)
    (root / "data").mkdir(parents=True)
    with (root / "data/data.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(["id", "arm", *names]) + "\n")
        for start in range(0, rows, PART):
            for cells in zip(*_cells(draw, start, min(rows - start, PART), rows), strict=True):
                file.write(",".join(cells) + "\n")
    lines = ["title: B", "data: data.csv", "participant: id", "date: 2020-01-01", "variables:"]
    levels = "{a: {label: A, id: arm_a}, b: {label: B, id: arm_b}, c: {label: C, id: arm_c}}"
    lines.append(f"  arm: {{label: Arm, type: category, levels: {levels}}}")
    for name in names:
        kind = {
            "scale": "type: number", "flag": "type: flag", "value": "type: number, decimals: 4",
            "kind": "type: category, levels: {u: {label: U, id: uu}, v: {label: V, id: vv}, "
            "w: {label: W, id: ww}, x: {label: X, id: xx}}",
        }[name.split("_")[0]]  # fmt: skip
        lines.append(f"  {name}: {{label: {name}, {kind}}}")
    lines.append("analyses:")
    lines += [f"  {name}_by_arm: {{kind: describe, variable: {name}, by: arm}}" for name in names]
    (root / "data/study.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _cells(draw: np.random.Generator, start: int, size: int, rows: int) -> list[list[str]]:
    """Return the columns of some records."""

    def chosen(levels: list[str]) -> list[str]:
        return np.array(levels)[draw.integers(len(levels), size=size)].tolist()

    spread = max(10, rows / 40_000)  # more than half of the values stay distinct
    columns = [[f"P{start + row}" for row in range(size)], chosen(["a", "b", "c"])]
    columns += [chosen([str(level) for level in range(11)]) for _ in range(SCALES)]
    columns += [chosen(["u", "v", "w", "x"]) for _ in range(CATEGORIES)]
    columns += [chosen(["yes", "no"]) for _ in range(FLAGS)]
    for _ in range(DISTINCT):
        columns.append([f"{value:.4f}" for value in draw.normal(5 * spread, spread, size).tolist()])
    return columns


def ours(root: Path) -> None:
    from sacroreport.pipeline.analyse import results_of
    from sacroreport.project.root import find_project

    _, results, _ = results_of(find_project(root))
    assert results["scale_0_by_arm.arm_a.mean"].value is not None


def pandas_alone(root: Path) -> None:
    import pandas as pd
    from scipy import stats

    frame = pd.read_csv(root / "data/data.csv", keep_default_na=False, na_values=["", "NA"])
    for name in frame.columns[2:]:
        if frame[name].dtype.kind in "if":
            for groups in (frame.groupby(lambda _: 0), frame.groupby("arm")):
                groups[name].agg(["count", "mean", "std", "median", "min", "max"])
                groups[name].quantile([0.25, 0.75])
            continue
        for part in (frame, *(group for _, group in frame.groupby("arm"))):
            counts, n = part[name].value_counts(), int(part[name].count())
            for count in counts:
                stats.binomtest(int(count), n).proportion_ci()


def with_tableone(root: Path) -> None:
    import pandas as pd
    from tableone import TableOne

    frame = pd.read_csv(root / "data/data.csv", keep_default_na=False, na_values=["", "NA"])
    names = list(frame.columns[2:])
    kinds = [name for name in names if name.startswith(("kind", "flag"))]
    TableOne(frame, columns=names, categorical=kinds, groupby="arm", pval=False)


WAYS = {"sacroreport": ours, "pandas and scipy": pandas_alone, "tableone": with_tableone}


def measured(way: str, root: Path, limit: float) -> tuple[float, float]:
    """Return seconds and peak memory in MB of one way, in a process of its own."""
    command = [sys.executable, __file__, "--way", way, str(root)]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return math.inf, math.nan
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), float(memory)


def main() -> None:
    if sys.argv[1:2] == ["--way"]:
        start = time.perf_counter()
        WAYS[sys.argv[2]](Path(sys.argv[3]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(time.perf_counter() - start, peak)
        return
    options = argparse.ArgumentParser()
    options.add_argument("rows", nargs="*", type=int, default=[1000, 100_000])
    options.add_argument("--only", choices=WAYS, action="append")
    options.add_argument("--limit", type=float, default=900)
    chosen = options.parse_args()
    ways = chosen.only or [way for way in WAYS if way != "tableone" or find_spec("tableone")]
    table = []
    for rows in chosen.rows:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name) / "study"
            write_study(root, rows)
            found: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
            for _ in range(1 if rows >= LARGE else RUNS):
                for way in ways:
                    found[way].append(measured(way, root, chosen.limit))
        for way, runs in found.items():
            seconds = statistics.median(one for one, _ in runs)
            memory = statistics.median(one for _, one in runs)
            table.append([f"{rows:,}", way, f"{seconds:.2f}", f"{memory:.0f}"])
    print(tabulate(table, ["rows", "way", "seconds", "peak MB"], tablefmt="github"))


if __name__ == "__main__":
    main()
