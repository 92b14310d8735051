"""Studies to test with: a copy of the shipped one, and small ones made on the spot."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from sacroreport.cli.main import main
from sacroreport.pipeline.pipeline import build
from sacroreport.pipeline.verify import verify
from sacroreport.project.documents import all_documents
from sacroreport.project.root import find_project

# A busy machine is no failure; and CI tries the same examples each time, so that a change
# fails for what it changed.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# Nothing that an earlier run of the tests drew takes part in this one.
_CACHE = tempfile.TemporaryDirectory(prefix="sacroreport-tests-")
os.environ["SACROREPORT_CACHE"] = _CACHE.name

# Commands that tests run in processes of their own would compile the package each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

REPOSITORY = Path(__file__).resolve().parent.parent

HEAD = """\
title: A study
data: table.csv
participant: id
date: 2020-05-17
"""
VARIABLES = """\
variables:
  age: {label: Age, type: number, unit: y, range: [18, 110]}
  sex: {label: Sex, type: category, levels: {f: Female, m: Male}}
  pain: {label: Pain before, type: number, range: [0, 10], better: lower}
  pain_after: {label: Pain after, type: number, range: [0, 10], better: lower}
  bleeding: {label: Bleeding, type: flag, role: safety}
  fever: {label: Fever, type: flag, role: safety}
"""
ANALYSES = """\
analyses:
  relief: {kind: paired, before: pain, after: pain_after}
  harm: {kind: events, variables: [bleeding, fever]}
"""
RULES = """\
rules:
  typed-result: &lenient {severity: notice, reason: these documents are about something else}
  typed-statistic: *lenient
  typed-number: *lenient
  loaded-word: *lenient
"""
TABLE = """\
id,age,sex,pain,pain_after,bleeding,fever
P1,50,f,8,2,no,no
P2,61,m,7,3,no,yes
P3,72,f,9,4,no,no
P4,43,f,6,,no,NA
P5,38,m,8,1,no,no
"""
DOCUMENT = """\
---
title: A report
---

# Results

There were {{< var participants.n >}} participants aged {{< var age.mean_sd >}} years. Pain fell from
{{< var relief.before.mean_sd >}} to {{< var relief.after.mean_sd >}} ({{< var relief.test.p >}}).
"""


@dataclass
class Outcome:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Study:
    """A study on disk that commands can be run in."""

    root: Path
    call: Callable[..., Outcome] = field(repr=False)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def document(self, body: str, name: str = "report", front: str = "title: A report") -> Path:
        return self.write(f"manuscript/{name}.qmd", f"---\n{front}\n---\n\n{body}\n")

    def run(self, *words: str) -> Outcome:
        return self.call("--project", str(self.root), *words)

    def lenient(self) -> None:
        """Let digits stand that a test types into documents for other reasons."""
        text = (self.root / "data/study.yml").read_text(encoding="utf-8")
        self.write("data/study.yml", text + RULES)

    def outputs(self) -> dict[str, bytes]:
        """Everything that a failed command must leave alone."""
        kept = {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in (self.root / "_output").rglob("*")
            if path.is_file()
        }
        variables = self.root / "_variables.yml"
        if variables.is_file():
            kept["_variables.yml"] = variables.read_bytes()
        return kept


@pytest.fixture(autouse=True)
def no_quarto(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide Quarto from tests that are not about it: they must not differ where it is there."""
    if request.node.get_closest_marker("quarto"):
        return
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    folders = os.environ["PATH"].split(os.pathsep)
    kept = [folder for folder in folders if shutil.which("quarto", path=folder) is None]
    monkeypatch.setenv("PATH", os.pathsep.join(kept))


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Run the command line in this process."""

    def run(*words: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["sacroreport", *words])
        capsys.readouterr()
        code: object = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return Outcome(code if isinstance(code, int) else 0 if code is None else 1, out, err)

    return run


@pytest.fixture
def small(tmp_path: Path, call: Callable[..., Outcome]) -> Study:
    """A small study of nothing in particular, with one document."""
    study = Study(tmp_path / "small", call)
    study.write("data/study.yml", HEAD + VARIABLES + ANALYSES + RULES)
    study.write("data/table.csv", TABLE)
    study.write("manuscript/report.qmd", DOCUMENT)
    return study


@pytest.fixture
def shipped(tmp_path: Path, call: Callable[..., Outcome]) -> Study:
    """A copy of the study that the repository ships."""
    return Study(copy_shipped(tmp_path / "shipped"), call)


@pytest.fixture(scope="session")
def shipped_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped study with its files, built and verified once; to be copied."""
    root = copy_shipped(tmp_path_factory.mktemp("once") / "shipped")
    project = find_project(root, exact=True)
    build(project, all_documents(project), engine="pandoc")
    assert not verify(project, []).findings
    return root


def copy_shipped(root: Path) -> Path:
    root.mkdir(parents=True)
    for name in ("data", "manuscript"):
        shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "_quarto.yml", root)
    return root
