"""What there is to know of a format, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format that every study can be made in, with either engine.

    Attributes
    ----------
    name
        As ``--format`` has it.
    label
        As sentences have it.
    ending
        Of its files, with the dot.
    quarto
        What Quarto calls it: the key below ``format:`` that holds its options.
    writer, reader
        Dotted paths of the modules that say how it is written (``WRITER``) and how it is
        read back (``READER``). They are imported when they are used, so that no room has
        to know those below it.
    source
        Ending of the file that is compiled into it; empty where the engine writes it at once.
    rival
        What Quarto makes under ``name`` where it calls ours by another one.
    honoured
        Options that the embedded engine follows too.
    looks
        Options that have the shared looks for a default.
    unused
        Options that the shared looks do not follow.
    is_typeset
        Whether its letters are the compiler's own, so that one may be missing.
    loses_captions
        Whether Quarto leaves out the caption of a table without a label.
    """

    name: str
    label: str
    ending: str
    quarto: str
    writer: str
    reader: str
    source: str = ""
    rival: str = ""
    honoured: frozenset[str] = frozenset()
    looks: frozenset[str] = frozenset()
    unused: frozenset[str] = frozenset()
    is_typeset: bool = False
    loses_captions: bool = False
