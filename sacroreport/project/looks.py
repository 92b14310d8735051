"""What a document may ask of its looks: standards of its PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sacroreport.findings import Finding, did_you_mean, quoted
from sacroreport.project.positions import Document, Path

STANDARD = "pdf-standard"
STANDARDS = ("ua-1", "a-2a", "a-2b", "a-2u", "1.7")
"""What a PDF may conform to; ``1.7`` is PDF without any promise."""
DEFAULT_STANDARDS = ("ua-1",)


def standards_of(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a PDF with these options conforms to.

    Examples
    --------
    >>> standards_of({}), standards_of({"pdf-standard": ["ua-1", "a-2b"]})
    (('ua-1',), ('ua-1', 'a-2b'))
    """
    given = options.get(STANDARD)
    if given is None:
        return DEFAULT_STANDARDS
    return tuple(str(one).lower() for one in (given if isinstance(given, list) else [given]))


def check_standards(document: Document, path: Path) -> Iterator[Finding]:
    """Find standards that a PDF cannot be made to, in the value at a path."""
    value: Any = document.data
    for part in path:
        value = value[part]
    entries = enumerate(value) if isinstance(value, list) else [(None, value)]
    for index, one in entries:
        if str(one).lower() not in STANDARDS:
            yield Finding(
                rule="bad-value",
                place=document.place(path if index is None else (*path, index)),
                message="there is no such standard for a PDF",
                found=f'"{one}"',
                expected=f"one or more of {quoted(STANDARDS, 'and')}",
                way_out=did_you_mean(str(one), STANDARDS),
            )
