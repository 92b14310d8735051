"""Plain text as markdown that says nothing but the text."""

from __future__ import annotations

import re

ALWAYS = re.compile(r"[\\`*_{}\[\]#~^$@|\"'&]")
TAG_OPENER = re.compile(r"<(?=[A-Za-z/!?])")
REPEATED = re.compile(r"(?<=[-.])(?=[-.])|(?<=:)(?=:)")
LINE_START = re.compile(r"^(?:>|(?:[+=:-]|\(?[A-Za-z0-9]{1,9}[.)])(?=\s|$))")


def escape(text: str, *, starts_line: bool = True) -> str:
    r"""Return markdown that prints exactly ``text``, in pandoc's and Quarto's dialect.

    Whatever would be emphasis, HTML, a citation, math, a span, a shortcode, smart
    punctuation, a list or a heading gets a backslash. Line breaks become spaces. Text
    that ``starts_line`` may not look like a list item or a quotation either.

    Examples
    --------
    >>> print(escape("p < 0.0001"), escape("8.9 ± 1.0"), escape("<b>#x</b>"))
    p < 0.0001 8.9 ± 1.0 \<b>\#x\</b>
    >>> print(escape("{{< include /etc/passwd >}}"), escape("a--b ..."))
    \{\{< include /etc/passwd >\}\} a-\-b .\.\.
    """
    flat = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
    marked = ALWAYS.sub(lambda match: "\\" + match.group(), flat)
    marked = TAG_OPENER.sub(r"\\<", marked)
    marked = REPEATED.sub(r"\\", marked)
    if not starts_line:
        return marked
    return LINE_START.sub(lambda match: match.group()[:-1] + "\\" + match.group()[-1], marked)
