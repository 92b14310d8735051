"""Finished files that were changed after the build: `verify` tells what a reader would see.

All kinds in all states are in the long suite; here is one of each sort.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.tampering import judge
from tests.tampering.corpus import KINDS
from tests.tampering.kinds import NOTHING
from tests.tampering.run import (
    EDITED,
    FOREIGN,
    FORGED,
    MATCHING,
    NONE,
    STATES,
    Result,
    Studio,
    failed_untouched,
    passed_through,
    run,
    run_untouched,
)

SAMPLE = [
    ("html typed", MATCHING),
    ("html after adds digit", FOREIGN),
    ("html comment that browsers close", FORGED),
    ("html font", FOREIGN),
    ("html second body", FOREIGN),
    ("html stripped and added", NONE),
    ("docx vanish and new run", MATCHING),
    ("docx formula", FOREIGN),
    ("docx comment in text", FORGED),
    ("docx data binding", FOREIGN),
    ("docx stripped and added", NONE),
    ("pdf typed", MATCHING),
    ("pdf covered and drawn", FOREIGN),
    ("pdf to unicode", FORGED),
    ("pdf annotation stamp", FOREIGN),
    ("pdf subject and word", NONE),
    ("html comment that browsers close", EDITED),
    ("docx alternate content", EDITED),
    ("pdf font program", EDITED),
]
NEEDED = ("chromium", "pdftoppm")


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio.made(tmp_path_factory.mktemp("tampering").resolve(), "abstract")


@pytest.mark.parametrize(("name", "state"), SAMPLE)
def test_a_change_that_a_reader_sees_is_told(studio: Studio, name: str, state: str) -> None:
    (result,) = run(studio, [KINDS[name]], [state])
    assert result.code == 1 or (result.code, result.told) == (2, ("refused",)), result
    assert result.told, result


def test_untouched_files_agree(studio: Studio) -> None:
    results = [*run_untouched(studio, [MATCHING, FOREIGN, EDITED])]
    assert len(results) == 9
    assert failed_untouched(results) == []


def test_everything_is_put_right(studio: Studio) -> None:
    [*run(studio, [KINDS["html typed"]], STATES)]
    assert studio.path("abstract.html").read_bytes() == studio.built["abstract.html"]
    assert studio.manifest == studio.read_manifest()


def test_what_passes_is_counted() -> None:
    """The harness can fail."""
    seen, unseen = KINDS["html opacity"], KINDS["html newline"]
    results = [
        Result(kind.name, FOREIGN, code, (), "") for kind in (seen, unseen) for code in (0, 1)
    ]
    assert passed_through(results) == [results[0]]
    assert failed_untouched([Result("untouched abstract.pdf", FOREIGN, 1, (), "")])


def test_kinds_are_many_and_the_same_seed_changes_alike(studio: Studio) -> None:
    formats = [kind.format for kind in KINDS.values()]
    assert {one: formats.count(one) >= 100 for one in set(formats)} == dict.fromkeys(
        ("html", "docx", "pdf"), True
    )
    for name, _ in SAMPLE:
        kind = KINDS[name]
        once, again = (kind.made(studio.built, 7) for _ in range(2))
        assert once == again
        assert once != studio.built[f"{kind.document}.{kind.format}"]


def test_every_kind_was_looked_at_and_does_what_it_says() -> None:
    verdicts = judge.read_verdicts()
    assert [*verdicts] == [*KINDS]
    assert judge.contradictions(verdicts.values()) == []


@pytest.mark.debian
@pytest.mark.skipif(any(shutil.which(one) is None for one in NEEDED), reason=f"needs {NEEDED}")
def test_pictures_tell_what_is_seen(studio: Studio, tmp_path: Path) -> None:
    pytest.importorskip("playwright", reason="of the dependency group dev")
    names = ["html opacity", "html newline", "pdf covered", "pdf newline"]
    verdicts = [*judge.Looks(studio.built, tmp_path).judge([KINDS[name] for name in names])]
    assert [one.is_seen for one in verdicts] == [KINDS[name].sees != NOTHING for name in names]
    assert judge.contradictions(verdicts) == []
    assert [*tmp_path.glob("*.png")]
