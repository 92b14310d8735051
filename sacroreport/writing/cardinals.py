"""Counts in words: one language loaded, not all fifty, which take as long as reading a study."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from sacroreport.project.alone import load_alone

CODE = re.compile(r"(?!eu\Z)[a-z]{2,3}(?:_[A-Z]{2})?")
"""Languages as num2words names them; it derives others from "eu", which is none."""


@cache
def cardinal_of(code: str) -> Callable[[int], str] | None:
    """Return what writes a count in words; ``None`` for a language that is not known.

    Examples
    --------
    >>> cardinal_of("de_AT")(7), cardinal_of("xx")
    ('sieben', None)
    """
    for name in (code, code[:2]):
        if not CODE.fullmatch(name):
            continue
        try:
            module = load_alone("num2words", f"lang_{name.upper()}")
        except ImportError:
            continue
        cardinal: Callable[[int], str] = getattr(module, f"Num2Word_{name.upper()}")().to_cardinal
        return cardinal
    return None
