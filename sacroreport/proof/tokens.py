"""The proof of a file that carries no placements, such as one of a plain ``quarto render``.

Without them a number has no identity in the file; it can only be looked for among the
words. So words are laid along each other, and every word of each injected number must have
its match; differences elsewhere, such as another citation style, are not looked at.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from sacroreport.document.stage import Placement
from sacroreport.findings import Finding
from sacroreport.proof.compare import Comparison, context, words_of
from sacroreport.proof.expected import expected
from sacroreport.proof.reader import Reader, reader_of_ending
from sacroreport.render.job import Rendered

TRIMMED = "()[]“”\"'.,;:"


def carries_placements(file: Path) -> bool:
    """Say whether the numbers in a file can be told from its other words."""
    return _reader(file).carries_placements(file)


def compare_tokens(file: Path, rendered: Rendered, comparison: Comparison) -> list[Finding]:
    """Find the injected numbers that a file does not show where they belong."""
    reader, exact = _reader(file), rendered.exact
    typography = reader.typography(exact=exact)
    wanted = expected(rendered.document, typography, exact=exact, contents=False)
    fresh_words, file_words = words_of(wanted.whole), words_of(reader.stream(file, "none"))
    matcher = difflib.SequenceMatcher(
        None,
        [_bare(word) for word, _ in fresh_words],
        [_bare(word) for word, _ in file_words],
        autojunk=False,
    )
    matched = [False] * len(fresh_words)
    free: list[tuple[int, int]] = []
    stretches: dict[int, tuple[int, int]] = {}
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            matched[i1:i2] = [True] * (i2 - i1)
            continue
        free.append((j1, j2))
        stretches |= dict.fromkeys(range(i1, i2), (j1, j2))
    by_owner: dict[str, list[int]] = {}
    for index, (_, owner) in enumerate(fresh_words):
        if owner:
            by_owner.setdefault(owner, []).append(index)
    findings = []
    for owner, indexes in by_owner.items():
        if all(matched[index] for index in indexes) or _moved(
            indexes, fresh_words, file_words, free
        ):
            continue
        first = next(index for index in indexes if not matched[index])
        findings.append(
            comparison.finding(
                f"{_id(comparison, owner)} does not say what the data say",
                owner=owner,
                found=context(file_words, *stretches[first]),
                expected=context(fresh_words, indexes[0], indexes[-1] + 1),
            )
        )
    return findings


def _id(comparison: Comparison, owner: str) -> str:
    placement: Placement | None = comparison.placements.get(owner)
    return placement.id if placement else owner


def _moved(
    indexes: Sequence[int],
    fresh_words: Sequence[tuple[str, str]],
    file_words: Sequence[tuple[str, str]],
    free: Sequence[tuple[int, int]],
) -> bool:
    """Say whether a number stands elsewhere with a neighbour: a footnote on another page."""
    first, last = indexes[0], indexes[-1] + 1
    number = [_bare(word) for word, _ in fresh_words[first:last]]
    before = _bare(fresh_words[first - 1][0]) if first else ""
    after = _bare(fresh_words[last][0]) if last < len(fresh_words) else ""
    for j1, j2 in free:
        words = [_bare(word) for word, _ in file_words[max(0, j1 - 1) : j2 + 1]]
        for at in range(len(words) - len(number) + 1):
            if words[at : at + len(number)] != number:
                continue
            beside = (words[at - 1] if at else "", *words[at + len(number) :][:1])
            if before in beside[:1] or after in beside[1:]:
                return True
    return False


def _bare(word: str) -> str:
    return word.strip(TRIMMED) or word


def _reader(file: Path) -> Reader:
    reader = reader_of_ending(file.suffix)
    if reader is None:
        raise ValueError("nothing can be read back from a file of this kind")
    return reader
