"""Where in a markdown text a mark can stand without changing what the text means.

A finding points at the beginning of something: a word, a shortcode, an image, a line of
code. A mark goes right behind that, unless it would become a part of it (code, math, the
address of a link) or break it (a table, a figure, a heading's attributes); then it goes to
the nearest place after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sacroreport.document.paragraphs import Token, TokenizedText

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
BEHIND = frozenset(
    {"fence", "tex", "tag", "metadata", "grid", "simple", "byreference", "definition"}
)
SPACED = frozenset({"include", "pagebreak"})


@dataclass(frozen=True, slots=True)
class MarkPosition:
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
        >>> MarkPosition(5).wrap("[]{.m}"), MarkPosition(5, "> ").wrap("[]{.m}")
        ('[]{.m}', '\n>\n> []{.m}\n>\n')
        """
        if self.prefix is None:
            return mark
        empty = f"\n{self.prefix.rstrip()}"
        return f"{empty}\n{self.prefix}{mark}{empty}\n"


class MarkPositions(TokenizedText):
    r"""Where in one text marks can stand.

    Examples
    --------
    >>> text = "## Pain {#sec-pain}\n\n![Fall](a.png) and $x$ and 28 of 30.\n"
    >>> after = MarkPositions(text).after
    >>> [text[: after(text.index(word)).offset][-5:] for word in ("##", "a.png", "x$", "28")]
    [' Pain', '[Fall', 'd $x$', 'nd 28']
    """

    def after(self, offset: int) -> MarkPosition:
        """Return the place for a mark of what begins at an offset."""
        text = self.text
        first, last = self.line(offset)
        if SEPARATORS.match(text[first:last]) and "-" in text[first:last] and first:
            before, _ = self.line(first - 1)
            header = text[before : first - 1].rstrip(" \t|")
            return (
                self._fit(MarkPosition(before + len(header))) if header else self._paragraph(offset)
            )
        if (bare := self._without_words(first, last)) is not None:
            return self._fit(bare)
        lead = LEAD.match(text, first, last)
        assert lead is not None
        if lead["hashes"] and offset < lead.end():
            return MarkPosition(self._heading_end(first, last))
        token = self.token(max(offset, lead.end()) if offset < lead.end() else offset)
        offset = max(offset, lead.end())
        if token is None:
            return self._fit(self._prose(offset))
        return self._fit(self._around(token))

    def before_line(self, offset: int) -> MarkPosition:
        """Return the place for a mark of a line that stood here and is gone."""
        first, _ = self.line(offset)
        return self._fit(MarkPosition(first, ""))

    def _without_words(self, first: int, last: int) -> MarkPosition | None:
        """Return the place for a mark of a line that only rules, opens or closes something."""
        line = self.text[first:last]
        opens = line.lstrip(" \t>").startswith(":::")
        token = self.token(first)
        if (re.search(r"\w", line) and not opens) or (token is not None and token.start < first):
            return None
        if token is not None and token.kind not in ("bare", "attributes"):
            return None
        before = self.text[:first].rstrip(" \t\n>")
        start, end = self.line(len(before))
        if first and end == first - 1 and not self.text[start:end].lstrip(" \t>").startswith(":::"):
            return (
                MarkPosition(end)
                if re.search(r"\w", self.text[start:end])
                else MarkPosition(first, "")
            )
        return MarkPosition(first, re.match(r"[ \t>]*", line)[0])  # type: ignore[index]

    # What a token asks for

    def _around(self, token: Token) -> MarkPosition:
        """Return the place for a mark of a token: within its line, or behind its paragraph."""
        text = self.text
        match token.kind:
            case "shortcode":
                first, last = self.line(token.start)
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
                return self._at(self.citation_end(token.start) or token.end)
            case "display" if text[token.end :].lstrip(" \t").startswith("{"):
                return self._paragraph(token.start)
            case kind if kind in BEHIND:
                return self._paragraph(token.end - 1)
            case _:
                return self._at(token.end)

    def _attributes(self, token: Token) -> MarkPosition:
        """Return the place for a mark of attributes, which depends on what they belong to."""
        text = self.text
        first, last = self.line(token.start)
        line = text[first:last]
        if line.lstrip(" \t>").startswith(":::"):
            return MarkPosition(first, re.match(r"[ \t>]*", line)[0])  # type: ignore[index]
        lead = LEAD.match(text, first, last)
        if (lead is not None and lead["hashes"]) or CAPTION.match(line):
            return MarkPosition(first + len(text[first : token.start].rstrip()))
        before = self.token(token.start - 1)
        closed = text[: token.start].rfind("](", self.paragraph_start(token.start))
        if closed >= 0 and (target := self.token(closed)) is not None and target.kind == "target":
            end = CLOSING.match(text, target.end)
            if end is not None and end.end() == token.start:
                return self._target(target)
        if text[token.start - 1] == "]" or (before is not None and before.kind == "code"):
            return self._at(token.end)
        return self._paragraph(token.start)

    def _target(self, token: Token) -> MarkPosition:
        """Return the place in the caption of an image, which may be a figure, or behind a link."""
        text = self.text
        opening = self.opening_bracket(token.start)
        closing = CLOSING.match(text, token.end)
        if closing is None:
            return self._paragraph(token.start)
        is_image = opening > 0 and text[opening - 1] == "!"
        if is_image and text[opening + 1 : token.start].strip():
            return MarkPosition(token.start)
        first, last = self.line(token.start)
        line = text[first:last].strip(" \t>")
        if is_image and line.startswith("![](") and line.count("](") == 1:
            return self._paragraph(token.start)
        return self._at(closing.end())

    def _prose(self, offset: int) -> MarkPosition:
        """Return the place behind the word at an offset, or behind the brackets of its citation."""
        text = self.text
        if text.startswith("![", offset):
            for token in self.tokens:
                opened = token.kind == "target" and token.start > offset
                if opened and self.opening_bracket(token.start) == offset + 1:
                    return self._target(token)
        if text[offset : offset + 1] == "|":  # the edge of a cell
            return MarkPosition(len(text[:offset].rstrip(" \t")))
        word = WORD.match(text, offset, self.line(offset)[1])
        end = word.end() if word is not None else offset
        for token in self.tokens:  # a word ends where something else begins
            if offset <= token.start < end:
                end = token.start
        return self._at(
            self.citation_end(offset) or (len(text[:end].rstrip()) if end > offset else end)
        )

    def _at(self, offset: int) -> MarkPosition:
        """Return a place within a line; attributes belong to what comes before them."""
        text = self.text
        if text[offset : offset + 1] == "{" and (token := self.token(offset)) is not None:
            if token.kind != "attributes":
                return MarkPosition(offset)
            if text[offset - 1 : offset] not in ("]", ")", "`"):
                return self._attributes(token)
            offset = token.end
        return MarkPosition(offset)

    # Behind what a mark may not stand in

    def _paragraph(self, offset: int) -> MarkPosition:
        """Return the place behind a paragraph, and behind the caption of a table."""
        first, _ = self.line(self.paragraph_start(offset))
        end = self.paragraph_end(offset)
        rest = re.compile(r"(?:\n[ \t>]*)+(?=[^\n])").match(self.text, end)
        if rest is not None and CAPTION.match(self.text, self.line(rest.end())[0]):
            end = self.paragraph_end(rest.end())
        prefix = re.compile(r"[ \t>]*").match(self.text, first)
        return MarkPosition(end, prefix.group() if prefix is not None else "")

    def _heading_end(self, first: int, last: int) -> int:
        line = re.sub(r"[ \t]*\{[^{}\n]*\}[ \t]*$", "", self.text[first:last])
        return first + len(re.sub(r"[ \t]+#*[ \t]*$", "", line))

    def _fit(self, position: MarkPosition) -> MarkPosition:
        """Move a place out of tables drawn by columns, and of blocks whose parts count."""
        if position.prefix is None:
            table_starts = (
                token.start for token in self.tokens if token.kind in ("grid", "simple")
            )
            start, end = self.paragraph_start(position.offset), self.paragraph_end(position.offset)
            if not any(start <= table_start < end for table_start in table_starts):
                return position
            position = self._paragraph(position.offset)
        for start, end in self.whole_blocks:
            if start < position.offset < end:
                return MarkPosition(end, "")
        return position
