"""What stands around a place of a markdown text: its line, paragraph, brackets and block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sacroreport.document.tokens import TOKENS

FENCE = re.compile(r"^[ \t>]*:{3,}[ \t]*(?P<open>[^:\s][^\n]*)?$", re.M)
WHOLE = re.compile(r"#(?:fig|tbl)-|\blayout")
"""Of the attributes of a block whose parts are counted: nothing can be put among them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a text that is not plain prose: its kind, and where it stands."""

    kind: str
    start: int
    end: int
    match: re.Match[str]


class TokenizedText:
    r"""A text with its tokens, of which each place can be asked what it belongs to.

    Examples
    --------
    >>> text = TokenizedText("It fell `x`.\n\nSee [the page](a.html).\n")
    >>> text.token(9).kind, text.line(0), text.paragraph_start(20), text.opening_bracket(27)
    ('code', (0, 12), 14, 18)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            Token(next(name for name in TOKENS.groupindex if match.group(name) is not None
                        and name in _KINDS), match.start(), match.end(), match)
            for match in TOKENS.finditer(text)
        ]  # fmt: skip

    def token(self, offset: int) -> Token | None:
        """Return the token around an offset; ``None`` in plain prose."""
        return next((token for token in self.tokens if token.start <= offset < token.end), None)

    def line(self, offset: int) -> tuple[int, int]:
        """Return where the line of an offset begins and ends, without its line break."""
        first = self.text.rfind("\n", 0, offset) + 1
        last = self.text.find("\n", offset)
        return first, last if last >= 0 else len(self.text)

    def paragraph_start(self, offset: int) -> int:
        """Return where the paragraph of an offset begins."""
        start = 0
        for match in re.finditer(r"\n[ \t>]*(?=\n)", self.text[: offset + 1]):
            start = match.end() + 1
        return start

    def paragraph_end(self, offset: int) -> int:
        """Return where the paragraph of an offset ends, before its last line break."""
        match = re.compile(r"\n[ \t>]*(?=\n|\Z)").search(self.text, offset)
        return match.start() if match is not None else len(self.text)

    def opening_bracket(self, closing: int) -> int:
        """Return where the bracket opens that closes at an offset; -1 for none."""
        depth, start = 0, self.paragraph_start(closing)
        for index in range(closing, start - 1, -1):
            character = self.text[index]
            if character not in "[]" or self.text[index - 1 : index] == "\\":
                continue
            depth += (character == "]") - (character == "[")
            if depth == 0:
                return index
        return -1

    def citation_end(self, offset: int) -> int:
        """Return the end of the brackets of a citation around an offset; 0 for none."""
        start, end = self.paragraph_start(offset), self.paragraph_end(offset)
        stack: list[int] = []
        for index in range(start, end):
            character = self.text[index]
            if character not in "[]" or self.text[index - 1 : index] == "\\":
                continue
            if character == "[":
                stack.append(index)
            elif stack:
                opening = stack.pop()
                if not opening <= offset < index or self.text[index + 1 : index + 2] in ("(", "{"):
                    continue
                if self.text[opening - 1 : opening] in ("!", "^"):
                    continue
                if any(
                    token.kind == "reference" and opening < token.start < index
                    for token in self.tokens
                ):
                    return index + 1
        return 0

    @cached_property
    def whole_blocks(self) -> list[tuple[int, int]]:
        """Where blocks of figures and tables stand, the outermost of each."""
        return list(self._whole_blocks())

    def _whole_blocks(self) -> Iterator[tuple[int, int]]:
        stack: list[tuple[int, bool]] = []
        for match in FENCE.finditer(self.text):
            token = self.token(match.start())
            if token is not None and token.kind == "fence":
                continue
            if match["open"]:
                stack.append((match.start(), bool(WHOLE.search(match["open"]))))
            elif stack:
                start, counts = stack.pop()
                if counts and not any(outer for _, outer in stack):
                    yield start, match.end()


_KINDS = frozenset(
    name for name in TOKENS.groupindex
    if name not in ("ticks", "tick", "info", "run", "raw", "class", "defined", "to", "note", "key")
)  # fmt: skip
