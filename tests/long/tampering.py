"""Finished files changed in every way that somebody thought of, and what `verify` says.

``python -m tests.long.tampering`` also writes the table into ``docs/corruptions.md``.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.harness.run import PAGE
from tests.tampering.judge import read_verdicts
from tests.tampering.kinds import EYE, KINDS, Kind
from tests.tampering.run import (
    NONE,
    Result,
    Studio,
    failed_untouched,
    passed_through,
    run_untouched,
    runnable,
    states_now,
)
from tests.tampering.run import run as run_kinds

BEGIN, END = "<!-- of python -m tests.long.tampering -->", "<!-- so far -->"
FORMATS = {"html": "HTML", "docx": "DOCX", "pdf": "PDF"}
HEAD = """\
## In finished files

A reader does not see what a program reads: a style sheet, a field, a layer or a font may show another number than the text
that stands in the file. Here one of the files that are sent is changed in **{kinds}** ways ({formats}), as somebody would who wants a
reader to see something else while `verify` says that all agrees. Whether a reader sees it, pictures of the pages before and
after tell (Chromium at two widths and in the dark, LibreOffice, poppler, PDFium: `tests/tampering/verdicts.csv`); where they
cannot, the table says who sees it. {harmless} ways are harmless: the words, the numbers and the pictures are as they were. That `verify`
tells of them too is right where the manifest lists the file, which nothing but a build writes; of an edited copy it is a false alarm.

Each is tried in several states of `manifest.json`: **matching**, as it was built; **foreign**, of a build with other versions of the
programs, so that a new build makes other bytes; **forged**, the same with the digest of the changed file{more}.

{summary}
**{missed}** misleading changes pass. Of the files that nobody touched, {lost}.

"""
EDITED = "; and **edited**, by `verify --edited`, as a copy that a co-author sent back"


def measure() -> list[Result]:
    """Run `verify` on every kind in every state, and on the files as they were built."""
    with tempfile.TemporaryDirectory() as folder:
        studio, states = Studio.made(Path(folder).resolve()), states_now()
        return [*run_untouched(studio, states), *run_kinds(studio, runnable(), states)]


def wrong(results: Sequence[Result]) -> int:
    """Return the number of misleading changes that pass, and of untouched files that fail."""
    return len(passed_through(results)) + len(failed_untouched(results))


def run(seconds: float) -> int:
    """Try every kind once, print the table, and return how much went wrong.

    Parameters
    ----------
    seconds
        Does not matter here: how long it takes is given by the number of kinds.
    """
    del seconds
    start = time.monotonic()
    results = measure()
    print(section(results))
    for one in (*passed_through(results), *failed_untouched(results)):
        print(
            f"{one.kind}, {one.state}: exit code {one.code}, {', '.join(one.told) or 'no finding'}"
        )
    print(f"{wrong(results)} of {len(results)} went wrong, in {time.monotonic() - start:.0f} s")
    return wrong(results)


def cell(result: Result | None) -> str:
    """Return what was told of a file, in a word or two."""
    if result is None:
        return ""
    if result.code == -1:
        return "**stopped**"
    rules = [one.partition(" ")[0] for one in result.told]
    if not result.passes:
        errors = [one.partition(" ")[0] for one in result.told if one.endswith(" error")]
        return (errors or rules or ["refused"])[0]
    notes = f" ({rules[0]})" if rules else ""
    misleads = result.kind in KINDS and KINDS[result.kind].misleads
    return f"**passes**{notes}" if misleads else f"passes{notes}"


def section(results: Sequence[Result]) -> str:
    """Return the part of the page."""
    states = [*dict.fromkeys(one.state for one in results)]
    by = {(one.kind, one.state): one for one in results}
    tried = [kind for kind in KINDS.values() if any((kind.name, state) in by for state in states)]
    counts = Counter(kind.format for kind in tried)
    lost = ", ".join(f"{one.kind} ({one.state})" for one in failed_untouched(results))
    made = HEAD.format(
        kinds=len(tried),
        formats=", ".join(f"{counts[key]} of {name}" for key, name in FORMATS.items()),
        harmless=sum(not kind.misleads for kind in tried),
        summary=_summary(tried, states, by),
        more=("; **none**, without the file" if NONE in states else "")
        + (EDITED if "edited" in states else ""),
        missed=len(passed_through(results)),
        lost=f"these fail: {lost}" if lost else "all pass",
    )
    for key, name in FORMATS.items():
        made += f"### {name}\n\n| kind | what a reader sees | {' | '.join(states)} |\n"
        made += f"|---|---|{'---|' * len(states)}\n"
        for kind in tried:
            if kind.format == key:
                cells = [cell(by.get((kind.name, state))) for state in states]
                made += f"| {_plain(kind.what)} | {_sees(kind)} | {' | '.join(cells)} |\n"
        made += "\n"
    return made


def _summary(
    tried: Sequence[Kind], states: Sequence[str], by: Mapping[tuple[str, str], Result]
) -> str:
    made = f"| | {' | '.join(states)} |\n|---|{'--:|' * len(states)}\n"
    for misleads, label in ((True, "misleading, and told"), (False, "harmless, and said to agree")):
        for key, name in FORMATS.items():
            cells = []
            for state in states:
                some = [
                    by[kind.name, state] for kind in tried
                    if (kind.format, kind.misleads) == (key, misleads) and (kind.name, state) in by
                ]  # fmt: skip
                good = sum(one.passes != misleads for one in some)
                cells.append(f"{good} of {len(some)}")
            made += f"| **{name}** {label} | {' | '.join(cells)} |\n"
    return made


def _plain(text: str) -> str:
    """Return a text for a cell, in which tags and bars are text."""
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "\\<")


def _sees(kind: Kind) -> str:
    if not kind.is_visible or kind.seen_by == EYE:
        return kind.sees
    return f"{kind.sees} ({kind.seen_by})"


def write(results: Sequence[Result]) -> None:
    """Put the table into the page, in the place of the one that was there."""
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    made = f"{head.rstrip()}\n\n{BEGIN}\n\n{section(results).rstrip()}\n\n{END}\n{tail.lstrip()}"
    PAGE.write_text(made, encoding="utf-8")


def main() -> int:
    """Measure, and write the page; 1 if something went wrong."""
    results = measure()
    for name in sorted({kind.name for kind in runnable()} - {*read_verdicts()}):
        print(f"{name}: not looked at yet: python -m tests.tampering.judge")
    write(results)
    return 1 if wrong(results) else 0


if __name__ == "__main__":
    sys.exit(main())
