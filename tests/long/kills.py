"""Builds that are killed or interrupted while they put six files into their places.

After each: every file is the old one or the new one, `verify` says that all agrees only
where it does, the next build makes what an undisturbed one makes, and nothing is left lying.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import ANALYSES, DOCUMENT, HEAD, REPOSITORY, RULES, TABLE, VARIABLES

FILES = [
    f"_output/manuscript/{name}.{one}" for name in ("one", "two") for one in ("docx", "html", "pdf")
]
TABLES = 'tables: {all: {caption: "All", rows: [age]}}\n'
OWN = {"lock", ".gitignore", "generated.txt", "variables.sha256"}
LAST = "_output/manifest.json"


@dataclass
class Figures:
    """What was done and what went wrong."""

    steps: int = 0
    killed: int = 0
    interrupted: int = 0
    states: Counter[str] = field(default_factory=Counter)
    left: Counter[int] = field(default_factory=Counter)
    verified: int = 0
    wrong: list[str] = field(default_factory=list)


class Server:
    """A process that runs commands, each in one of its own."""

    def __init__(self, work: Path) -> None:
        self.work, self.tmp = work, work / "tmp"
        for name in ("tmp", "cache"):
            (work / name).mkdir()
        words = [sys.executable, "-m", "tests.long.builder", str(work / "cache")]
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip

    def run(self, root: Path, *words: str, **job: Any) -> tuple[dict[str, Any], str]:
        """Return how a command ended, and what it said."""
        out = self.work / "out"
        out.unlink(missing_ok=True)
        job |= {"root": str(root), "words": words, "out": str(out), "tmp": str(self.tmp)}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        done: dict[str, Any] = json.loads(self.process.stdout.readline())
        return done, out.read_text(encoding="utf-8")

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()


class Bench:
    """A study with new data and old files, made again for each trial."""

    def __init__(self, work: Path, server: Server) -> None:
        self.server, self.root, self.start = server, work / "study", work / "start"
        self.figures = Figures()
        self.known: dict[str, int] = {}
        files = {
            "data/study.yml": HEAD + VARIABLES + ANALYSES + TABLES + RULES,
            "data/table.csv": TABLE,
            "manuscript/one.qmd": DOCUMENT + "\n{{< include _generated/tbl-all.md >}}\n",
            "manuscript/two.qmd": DOCUMENT.replace("A report", "Another one"),
        }
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.must(self.server.run(self.root, "build"))
        self.old = self.look()
        table = self.root / "data/table.csv"
        table.write_text(TABLE.replace("P1,50,f,8", "P1,60,f,9"), encoding="utf-8")
        shutil.copytree(self.root, self.start)
        for _ in range(2):  # the first one renders
            self.renew()
            done, _said = self.must(self.server.run(self.root, "build"))
            self.figures.steps = done["steps"]
        self.new = self.look()
        assert {*FILES, LAST} <= {name for name in self.new if self.new[name] != self.old[name]}

    def renew(self) -> None:
        """Begin again with old files."""
        shutil.rmtree(self.root)
        shutil.copytree(self.start, self.root)

    def must(self, outcome: tuple[dict[str, Any], str]) -> tuple[dict[str, Any], str]:
        assert outcome[0]["code"] == 0, outcome
        return outcome

    def look(self) -> dict[str, bytes]:
        """Return every file of the study but those of the private folder."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".sacroreport" not in path.parts
        }

    def trial(self, what: str, code: int | None, **job: Any) -> None:
        """End a build and look at what it leaves; then let the next one go its way."""
        self.renew()
        done, said = self.server.run(self.root, "build", **job)
        wrong = self.figures.wrong
        fits = done["code"] == code or (done["code"] == 0 and "delay" in job)  # it may be faster
        if not fits:
            wrong.append(f"{what}: it ended with {done['code']}: {said[-300:]}")
        is_kill = job["signal"] == signal.SIGKILL
        if is_kill:
            self.figures.killed += done["code"] == code
        else:
            self.figures.interrupted += done["code"] == code
            if "Traceback" in said or (left := self.left()):
                wrong.append(f"{what}: it left {left}: {said[-300:]}")
        state = self.state(what)
        self.figures.states[state] += 1
        self.figures.left[len(self.left())] += 1
        if not is_kill and len({*state}) > 1:
            wrong.append(f"{what}: old files beside new ones after an interrupt: {state}")
        self.verify(what, state)
        done, said = self.server.run(self.root, "build")
        if done["code"] or "edited" in said:
            wrong.append(f"{what}: the next build ended with {done['code']}: {said[-300:]}")
        if self.look() != self.new:
            wrong.append(f"{what}: the next build makes other files")
        if left := self.left():
            wrong.append(f"{what}: after the next build there is still {left}")

    def state(self, what: str) -> str:
        """Return which files are new and which are old; say so where one is neither."""
        found = self.look()
        names = {name for name in found if not Path(name).name.startswith(".sacroreport-")}
        if names != self.new.keys():
            self.figures.wrong.append(f"{what}: other files: {names ^ self.new.keys()}")
        changed = [
            name
            for name in self.new
            if self.new[name] != self.old.get(name) and not name.startswith("data/")
        ]
        signs = []
        for name in sorted(changed, key=lambda name: (name == LAST, name)):
            is_new, is_old = (found.get(name) == one.get(name) for one in (self.new, self.old))
            signs.append("n" if is_new else "o" if is_old else "?")
            if not (is_new or is_old):
                self.figures.wrong.append(f"{what}: {name} is neither old nor new")
        for name in self.new.keys() - {*changed}:
            if found.get(name) != self.new[name]:
                self.figures.wrong.append(f"{what}: {name} was touched")
        return "".join(signs)

    def left(self) -> list[str]:
        """Return what lies about that should not."""
        found = [path.name for path in self.root.rglob(".sacroreport-*")]
        found += [path.name for path in self.server.tmp.iterdir()]
        private = self.root / ".sacroreport"
        return found + sorted({path.name for path in private.iterdir()} - OWN)

    def verify(self, what: str, state: str) -> None:
        """Ask whether all agrees; the same files get the same answer."""
        if state not in self.known:
            before = self.look()
            done, _ = self.server.run(self.root, "verify")
            self.known[state] = done["code"]
            self.figures.verified += 1
            if self.look() != before:
                self.figures.wrong.append(f"{what}: verify changed a file")
        found = self.look()
        is_new = all(found.get(name) == self.new[name] for name in FILES)
        if self.known[state] == 0 and not is_new:
            self.figures.wrong.append(f"{what}: verify says that all agrees, of {state}")
        if self.known[state] != 0 and "o" not in state:
            self.figures.wrong.append(f"{what}: verify fails where all is new")


@contextlib.contextmanager
def bench(work: Path) -> Iterator[Bench]:
    """Set up a study and a server, and end the server."""
    server = Server(work)
    try:
        yield Bench(work, server)
    finally:
        server.close()


def measure(work: Path, *, steps: int, moments: int, interrupts: int) -> Figures:
    """Kill and interrupt builds.

    Parameters
    ----------
    steps
        Kills before a step of the publication, spread evenly; 0 means before each.
    moments
        Kills at random moments of a publication that is slowed down.
    interrupts
        Half of them SIGINT, half SIGTERM; every fourth at any moment of the whole build.
    """
    chance = random.Random(20120201)
    with bench(work) as made:
        count = made.figures.steps
        chosen = range(count) if not steps else [count * index // steps for index in range(steps)]
        for step in chosen:
            made.trial(f"kill before step {step}", -9, step=step, signal=int(signal.SIGKILL))
        for index in range(moments):
            delay = chance.uniform(0, count * 0.002)
            made.trial(
                f"kill {index} after {delay:.4f} s", -9,
                delay=delay, after="begun", slow=0.002, signal=int(signal.SIGKILL),
            )  # fmt: skip
        for index in range(interrupts):
            number = int((signal.SIGINT, signal.SIGTERM)[index % 2])
            if index % 4 == 3:
                delay, before = chance.uniform(0.02, 0.4), made.figures.interrupted
                while made.figures.interrupted == before:  # a fast build may be over by then
                    what = f"signal {number} after {delay:.4f} s"
                    made.trial(what, 128 + number, delay=delay, signal=number)
                    delay *= 0.7
            else:
                step = chance.randrange(count)
                made.trial(
                    f"signal {number} before step {step}", 128 + number, step=step, signal=number
                )
    return made.figures


def run(seconds: float = 0) -> int:
    """Kill before every step and at 40 moments, interrupt 50 times; return what went wrong."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        figures = measure(Path(folder), steps=0, moments=40, interrupts=50)
    mixed = sum(n for state, n in figures.states.items() if len({*state[:-1]}) > 1)
    rows = [
        ("steps of a publication", figures.steps),
        ("kills", figures.killed),
        ("interrupts", figures.interrupted),
        ("ended between old and new files", mixed),
        ("different states", len(figures.states)),
        ("states that verify was asked about", figures.verified),
        ("most that a kill left lying", max(figures.left)),
        ("left lying after the next build, or anything else wrong", len(figures.wrong)),
        ("seconds", round(time.monotonic() - begun)),
    ]
    for name, value in rows:
        print(f"{name:<60}{value:>6}")
    for text in figures.wrong:
        print(f"wrong: {text}")
    return len(figures.wrong) + (figures.killed < 100) + (figures.interrupted < 50)
