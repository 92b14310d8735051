"""A finished file against a fresh one, by what they hold."""

from __future__ import annotations

from collections.abc import Callable

from sacroreport.proof.content.difference import Difference

Comparer = Callable[[bytes, bytes], Difference | None]


def _html(content: bytes, fresh: bytes) -> Difference | None:
    from sacroreport.proof.content.html import compare_html

    return compare_html(content, fresh)


def _docx(content: bytes, fresh: bytes) -> Difference | None:
    from sacroreport.proof.content.docx import compare_docx

    return compare_docx(content, fresh)


def _pdf(content: bytes, fresh: bytes) -> Difference | None:
    from sacroreport.proof.content.pdf import compare_pdf

    return compare_pdf(content, fresh)


COMPARERS: dict[str, Comparer] = {".html": _html, ".docx": _docx, ".pdf": _pdf}


def difference(content: bytes, fresh: bytes, ending: str) -> Difference | None:
    """Return the first thing in which a file differs from a fresh one, if a reader may meet it.

    Parameters
    ----------
    ending
        ``.html``, ``.docx`` or ``.pdf``; files of other kinds are compared byte by byte.
    """
    if content == fresh:
        return None
    compare = COMPARERS.get(ending.lower())
    if compare is None:
        return Difference("the file", f"{len(content)} bytes", f"{len(fresh)} other bytes")
    try:
        return compare(content, fresh)
    except Exception as error:  # a broken or hostile file must not pass because its reader fails
        return Difference("the file", f"cannot be read: {type(error).__name__}: {error}")
