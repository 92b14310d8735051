"""Where in a markdown text a mark can stand without changing what the text means.

A finding points at the beginning of something: a word, a shortcode, an image, a line of
code. A mark goes right behind that, unless it would become a part of it (code, math, the
address of a link) or break it (a table, a figure, a heading's attributes); then it goes to
the nearest place after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sacroreport.document.scan import TOKENS

LEAD = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\(?(?:\d{1,9}|[A-Za-z]|[ivxIVX]{2,6})[.)]|:|\|)[ \t]+"
    r"|\[\^[^\]\n]+\]:[ \t]*)*"
    r"(?P<hashes>\#{1,6}[ \t]+)?(?:\|[ \t]*)?"
)
"""What opens a line: quotation marks, list markers, a heading, the edge of a table."""
WORD = re.compile(r"[*_~'\"“‘«„(\[]*[+\-−–±<>=≤≥]?[ ]?\w+(?:[.,·/’'–−-]\w+)*[ ]?%?")
SEPARATORS = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
CLOSING = re.compile(r"[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*')?[ \t]*\)")
CAPTION = re.compile(r"[ \t>]*(?::[ \t]+|Table:)")
FENCE = re.compile(r"^[ \t>]*:{3,}[ \t]*(?P<open>[^:\s][^\n]*)?$", re.M)
WHOLE = re.compile(r"#(?:fig|tbl)-|\blayout")
"""Of the attributes of a block whose parts are counted: nothing can be put among them."""
BEHIND = frozenset(
    {"fence", "tex", "tag", "metadata", "grid", "simple", "byreference", "definition"}
)
SPACED = frozenset({"include", "pagebreak"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a mark.

    Attributes
    ----------
    offset
        Where in the text.
    prefix
        What begins a line there, if the mark has to be a paragraph of its own.
    """

    offset: int
    prefix: str | None = None

    def wrap(self, mark: str) -> str:
        r"""Return what to insert for a mark.

        Examples
        --------
        >>> Spot(5).wrap("[]{.m}"), Spot(5, "> ").wrap("[]{.m}")
        ('[]{.m}', '\n>\n> []{.m}\n>\n')
        """
        if self.prefix is None:
            return mark
        empty = f"\n{self.prefix.rstrip()}"
        return f"{empty}\n{self.prefix}{mark}{empty}\n"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int
    match: re.Match[str]


class Spots:
    r"""Finds places in one text.

    Examples
    --------
    >>> text = "## Pain {#sec-pain}\n\n![Fall](a.png) and $x$ and 28 of 30.\n"
    >>> spots = Spots(text)
    >>> [text[: spots.after(text.index(one)).offset][-5:] for one in ("##", "a.png", "x$", "28")]
    [' Pain', '[Fall', 'd $x$', 'nd 28']
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            _Token(next(name for name in TOKENS.groupindex if match.group(name) is not None
                        and name in _KINDS), match.start(), match.end(), match)
            for match in TOKENS.finditer(text)
        ]  # fmt: skip

    def after(self, offset: int) -> Spot:
        """Return the place for a mark of what begins at an offset."""
        text = self.text
        first, last = self._line(offset)
        if SEPARATORS.match(text[first:last]) and "-" in text[first:last] and first:
            before, _ = self._line(first - 1)
            header = text[before : first - 1].rstrip(" \t|")
            return self._fit(Spot(before + len(header))) if header else self._paragraph(offset)
        if (bare := self._without_words(first, last)) is not None:
            return self._fit(bare)
        lead = LEAD.match(text, first, last)
        assert lead is not None
        if lead["hashes"] and offset < lead.end():
            return Spot(self._heading_end(first, last))
        token = self._token(max(offset, lead.end()) if offset < lead.end() else offset)
        offset = max(offset, lead.end())
        if token is None:
            return self._fit(self._prose(offset))
        return self._fit(self._around(token))

    def before_line(self, offset: int) -> Spot:
        """Return the place for a mark of a line that stood here and is gone."""
        first, _ = self._line(offset)
        return self._fit(Spot(first, ""))

    def _without_words(self, first: int, last: int) -> Spot | None:
        """Return the place for a mark of a line that only rules, opens or closes something."""
        line = self.text[first:last]
        opens = line.lstrip(" \t>").startswith(":::")
        token = self._token(first)
        if (re.search(r"\w", line) and not opens) or (token is not None and token.start < first):
            return None
        if token is not None and token.kind not in ("bare", "attributes"):
            return None
        before = self.text[:first].rstrip(" \t\n>")
        start, end = self._line(len(before))
        if first and end == first - 1 and not self.text[start:end].lstrip(" \t>").startswith(":::"):
            return Spot(end) if re.search(r"\w", self.text[start:end]) else Spot(first, "")
        return Spot(first, re.match(r"[ \t>]*", line)[0])  # type: ignore[index]

    # What a token asks for

    def _around(self, token: _Token) -> Spot:
        text = self.text
        match token.kind:
            case "shortcode":
                first, last = self._line(token.start)
                name = token.match.group().split()[1]
                alone = text[first:last].strip(" \t>") == token.match.group()
                return (
                    self._paragraph(token.start)
                    if alone and name in SPACED
                    else self._at(token.end)
                )
            case "attributes" | "bare":
                return self._attributes(token)
            case "target":
                return self._target(token)
            case "reference":
                return self._at(self._group_end(token.start) or token.end)
            case "display" if text[token.end :].lstrip(" \t").startswith("{"):
                return self._paragraph(token.start)
            case kind if kind in BEHIND:
                return self._paragraph(token.end - 1)
            case _:
                return self._at(token.end)

    def _attributes(self, token: _Token) -> Spot:
        text = self.text
        first, last = self._line(token.start)
        line = text[first:last]
        if line.lstrip(" \t>").startswith(":::"):
            return Spot(first, re.match(r"[ \t>]*", line)[0])  # type: ignore[index]
        lead = LEAD.match(text, first, last)
        if (lead is not None and lead["hashes"]) or CAPTION.match(line):
            return Spot(first + len(text[first : token.start].rstrip()))
        before = self._token(token.start - 1)
        closed = text[: token.start].rfind("](", self._start(token.start))
        if closed >= 0 and (target := self._token(closed)) is not None and target.kind == "target":
            end = CLOSING.match(text, target.end)
            if end is not None and end.end() == token.start:
                return self._target(target)
        if text[token.start - 1] == "]" or (before is not None and before.kind == "code"):
            return self._at(token.end)
        return self._paragraph(token.start)

    def _target(self, token: _Token) -> Spot:
        """Into the caption of an image, which may be a figure; behind a link."""
        text = self.text
        opening = self._opening(token.start)
        closing = CLOSING.match(text, token.end)
        if closing is None:
            return self._paragraph(token.start)
        is_image = opening > 0 and text[opening - 1] == "!"
        if is_image and text[opening + 1 : token.start].strip():
            return Spot(token.start)
        first, last = self._line(token.start)
        line = text[first:last].strip(" \t>")
        if is_image and line.startswith("![](") and line.count("](") == 1:
            return self._paragraph(token.start)
        return self._at(closing.end())

    def _prose(self, offset: int) -> Spot:
        text = self.text
        if text.startswith("![", offset):
            for token in self.tokens:
                opened = token.kind == "target" and token.start > offset
                if opened and self._opening(token.start) == offset + 1:
                    return self._target(token)
        if text[offset : offset + 1] == "|":  # the edge of a cell
            return Spot(len(text[:offset].rstrip(" \t")))
        word = WORD.match(text, offset, self._line(offset)[1])
        end = word.end() if word is not None else offset
        for token in self.tokens:  # a word ends where something else begins
            if offset <= token.start < end:
                end = token.start
        return self._at(
            self._group_end(offset) or (len(text[:end].rstrip()) if end > offset else end)
        )

    def _at(self, offset: int) -> Spot:
        """Return a place within a line; attributes belong to what comes before them."""
        text = self.text
        if text[offset : offset + 1] == "{" and (token := self._token(offset)) is not None:
            if token.kind != "attributes":
                return Spot(offset)
            if text[offset - 1 : offset] not in ("]", ")", "`"):
                return self._attributes(token)
            offset = token.end
        return Spot(offset)

    # What stands around

    def _token(self, offset: int) -> _Token | None:
        return next((one for one in self.tokens if one.start <= offset < one.end), None)

    def _line(self, offset: int) -> tuple[int, int]:
        first = self.text.rfind("\n", 0, offset) + 1
        last = self.text.find("\n", offset)
        return first, last if last >= 0 else len(self.text)

    def _start(self, offset: int) -> int:
        """Return where the paragraph of an offset begins."""
        found = 0
        for match in re.finditer(r"\n[ \t>]*(?=\n)", self.text[: offset + 1]):
            found = match.end() + 1
        return found

    def _end(self, offset: int) -> int:
        """Return where the paragraph of an offset ends, before its last line break."""
        match = re.compile(r"\n[ \t>]*(?=\n|\Z)").search(self.text, offset)
        return match.start() if match is not None else len(self.text)

    def _paragraph(self, offset: int) -> Spot:
        """Return the place behind a paragraph, and behind the caption of a table."""
        first, _ = self._line(self._start(offset))
        end = self._end(offset)
        rest = re.compile(r"(?:\n[ \t>]*)+(?=[^\n])").match(self.text, end)
        if rest is not None and CAPTION.match(self.text, self._line(rest.end())[0]):
            end = self._end(rest.end())
        prefix = re.compile(r"[ \t>]*").match(self.text, first)
        return Spot(end, prefix.group() if prefix is not None else "")

    def _heading_end(self, first: int, last: int) -> int:
        line = re.sub(r"[ \t]*\{[^{}\n]*\}[ \t]*$", "", self.text[first:last])
        return first + len(re.sub(r"[ \t]+#*[ \t]*$", "", line))

    def _opening(self, closing: int) -> int:
        """Return where the bracket opens that closes at an offset; -1 for none."""
        depth, start = 0, self._start(closing)
        for index in range(closing, start - 1, -1):
            character = self.text[index]
            if character not in "[]" or self.text[index - 1 : index] == "\\":
                continue
            depth += (character == "]") - (character == "[")
            if depth == 0:
                return index
        return -1

    def _group_end(self, offset: int) -> int:
        """Return the end of the brackets of a citation around an offset; 0 for none."""
        start, end = self._start(offset), self._end(offset)
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
                    one.kind == "reference" and opening < one.start < index for one in self.tokens
                ):
                    return index + 1
        return 0

    def _fit(self, spot: Spot) -> Spot:
        """Move a place out of tables drawn by columns, and of blocks whose parts count."""
        if spot.prefix is None:
            drawn = (one.start for one in self.tokens if one.kind in ("grid", "simple"))
            start, end = self._start(spot.offset), self._end(spot.offset)
            if not any(start <= one < end for one in drawn):
                return spot
            spot = self._paragraph(spot.offset)
        for start, end in self._wholes:
            if start < spot.offset < end:
                return Spot(end, "")
        return spot

    @cached_property
    def _wholes(self) -> list[tuple[int, int]]:
        """Where blocks of figures and tables stand, the outermost of each."""
        return list(self._blocks())

    def _blocks(self) -> Iterator[tuple[int, int]]:
        stack: list[tuple[int, bool]] = []
        for match in FENCE.finditer(self.text):
            token = self._token(match.start())
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
