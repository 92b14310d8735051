"""Corrupt both studies, one corruption at a time, and write the table of what became of them.

``python -m tests.harness --n 510 --seed 1 --write`` makes ``docs/corruptions.md``.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.harness import in_data, in_files, in_records, in_sources, in_study, in_words
from tests.harness.copies import REPOSITORY, Copy, make_copies
from tests.harness.kinds import KINDS, KNOWN, Kind, Part
from tests.harness.memory import Memory
from tests.harness.oracle import Judge, Outcome, Verdict, fresh_tokens, tokens_of

assert all(
    one.__name__ for one in (in_data, in_files, in_records, in_sources, in_study, in_words)
)  # they fill KINDS
PAGE = REPOSITORY / "docs" / "corruptions.md"
LONG = "<!-- of python -m tests.long"
"""What follows on the page is written by the long suite."""
TRIES = 12
EACH = 2  # harmless ones of a kind that are built and read
SHIPPED = 3
"""Of so many corruptions one is of the shipped study, whose documents are the longer ones."""


@dataclass(frozen=True)
class Case:
    """A corruption and what became of it."""

    kind: Kind
    study: str
    what: str
    verdict: Verdict
    seconds: float


def corruptions(copies: Sequence[Copy], number: int, seed: int) -> Iterator[tuple[Kind, Copy, str]]:
    """Corrupt the copies, kind after kind, no two times alike; each is put right afterwards."""
    seen: set[str] = set()
    made = around = 0
    while made < number:
        before = made
        for at, kind in enumerate(KINDS.values()):
            if made == number:
                return
            random = Random(f"{seed} {kind.name} {around}")
            for attempt in range(TRIES):
                is_shipped = (around + at + attempt) % SHIPPED == 0
                copy = copies[0 if is_shipped else 1]
                try:
                    what = kind.apply(random, copy)
                    if what is None or not copy.changed() or (key := _key(copy)) in seen:
                        continue
                    seen.add(key)
                    made += 1
                    yield kind, copy, what
                    break
                finally:
                    copy.restore()
        around += 1
        assert made > before, "there is nothing left to corrupt"


def _key(copy: Copy) -> str:
    made = hashlib.sha256(copy.name.encode())
    for name, content in copy.changed().items():
        made.update(name.encode() + b"\0" + (b"gone" if content is None else content) + b"\0")
    return made.hexdigest()


def run(copies: Sequence[Copy], number: int, seed: int, judge: Judge) -> Iterator[Case]:
    """Corrupt, judge, and put right."""
    for copy in copies:
        judge.learn(copy)
    for kind, copy, what in corruptions(copies, number, seed):
        start = time.perf_counter()
        verdict = judge.verdict(kind, copy)
        yield Case(kind, copy.name, what, verdict, time.perf_counter() - start)


def confirm(
    copies: Sequence[Copy], number: int, seed: int, judge: Judge, most: int
) -> list[tuple[str, bool]]:
    """Build and read some of the corruptions that were found harmless without building.

    Returns
    -------
    confirmed
        What was corrupted, and whether the files print the same tokens indeed.
    """
    untouched = {copy.name: tokens_of(copy.files) for copy in copies}
    found: list[tuple[str, bool]] = []
    kinds: Counter[str] = Counter()
    for kind, copy, what in corruptions(copies, number, seed):
        if kind.part not in (Part.DATA, Part.STUDY) or kinds[kind.name] == EACH:
            continue
        if judge.verdict(kind, copy).is_short:
            kinds[kind.name] += 1
            found.append((f"{kind.name}: {what}", fresh_tokens(copy) == untouched[copy.name]))
            if len(found) == most:
                break
    return found


HEAD = """\
# Corruptions

What happens when a study is corrupted, in one place at a time: in its documents, its data, its description, and in the files
that were built of it. `python -m tests.harness --n {number} --seed {seed} --write` makes this page; a test runs a part of it.
Two studies are corrupted: the shipped one, and one of two arms (`tests/harness/study`) that has every place where a number
stands. On both, untouched, `check --strict` and `verify` find nothing.

Of **{number}** corruptions of **{kinds}** kinds, {caught} are told by `check`, `build` or `verify`, {harmless} change no word and no number
of any built file, and **{missed} are missed**.

Each is counted once, where it is told first:

- **check**: an error of `check`; **warning**: a warning of `check`, an error under `--strict`;
- **build**: `check` finds nothing, and `build` stops;
- **verify**: the words or numbers read from the file are not those of the data; **bytes**: the text reads as it should, and the
  file is not the one that a build makes, with the same versions of the programs;
- **stale**: `check` and `build` find nothing, since what is written is consistent in itself; `verify` says that the files built
  before no longer agree. Nobody sends such a draft unnoticed, and after a new build the numbers are those of the study as
  it is now. Whether it is what the authors mean, no program can tell;
- **harmless**: a fresh build prints the same words and numbers in every file. `_variables.yml`, `_generated/` and the manifest are
  written anew by each build. That a build would be the same is mostly known without one, since the same staged text, metadata and
  pictures make the same files; `--confirm 12` builds twelve of these all the same and reads them: each printed the same.

One place at a time means that nobody covers the traces: a file that is changed together with the manifest, or with the data,
is not looked for here.

"""
COLUMNS = {
    Outcome.CHECK: "check", Outcome.WARNING: "warning", Outcome.BUILD: "build", Outcome.VERIFY: "verify",
    Outcome.BYTES: "bytes", Outcome.STALE: "stale", Outcome.HARMLESS: "harmless", Outcome.MISSED: "missed",
}  # fmt: skip


def page(cases: Sequence[Case], seed: int) -> str:
    """Return the page."""
    outcomes = Counter(case.verdict.outcome for case in cases)
    quiet = outcomes[Outcome.HARMLESS] + outcomes[Outcome.MISSED]
    made = HEAD.format(
        number=len(cases), kinds=len({case.kind.name for case in cases}), seed=seed,
        caught=len(cases) - quiet, harmless=outcomes[Outcome.HARMLESS], missed=outcomes[Outcome.MISSED],
    )  # fmt: skip
    for part in Part:
        of_part = [case for case in cases if case.kind.part is part]
        made += f"## In {part}\n\n| kind | n | {' | '.join(COLUMNS.values())} |\n"
        made += f"|---|--:|{'--:|' * len(COLUMNS)}\n"
        for name in dict.fromkeys(case.kind.name for case in of_part):
            some = [case for case in of_part if case.kind.name == name]
            made += _row(some[0].kind.what, some)
        made += _row("**all**", of_part) + "\n"
    if KNOWN:
        made += "## Known to be missed\n\n"
        made += "".join(f"- {KINDS[name].what}: {why}.\n" for name, why in KNOWN.items()) + "\n"
    return made.rstrip("\n") + "\n"


def _row(what: str, cases: Sequence[Case]) -> str:
    counts = Counter(case.verdict.outcome for case in cases)
    cells = [str(counts[outcome] or "") for outcome in COLUMNS]
    return f"| {what} | {len(cases)} | {' | '.join(cells)} |\n"


def missed(cases: Iterable[Case]) -> list[str]:
    """Return what was missed and is not known to be, in words."""
    return [
        f"{case.kind.name} ({case.study}): {case.what}: {case.verdict.why}"
        for case in cases
        if case.verdict.outcome is Outcome.MISSED and case.kind.name not in KNOWN
    ]


def main(words: Sequence[str] | None = None) -> int:
    """Run from the command line; 1 if something was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness", description=__doc__)
    parser.add_argument("--n", type=int, default=420, help="corruptions")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--confirm", type=int, default=0, help="harmless ones to build and read")
    parser.add_argument("--thorough", action="store_true", help="build every changed document")
    parser.add_argument("--forget", action="store_true", help="take nothing from memory")
    parser.add_argument("--write", action="store_true", help="write docs/corruptions.md")
    parser.add_argument("--verbose", action="store_true", help="tell every corruption")
    asked = parser.parse_args(words)
    cases: list[Case] = []
    with tempfile.TemporaryDirectory() as folder:
        copies = make_copies(Path(folder).resolve())
        kept = Path(folder) / "kept"
        kept.mkdir()
        judge = Judge(None if asked.forget else Memory(kept), is_thorough=asked.thorough)
        for case in run(copies, asked.n, asked.seed, judge):
            cases.append(case)
            if asked.verbose:
                print(f"{case.seconds:5.1f} s  {case.verdict.outcome}: {case.kind.name} ({case.study}): {case.what}: {case.verdict.why[:200]}", flush=True)  # fmt: skip
        for what, same in (
            confirm(copies, asked.n, asked.seed, judge, asked.confirm) if asked.confirm else ()
        ):
            print(f"{'confirmed' if same else 'NOT HARMLESS'}: {what}")
    for words_ in missed(cases):
        print(f"missed: {words_}")
    counts = Counter(case.verdict.outcome for case in cases)
    print(
        ", ".join(f"{outcome} {counts[outcome]}" for outcome in Outcome),
        f"in {sum(case.seconds for case in cases):.0f} s",
    )
    if asked.write:
        _, mark, rest = PAGE.read_text(encoding="utf-8").partition(LONG)
        PAGE.write_text(page(cases, asked.seed) + mark + rest, encoding="utf-8")
    return 1 if missed(cases) else 0


if __name__ == "__main__":
    sys.exit(main())
