"""Finding and changing places of a built HTML page."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.harness.in_files import SPAN
from tests.tampering.kinds import NotHereError

DECIMAL = re.compile(r"\d+\.\d")  # 68.7
COUNT = re.compile(r"([1-9])(?!\1)[1-9]")  # 28: turned round, it is another number
MEAN = re.compile(r"\d\.\d ± \d\.\d")
PERCENT = re.compile(r"([1-9])(?!\1)[1-9]%")
CLAIM = re.compile(r"[a-z][a-z ]+")  # words that the data decide


class Page:
    """A page as text, with the numbers in its prose."""

    def __init__(self, content: bytes) -> None:
        self.text = content.decode()

    @property
    def content(self) -> bytes:
        return self.text.encode()

    def numbers(self, form: re.Pattern[str], within: str = "p") -> list[re.Match[str]]:
        """Return the marked numbers of a form that stand in elements of a name."""
        parts = [*re.finditer(rf"<{within}\b[^>]*>.*?</{within}>", self.text, re.S)]
        return [
            one
            for one in SPAN.finditer(self.text)
            if form.fullmatch(one[2])
            and any(part.start() < one.start() < part.end() for part in parts)
        ]

    def number(self, form: re.Pattern[str], random: Random, within: str = "p") -> re.Match[str]:
        """Choose one of them."""
        found = self.numbers(form, within)
        if not found:
            raise NotHereError(form.pattern)
        return random.choice(found)

    def put(self, match: re.Match[str], new: str) -> Page:
        """Replace a place."""
        self.text = self.text[: match.start()] + new + self.text[match.end() :]
        return self

    def replace(
        self, pattern: str, new: str | Callable[[re.Match[str]], str], count: int = 1
    ) -> Page:
        """Replace what matches a pattern, which must be there."""
        changed, number = re.subn(pattern, new, self.text, count=count, flags=re.S)
        if not number:
            raise NotHereError(pattern)
        self.text = changed
        return self

    def style(self, rules: str) -> Page:
        """Add rules to the end of the style sheet."""
        return self.replace(r"</style>", lambda _: f"{rules}\n</style>")

    def before_end(self, markup: str) -> Page:
        """Put something at the end of the text."""
        return self.replace(r"</main>", lambda match: markup + match[0])

    def paragraph(self) -> re.Match[str]:
        """Return the paragraph with the most numbers."""
        found = [one for one in re.finditer(r"<p>.*?</p>", self.text, re.S) if SPAN.search(one[0])]
        return max(found, key=lambda one: len(SPAN.findall(one[0])))


def identifier(match: re.Match[str]) -> str:
    """Return the id of a marked number."""
    found = re.search(r'id="([^"]*)"', match[1])
    assert found is not None
    return found[1]
