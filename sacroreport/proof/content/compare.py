"""A finished file against a fresh one, by what they hold."""

from __future__ import annotations

from sacroreport.proof.content.difference import Difference
from sacroreport.proof.reader import Reader, reader_of_ending


def difference(content: bytes, fresh: bytes, ending: str) -> Difference | None:
    """Return the first thing in which a file differs from a fresh one, if a reader may meet it.

    Parameters
    ----------
    ending
        With its dot; files of kinds that are not read back are compared byte by byte.
    """
    if content == fresh:
        return None
    reader = reader_of_ending(ending.lower()) or Reader()
    try:
        return reader.difference(content, fresh)
    except Exception as error:  # a broken or hostile file must not pass because its reader fails
        return Difference("the file", f"cannot be read: {type(error).__name__}: {error}")
