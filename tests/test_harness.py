"""A study is corrupted, one place at a time, and somebody is told; the page says how often."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.harness.copies import Copy, make_copies
from tests.harness.kinds import KINDS, KNOWN, Promise
from tests.harness.memory import Memory
from tests.harness.oracle import Judge, Outcome, fresh_tokens, tokens_of
from tests.harness.run import PAGE, Case, corruptions, missed, page, run

pytestmark = pytest.mark.xdist_group("harness")  # the copies are built once
SEED = 2012
NUMBER = 112
"""One of each kind; the page is made of many more."""


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> list[Copy]:
    return make_copies(tmp_path_factory.mktemp("harness").resolve())


@pytest.fixture(scope="module")
def judge(copies: list[Copy], tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Knows the untouched studies, which have no finding."""
    made = Judge(Memory(tmp_path_factory.mktemp("kept")))
    for copy in copies:
        made.learn(copy)
    return made


@pytest.fixture(scope="module")
def cases(copies: list[Copy], judge: Judge) -> list[Case]:
    return list(run(copies, NUMBER, SEED, judge))


def test_no_corruption_is_missed(cases: list[Case]) -> None:
    assert len(cases) == NUMBER
    assert {case.kind.name for case in cases} == {*KINDS}
    assert missed(cases) == []


def test_every_way_of_telling_is_tried(cases: list[Case]) -> None:
    """Otherwise the harness would show less than it says."""
    outcomes = Counter(case.verdict.outcome for case in cases)
    assert {*outcomes} >= {*Outcome} - {Outcome.MISSED, Outcome.BUILD}
    assert outcomes[Outcome.CHECK] > NUMBER / 5
    studies = Counter(case.study for case in cases)
    assert min(studies.values()) > NUMBER / 5


def test_what_reads_as_it_should_is_harmless(copies: list[Copy], judge: Judge) -> None:
    """What is judged harmless without building prints the same tokens when it is built."""
    own = copies[1]
    untouched = tokens_of(own.files)
    assert sum(map(len, untouched.values())) > 1000
    done = 0
    for kind, copy, what in corruptions(copies, len(KINDS), SEED):
        if copy is own and kind.name in ("shuffled rows", "renamed participant", "widened range"):
            assert judge.verdict(kind, copy).outcome is Outcome.HARMLESS, what
            assert fresh_tokens(copy) == untouched, what
            done += 1
    assert done


def test_the_reader_of_tokens_sees_a_changed_number(copies: list[Copy]) -> None:
    own = copies[1]
    other = tokens_of(own.built_of_other("data"))
    assert all(other[name] != tokens for name, tokens in tokens_of(own.files).items())


def test_a_judge_that_is_told_nothing_misses(copies: list[Copy], judge: Judge) -> None:
    """The harness can fail: a file that `verify` takes for what was built counts as missed."""
    kind = KINDS["html neighbour"]
    assert judge.verdict(kind, copies[1]).outcome is Outcome.MISSED  # nothing was changed
    stale = KINDS["swapped ids"]
    strict = type(stale)(stale.name, stale.part, stale.what, stale.apply, Promise.CHECK)
    for one, copy, _ in corruptions(copies, len(KINDS), SEED):
        if one is stale:
            assert judge.verdict(stale, copy).outcome is Outcome.STALE
            assert judge.verdict(strict, copy).outcome is Outcome.MISSED


def test_copies_are_put_right(copies: list[Copy], cases: list[Case]) -> None:
    assert cases
    assert [copy.changed() for copy in copies] == [{}, {}]


def test_the_same_seed_corrupts_alike(copies: list[Copy]) -> None:
    once, again = ([what for *_, what in corruptions(copies, 30, 7)] for _ in range(2))
    assert once == again
    assert once != [what for *_, what in corruptions(copies, 30, 8)]


def test_the_page_tells_every_kind(cases: list[Case]) -> None:
    """And its numbers add up; README repeats the totals."""
    text = PAGE.read_text(encoding="utf-8")
    total, kinds, told, harmless, missed_ = map(
        int,
        re.search(
            r"Of \*\*(\d+)\*\* corruptions of \*\*(\d+)\*\* kinds, (\d+) are told .*?(\d+) change no word.*?\*\*(\d+) are\s+missed",
            text, re.S,
        ).groups(),  # type: ignore[union-attr]
    )  # fmt: skip
    assert total >= 300
    assert kinds == len(KINDS) >= 12
    assert total == told + harmless + missed_
    rows = re.findall(r"^\| (?!kind|\*\*)(.+?) \| (\d+) \|", text, re.M)
    assert {what for what, _ in rows} == {kind.what for kind in KINDS.values()}
    assert sum(int(number) for _, number in rows) == total
    readme = " ".join((PAGE.parents[1] / "README.md").read_text(encoding="utf-8").split())
    assert f"of {total} corruptions of {kinds} kinds" in readme
    assert f"{told} are told by" in readme
    assert (
        f"{harmless} change no word and no number of any file, and {missed_} are missed" in readme
    )
    assert bool(missed_) == bool(KNOWN)
    assert {*KNOWN} <= {*KINDS}
    made = page(cases, SEED)  # of other corruptions, in the same words
    assert re.sub(r"\d+", "", made.split("## ")[0]) == re.sub(r"\d+", "", text.split("## ")[0])
