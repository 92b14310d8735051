"""The head of a draft's text: the line that says what it is, and the list of its findings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sacroreport.document.draft import MarkedFinding
from sacroreport.writing.markdown import escape


def opening(marked: Sequence[MarkedFinding], words: Mapping[str, Any], lang: str, date: str) -> str:
    """Return the head of a draft's text: the line about it, and the list of its findings.

    The list comes first, so that nothing that is open at the end of a text swallows it.
    """
    count = len(marked)
    line = words["none"] if not count else words["one"] if count == 1 else words["more"]
    lines = [
        f'::: {{.draft-line watermark="{words["mark"]}" prefix="{words["word"]}" date="{date}"}}',
        escape(line.format(count=count)),
        ":::\n",
    ]
    if marked:
        lines += [f'::::: {{.draft-findings heading="{words["heading"]}"}}']
        lines += [_entry(marked_finding, words, lang) for marked_finding in marked]
        lines += [":::::\n"]
    return "\n".join(lines) + "\n"


def _entry(marked_finding: MarkedFinding, words: Mapping[str, Any], lang: str) -> str:
    finding = marked_finding.finding
    place = str(finding.place)
    message = str(finding).removeprefix(f"{finding.severity}: ").removeprefix(f"{place}: ")
    message = message.removesuffix(f" [{finding.rule}]")
    message = message[:1].upper() + message[1:] + ("" if message.endswith((".", "?", "!")) else ".")
    # findings are in English, whatever the document is in
    lang_attribute = "" if lang.startswith("en") else ' lang="en"'
    parts = [str(words[str(finding.severity)]), *([place] if place else []), finding.rule]
    return "\n".join(
        [
            f'\n:::: {{.draft-finding n="{marked_finding.number}" severity="{finding.severity}"}}',
            f"[{escape(' · '.join(parts), starts_line=False)}]{{.draft-place}}\n",
            f"[{_as_markdown(message)}]{{.draft-message{lang_attribute}}}",
            "::::\n",
        ]
    )


def _as_markdown(text: str) -> str:
    """Return a message as markdown; what stands in backticks is code, unless it is a shortcode."""
    parts = re.split(r"`([^`{]+)`", text)
    return "".join(f"`{part}`" if index % 2 else _escaped(part) for index, part in enumerate(parts))


def _escaped(text: str) -> str:
    """Return plain text as markdown, with the spaces at its ends."""
    return (
        " " * text.startswith(" ") + escape(text, starts_line=False) + " " * text[1:].endswith(" ")
    )
