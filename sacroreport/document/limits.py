"""How much of what a text may hold: what would keep a program busy for ever is told before.

pandoc tries every bracket, quotation mark and row of backticks that opens nothing in more than
one way, and what stands inside each of them again: eighty characters are enough for an hour. The
limits lie far above what anybody writes, and each reads the text once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sacroreport.findings import Finding, Place
from sacroreport.rules.registry import RuleName

MOST_CHARACTERS = 1_000_000
MOST_DEEP = 6
"""Brackets inside each other; one more doubles the time at least."""
MOST_OPEN_QUOTES = 50
LONGEST_RUN = 20
MOST_NESTED = 1_000
"""Quotations and lists; some hundred are read, and then refused where they are read back."""
FEW = 40
MOST_INDENTED = 200
MOST_ALIKE = 500
"""Headings of the same words, and definitions in a row."""
BUDGETS = {
    "brackets": 16_384,
    "quotes": 50_000,
    "marks": 500_000_000,
    "entities": 4_000_000,
    "signs": 200_000_000,
    "nesting": 5_000_000,
}
"""How much of each there may be in a whole text, in what it costs: about three seconds."""

WAY_OUT = "write a backslash before literal ones"
ITEM = r"(?:[-*+]|\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]{1,9}|#|@\w{0,30})[.)])(?=[ \t])"
MARKER = re.compile(rf">|{ITEM}")
MARKERS = re.compile(rf"(?:[ \t]*+(?:>|{ITEM}))*+")
LIST_ITEM = re.compile(rf"[ \t>]*+{ITEM}")
FENCE = re.compile(r"[ \t>]*+(?P<ticks>`{3,}+(?=[^`]*+$)|~{3,}+)")
DELIMITER = re.compile(r"[ \t>]*+\|?[ \t]*+:?-[-:| \t]*+$")
SIGNS = re.compile(r"\\.|`+|[\[\]]|(?<![^\s(\[\"])'(?=\S)|(?<=\S)'(?!\w)", re.S)
EMPHASIS = re.compile(r"[*_]")
HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]++(\S.*+)")


@dataclass(frozen=True, slots=True)
class Excess:
    """Too much of something: where, what, and the way out."""

    at: int
    what: str
    found: str
    expected: str
    way_out: str
    rule: RuleName = "too-much"


def check_limits(text: str, place: Callable[[int], Place]) -> Iterator[Finding]:
    """Find what would keep the readers of a text busy for ever, the first of each kind.

    Parameters
    ----------
    text
        Markdown.
    place
        Returns the place of an offset in it.
    """
    for excess in excesses(text):
        yield Finding(
            rule=excess.rule,
            place=place(excess.at),
            message=excess.what,
            found=excess.found,
            expected=excess.expected,
            way_out=excess.way_out,
        )


def excesses(text: str) -> list[Excess]:
    """Return what a text has too much of; nothing else is looked for in one that is too long.

    Examples
    --------
    >>> (
    ...     [excess.what for excess in excesses("[a" * 80)],
    ...     excesses("[[a](b)]{.literal} and `[[[[[[[`"),
    ... )
    (['a run of brackets that stand inside each other or stay open'], [])
    """
    if len(text) > MOST_CHARACTERS:
        return [
            Excess(
                MOST_CHARACTERS, "the text is too long", f"{len(text):,} characters",
                f"at most {MOST_CHARACTERS:,} in a document with all that it includes",
                "divide it into several documents", "too-long",
            )
        ]  # fmt: skip
    meter = _Meter()
    last = text.rfind("-->") + 1
    if text.count("<!--", last) > LONGEST_RUN:
        meter.note(text.index("<!--", last), "comments that do not end", "", "-->", "close them")
    for start, lines in _paragraphs(text):
        meter.paragraph(start, lines)
    return [*meter.excesses.values()]


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines between blank ones with their offset; code between fences is left out."""
    lines = text.split("\n")
    inside = _fenced(lines)
    start = position = 0
    block: list[str] = []
    for number, line in enumerate(lines):
        if inside[number] or not line.strip(" \t>"):
            if block:
                yield start, block
            block = []
        else:
            if not block:
                start = position
            block.append(line)
        position += len(line) + 1
    if block:
        yield start, block


def _fenced(lines: list[str]) -> list[bool]:
    """Say of each line whether it is code; a fence that is never closed is none."""
    fences = [
        (number, match["ticks"])
        for number, line in enumerate(lines)
        if (match := FENCE.match(line)) is not None
    ]
    inside = [False] * len(lines)
    longest = {"`": 0, "~": 0}  # of the fences that follow
    ahead = [0] * len(fences)
    for index in range(len(fences) - 1, -1, -1):
        sign, length = fences[index][1][0], len(fences[index][1])
        ahead[index] = longest[sign]
        longest[sign] = max(longest[sign], length)
    opened, ticks = -1, ""
    for index, (number, run) in enumerate(fences):
        if not ticks:
            if ahead[index] >= len(run):
                opened, ticks = number, run
        elif run[0] == ticks[0] and len(run) >= len(ticks):
            inside[opened : number + 1] = [True] * (number + 1 - opened)
            ticks = ""
    return inside


class _Meter:
    """Adds up what a text costs, paragraph by paragraph."""

    def __init__(self) -> None:
        self.excesses: dict[str, Excess] = {}
        self.spent: Counter[str] = Counter()
        self.headings: Counter[str] = Counter()
        self.definitions = 0

    def note(self, at: int, what: str, found: str, expected: str, way_out: str) -> None:
        """Note that there is too much of something; the first place of each counts."""
        self.excesses.setdefault(what, Excess(at, what, found, expected, way_out))

    def spend(self, kind: str, cost: int) -> bool:
        """Spend from the budget of a kind; say whether that was too much."""
        self.spent[kind] += cost
        return self.spent[kind] > BUDGETS[kind]

    def paragraph(self, start: int, lines: list[str]) -> None:
        """Note what the lines between two blank ones have too much of."""
        self.nesting(start, lines)
        self.costs(start, lines)
        # What is read for itself, in the order of the text: items of a list, rows of a table.
        if LIST_ITEM.match(lines[0]):
            is_start = [LIST_ITEM.match(line) is not None for line in lines]
        else:
            is_table = len(lines) > 1 and DELIMITER.match(lines[1]) is not None
            is_start = [is_table] * len(lines)
        part: list[str] = []
        position = begin = start
        for line, starts in zip(lines, is_start, strict=True):
            if starts and part:
                self.signs(begin, "\n".join(part))
                part, begin = [], position
            part.append(line)
            position += len(line) + 1
        self.signs(begin, "\n".join(part))

    def costs(self, start: int, lines: list[str]) -> None:
        """Note too many marks of emphasis, formulas, tags or entities in a paragraph."""
        text = "\n".join(lines)
        if self.spend("marks", len(EMPHASIS.findall(text)) ** 2):
            self.note(start, "marks of emphasis in one paragraph", f"{len(text):,} characters",
                      "some hundred", WAY_OUT)  # fmt: skip
        cost = text.count("$") * len(text)  # each may open a formula, and is looked for its end
        # a shortcode has its value in its place before anybody reads the text
        cost += sum((line.count("<") - line.count("{{<")) * len(line) for line in lines)
        if self.spend("signs", cost):
            self.note(start, "signs $ or < in one paragraph", f"{len(text):,} characters",
                      "some hundred", WAY_OUT)  # fmt: skip
        if text.count("&") > FEW:
            for match in re.finditer(r"\S++", text):
                if self.spend("entities", match.group().count("&") ** 2):
                    self.note(start + match.start(), "signs & without a space between them", "",
                              "some dozen", "put spaces between them")  # fmt: skip
                    break

    def nesting(self, start: int, lines: list[str]) -> None:
        """Note too many levels of quotations and lists, like headings, and definitions."""
        position = start
        for line in lines:
            markers = MARKERS.match(line)
            assert markers is not None
            deep = len(MARKER.findall(markers.group()))
            indent = len(line) - len(line.lstrip(" \t"))
            too_deep = deep > FEW and self.spend("nesting", deep**2)
            if deep > MOST_NESTED or too_deep or (indent > MOST_INDENTED and LIST_ITEM.match(line)):
                self.note(position, "quotations or lists inside each other",
                          f"{max(deep, indent // 2)} levels", f"at most {MOST_NESTED}",
                          "write them on fewer levels")  # fmt: skip
            if (heading := HEADING.match(line)) is not None:
                words = heading[1].strip()
                self.headings[words] += 1
                if self.headings[words] > MOST_ALIKE:
                    self.note(position, "headings of the same words", f'"{words[:40]}"',
                              f"at most {MOST_ALIKE}", "give them names of their own")  # fmt: skip
            is_definition = line.lstrip(" \t").startswith(":") and not line.startswith(":::")
            self.definitions = self.definitions + 1 if is_definition else 0
            if self.definitions > MOST_ALIKE:
                self.note(position, "lines that begin with a colon, one after the other", "",
                          f"at most {MOST_ALIKE}", "write paragraphs or a table")  # fmt: skip
            position += len(line) + 1

    def signs(self, start: int, text: str) -> None:
        """Note too many open brackets, quotation marks or backticks of a part read for itself."""
        depth = deepest = quotes = most = at = 0
        for place, sign in self.outside_code(start, text):
            if sign in "[]":
                depth = depth + 1 if sign == "[" else max(0, depth - 1)
                if depth > deepest:
                    deepest, at = depth, place
            else:
                is_closing = place > 0 and not text[place - 1].isspace()
                quotes = max(0, quotes - 1) if is_closing else quotes + 1
                most = max(most, quotes)
        if deepest > MOST_DEEP or (deepest > 3 and self.spend("brackets", 4**deepest)):
            what = "a run of brackets that stand inside each other or stay open"
            self.note(start + at, what, f"{deepest} levels", f"at most {MOST_DEEP}", WAY_OUT)
        if most > MOST_OPEN_QUOTES or (most > 10 and self.spend("quotes", most**2)):
            what = "quotation marks that are opened and not closed"
            self.note(start, what, f"{most}", f"at most {MOST_OPEN_QUOTES}", "close them")

    def outside_code(self, start: int, text: str) -> Iterator[tuple[int, str]]:
        """Yield brackets and quotation marks with their places, those in code left out."""
        matches = [*SIGNS.finditer(text)]
        left = Counter(len(run.group()) for run in matches if run.group()[0] == "`")
        skip = 0
        for match in matches:
            sign = match.group()
            if sign[0] == "`":
                left[len(sign)] -= 1
                if len(sign) > LONGEST_RUN:
                    most = f"at most {LONGEST_RUN}"
                    at = start + match.start()
                    self.note(at, "backticks in a row", f"{len(sign):,}", most, "write fewer")
                if skip == len(sign):
                    skip = 0
                elif not skip and left[len(sign)]:
                    skip = len(sign)  # code, up to the next run as long as this one
            elif not skip and sign[0] != "\\":
                yield match.start(), sign
