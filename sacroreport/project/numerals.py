"""The one strict reader of numbers that somebody wrote, wherever they stand.

In a cell, in study.yml, in what another program computed, in what is in print, on the
command line: a number is digits 0 to 9, perhaps a sign, a point and an exponent. Python's
own readers take more (``1_5``, ``1/3``, ``inf``, digits of other scripts) and ``1e-99999999``
keeps them busy for ever; so nothing that comes from outside reaches them but through here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

MOST_DIGITS = 40
"""Before the point, and behind it: no instrument and no program gives more."""
MOST_EXPONENT, MOST_OF_PROGRAMS = 99, 300
"""Powers of ten: of what people write, and of what programs do (P = 2.2e-308 is a float's end)."""
LONGEST = 200
NUMBER = re.compile(r"[+-]?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,2})?", re.ASCII)
"""What a cell may hold."""
ANYWHERE = re.compile(
    r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE](?P<exponent>[+-]?\d{1,3}))?", re.ASCII
)
"""What may stand elsewhere: a zero before the point may be left out, as journals do."""
ENDLESS = re.compile(r"[+-]?\d*\.?\d*(?:[eE][+-]?\d+)?", re.ASCII)
WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)


class NumeralError(ValueError):
    """A text that is no number, or one that is too long to be meant.

    Attributes
    ----------
    way_out
        What to do about it; never another number.
    """

    def __init__(self, message: str, way_out: str = "") -> None:
        super().__init__(message)
        self.way_out = way_out


def read_decimal(text: str, most: int = MOST_EXPONENT) -> Decimal:
    """Read a number exactly, with the decimals that it was written with.

    Parameters
    ----------
    most
        The largest power of ten that may be written.

    Raises
    ------
    NumeralError
        If the text is no number, or longer than any that is meant.

    Examples
    --------
    >>> read_decimal("8.90"), read_decimal(".03"), read_decimal("-1e-4")
    (Decimal('8.90'), Decimal('0.03'), Decimal('-0.0001'))
    >>> read_decimal("1_5")
    Traceback (most recent call last):
        ...
    sacroreport.project.numerals.NumeralError: a number was expected
    >>> read_decimal("1e-99999999")
    Traceback (most recent call last):
        ...
    sacroreport.project.numerals.NumeralError: the number is too long: 40 digits before the point, \
40 behind it, and a power of ten less than or equal to 99
    """
    match = ANYWHERE.fullmatch(text) if len(text) <= LONGEST else None
    if match is not None and abs(int(match["exponent"] or 0)) <= most:
        return Decimal(text)
    if re.search(r"\d", text, re.ASCII) and ENDLESS.fullmatch(text):
        raise NumeralError(
            f"the number is too long: {MOST_DIGITS} digits before the point, {MOST_DIGITS} behind "
            f"it, and a power of ten less than or equal to {most}",
            "write the digits that are meant",
        )
    raise NumeralError("a number was expected", "write it in digits 0 to 9, with a point")


def read_number(text: str, most: int = MOST_EXPONENT) -> Fraction:
    """Read a number as a fraction; as :func:`read_decimal`.

    Examples
    --------
    >>> read_number("8.90")
    Fraction(89, 10)
    """
    return Fraction(read_decimal(text, most))


def read_whole(text: str) -> int:
    """Read a whole number of at most 18 digits.

    Raises
    ------
    NumeralError
        If the text is no such number.

    Examples
    --------
    >>> read_whole("28")
    28
    >>> read_whole("1_0")
    Traceback (most recent call last):
        ...
    sacroreport.project.numerals.NumeralError: a whole number was expected
    """
    if len(text) > LONGEST or not WHOLE.fullmatch(text):
        raise NumeralError("a whole number was expected", "write it in digits 0 to 9")
    return int(text)
