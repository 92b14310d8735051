"""Expected against found: what differs, and which number it touches."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from sacroreport.document.stage import Kind, Placement
from sacroreport.findings import Finding, Place
from sacroreport.proof.stream import Stream, copy_of, original, squeeze
from sacroreport.render.job import Rendered

MOST = 20
LEFTOVER = re.compile(
    r"\?(?:var|meta|env):|\?@[a-z]|\{\{<|data-stat=|(?<![\w-])(?:nan|NaN)(?![\w-])"
)


class Comparison:
    """Compares one file; ``file`` names it in findings."""

    def __init__(
        self, file: str, source: str, placements: Sequence[Placement], texts: Mapping[str, str]
    ) -> None:
        self.file = file
        self.source = source
        self.placements = {placement.occurrence: placement for placement in placements}
        self.texts = texts
        self.hidden: frozenset[str] = frozenset()

    def finding(
        self, message: str, *, owner: str = "", found: str = "", expected: str = ""
    ) -> Finding:
        """Return a proof finding, at the source of the number it touches."""
        placement = self.placements.get(original(owner))
        return Finding(
            rule="proof",
            place=placement.place if placement else Place(self.source),
            message=f"{self.file}: {message}",
            found=found and f'"{found}"',
            expected=expected and f'"{expected}"',
            way_out="build the document again; if this comes back, the text at that place "
            "confuses a format: please report it",
        )

    def numbers(self, texts: Mapping[str, str]) -> Iterator[Finding]:
        """Compare each injected number with the data as they are now."""
        for placement in self.placements.values():
            if placement.kind is not Kind.BODY or placement.occurrence in self.hidden:
                continue
            wanted = squeeze(self.texts.get(placement.id, ""))
            shown = texts.get(placement.occurrence)
            if shown is None:
                yield self.finding(
                    f"the number {placement.id} is not in the file",
                    owner=placement.occurrence,
                    expected=wanted,
                )
            elif shown != wanted:
                yield self.finding(
                    f"{placement.id} does not say what the data say",
                    owner=placement.occurrence,
                    found=shown,
                    expected=wanted,
                )
            # That there is a copy where one belongs, the comparison of words will tell.
            again = texts.get(copy_of(placement.occurrence), wanted)
            if again != wanted:
                yield self.finding(
                    f"{placement.id} in the contents does not say what the data say",
                    owner=placement.occurrence,
                    found=again,
                    expected=wanted,
                )

    def unknown(self, texts: Mapping[str, str]) -> Iterator[Finding]:
        """Find numbers in the file that no source placed."""
        for occurrence, text in texts.items():
            if original(occurrence) not in self.placements:
                yield self.finding(f"holds a number {occurrence} of unknown origin", found=text)

    def streams(self, expected: Stream, actual: Stream) -> Iterator[Finding]:
        """Compare two streams: every word, and what separates numbers."""
        shown = actual.texts_of_numbers()
        yield from self.numbers(shown)
        yield from self.unknown(shown)
        yield from self.words(expected, actual)

    def words(self, expected: Stream, actual: Stream) -> Iterator[Finding]:
        """Report each stretch of words that differs."""
        wanted, shown = words_of(expected), words_of(actual)
        if [word for word, _ in wanted] == [word for word, _ in shown]:
            return
        matcher = difflib.SequenceMatcher(
            None, [word for word, _ in wanted], [word for word, _ in shown], autojunk=False
        )
        reported = 0
        for kind, i1, i2, j1, j2 in matcher.get_opcodes():
            if kind == "equal":
                continue
            reported += 1
            if reported > MOST:
                yield self.finding("and more differences")
                return
            owner = next((number for _, number in wanted[i1:i2] if number), "")
            placement = self.placements.get(original(owner))
            yield self.finding(
                f"{placement.id} does not say what the data say"
                if placement
                else "the text differs from its source",
                owner=owner,
                found=context(shown, j1, j2),
                expected=context(wanted, i1, i2),
            )

    def leftovers(self, rendered: Rendered, *texts: str) -> list[Finding]:
        """Find what a hole in a document looks like: an unresolved shortcode, or ``nan``."""
        if rendered.watermark:  # a draft has holes, and says in words how to fill them
            return []
        return [
            self.finding(
                f"holds {match.group()}", found=text[max(0, match.start() - 20) : match.end() + 20]
            )
            for text in texts
            for match in LEFTOVER.finditer(text)
        ]

    def alternatives(self, wanted: Sequence[str | None], texts: Sequence[str]) -> list[Finding]:
        """Compare the alternative texts that images were given, one by one."""
        if len(wanted) != len(texts):
            return [
                self.finding(
                    "the images are not those of the document",
                    found=f"{len(texts)} images",
                    expected=f"{len(wanted)} images",
                )
            ]
        return [
            self.finding(
                "an image has another alternative text",
                found=squeeze(shown),
                expected=squeeze(text),
            )
            for text, shown in zip(wanted, texts, strict=True)
            if text is not None and squeeze(text) != squeeze(shown)
        ]


def words_of(stream: Stream) -> list[tuple[str, str]]:
    """Return the words of a stream, each with the number that it is a part of."""
    words: list[tuple[str, str]] = []
    word = owner = ""
    for index, character in enumerate(stream.characters):
        if index in stream.breaks and word:
            words.append((word, owner))
            word = owner = ""
        word += character
        owner = owner or stream.owners[index]
    if word:
        words.append((word, owner))
    return words


def context(words: list[tuple[str, str]], first: int, last: int) -> str:
    """Return some words with two before and after them, for messages."""
    shown = words[max(0, first - 2) : min(len(words), last + 2)]
    return re.sub(r"(.{160}).+", r"\1…", " ".join(word for word, _ in shown))
