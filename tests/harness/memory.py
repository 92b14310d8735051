"""What was computed of the same contents is not computed again.

Most of the time would go into analysing data and rendering documents that the corruption
left alone. Here, while :func:`remembering`, the analysis of the same ``data/`` and files of
the same key come from memory. ``python -m tests.harness --forget`` does without, and must
come to the same verdicts.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sacroreport.findings import Finding
from sacroreport.pipeline import check as check_module
from sacroreport.pipeline import verify as verify_module
from sacroreport.pipeline.analyse import Analysis, analyse
from sacroreport.pipeline.check import Checked, check
from sacroreport.pipeline.render import Made, Task
from sacroreport.pipeline.renderer import render_all
from sacroreport.project.root import Project
from tests.harness.copies import PRIVATE

MOST = 40
"""Analyses and checks that are kept; the untouched ones come again all the time."""


class Memory:
    """Analyses by the contents of ``data/``, checks by all contents, files by their keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.analyses: dict[object, Analysis] = {}
        self.checks: dict[object, Checked] = {}
        self.files: dict[str, Made] = {}
        self.is_learning = False

    def analyse(self, project: Project) -> Analysis:
        key = contents_of(project.root, "data")
        if key not in self.analyses:
            self.analyses[key] = analyse(project)
            shorten(self.analyses)
        return self.analyses[key]

    def check(self, project: Project, paths: list[Path], *words: Any, **options: Any) -> Checked:
        said = (*(project.name(path) for path in paths), *words, *sorted(options.items()))
        key = (contents_of(project.root, ""), *said)
        if key not in self.checks:
            self.checks[key] = check(project, paths, *words, **options)
            shorten(self.checks)
        return self.checks[key]

    def render(
        self, tasks: Sequence[Task], checked: Checked, folder: Path, **options: Any
    ) -> tuple[list[Made], list[Finding], list[str]]:
        known = [task.key in self.files for task in tasks]
        if not all(known):
            made, problems, remarks = render_all(tasks, checked, folder, **options)
            if self.is_learning and not problems and not remarks:
                for one in made:
                    kept = self.folder / one.task.key
                    shutil.copyfile(one.rendered.path, kept)
                    rendered = dataclasses.replace(one.rendered, path=kept)
                    self.files[one.task.key] = dataclasses.replace(one, rendered=rendered)
            return made, problems, remarks
        return (
            [dataclasses.replace(self.files[task.key], task=task) for task in tasks], [], []
        )  # fmt: skip


def shorten(kept: dict[object, Any]) -> None:
    """Forget the oldest but for the first few."""
    if len(kept) > MOST:
        del kept[list(kept)[MOST // 2]]


def contents_of(root: Path, under: str) -> str:
    """Return a digest of everything below a folder that a command reads, outputs left out."""
    made = hashlib.sha256(str(root).encode())
    for path in sorted((root / under).rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and not {*parts} & {*PRIVATE} and parts[0] != "_output":
            made.update("/".join(parts).encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()


@contextlib.contextmanager
def remembering(memory: Memory | None, *, learning: bool = False) -> Iterator[None]:
    """Let `check` and `verify` take from memory what they have done before."""
    if memory is None:
        yield
        return
    memory.is_learning = learning
    with (
        patch.object(check_module, "analyse", memory.analyse),
        patch.object(verify_module, "check", memory.check),
        patch.object(verify_module, "render_all", memory.render),
    ):
        yield
