"""Inputs that once went wrong, and those that fuzzing starts from: each is taken as it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.long.fuzz import CORPUS, defect, targets

INPUTS = [path for name in targets() for path in sorted((CORPUS / name).iterdir())]


@pytest.mark.skipif("not hasattr(__import__('signal'), 'SIGALRM')")
@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_input_of_the_corpus_ends_with_findings_and_soon(path: Path) -> None:
    assert defect(targets()[path.parent.name], path.read_bytes()) == ""
