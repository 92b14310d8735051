"""Texts of a study are plain: what would be markup or a command somewhere is refused.

Every printed text is escaped as well (:mod:`sacroreport.writing.markdown`); this check
gives the author a clear message instead of a strange page.
"""

from __future__ import annotations

import re

SHORTCODE = re.compile(r"\{\{[<%]|[>%]\}\}")
TAG = re.compile(r"</?[A-Za-z][^>]*>?|<!--|<[!?]")
TYPST = re.compile(r"#[A-Za-z_][\w.-]*\s*[(\[{]")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RAW = re.compile(r"`\{[=a-z]|```")


def active_markup(text: str) -> str:
    """Return the part of a text that some output format would execute; empty if none.

    Examples
    --------
    >>> active_markup("<script>alert(1)</script>"), active_markup('#read("/etc/passwd")')
    ('<script>', '#read(')
    >>> active_markup("{{< include /etc/passwd >}}")
    '{{<'
    >>> active_markup("P < 0.05 & 3 > 2, #1 of 2, *not* emphasis")
    ''
    """
    if match := CONTROL.search(text):
        return f"the control character U+{ord(match.group()):04X}"
    for pattern in (SHORTCODE, TAG, TYPST, RAW):
        if match := pattern.search(text):
            return match.group()
    return ""
