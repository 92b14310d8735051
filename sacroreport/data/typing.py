"""Recorded text to value, by what the study says a column means.

Strict on purpose: "8/10", ">10", "6 mL" and " female" are defects to be shown to the
people who recorded them, not puzzles to be solved silently.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from fractions import Fraction

from sacroreport.findings import did_you_mean, quoted
from sacroreport.project.numerals import NUMBER, read_number
from sacroreport.study.expression import Value
from sacroreport.study.head import Head
from sacroreport.study.options import (
    CategoryVariable,
    DateVariable,
    FlagVariable,
    MultiVariable,
    NumberVariable,
    OrderedVariable,
)
from sacroreport.study.study import VariableOf

MOST_DECIMALS = 6


class ValueDefect(Exception):
    """A text that is no value of its variable.

    Attributes
    ----------
    expected, way_out
        What the variable allows, and a proposal.
    """

    def __init__(self, expected: str, way_out: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.way_out = way_out


Reader = Callable[[str], Value | None]


def reader(variable: VariableOf, head: Head) -> Reader:
    """Return the function that reads the texts of a variable's column.

    It returns ``None`` for a missing value and raises :class:`ValueDefect` for a
    text that is none of the variable's values. The empty cell is always missing.
    """
    own = variable.options.missing
    tokens = frozenset(head.missing if own is None else own) | {""}
    parse = _parser(variable, head)

    def read(text: str) -> Value | None:
        return None if text in tokens else parse(text)

    return read


def _parser(variable: VariableOf, head: Head) -> Callable[[str], Value]:
    options = variable.options
    match options:
        case NumberVariable():
            mark = options.decimal or head.decimal
            return lambda text: parse_number(text, options, mark)
        case CategoryVariable() | OrderedVariable():
            codes = {level.code for level in variable.levels}
            return lambda text: _parse_code(text, codes)
        case MultiVariable():
            codes = {level.code for level in variable.levels}
            return lambda text: _parse_codes(text.split(options.separator), codes)
        case FlagVariable():
            return lambda text: _parse_flag(text, options)
        case DateVariable():
            return lambda text: _parse_date(text, options.format)
    return lambda text: text


def parse_number(text: str, options: NumberVariable, mark: str = ".") -> Fraction:
    """Read a number exactly.

    Raises
    ------
    ValueDefect
        If the text is not a plain decimal number with this decimal mark, or out of
        range.

    Examples
    --------
    >>> pain = NumberVariable(label="Pain", type="number", range=("0", "10"))
    >>> parse_number("8.90", pain)
    Fraction(89, 10)
    >>> parse_number("8/10", pain)
    Traceback (most recent call last):
        ...
    sacroreport.data.typing.ValueDefect: a number
    """
    plain = text.strip(" \t")
    if mark == ",":
        if "." in plain:
            raise ValueDefect("a number with a decimal comma")
        plain = plain.replace(",", ".")
    if not NUMBER.fullmatch(plain):
        if mark == "." and NUMBER.fullmatch(plain.replace(",", ".")):
            raise ValueDefect(
                "a number with a decimal point",
                'if the column uses decimal commas, declare `decimal: ","`',
            )
        raise ValueDefect("a number", _number_hint(plain))
    value = read_number(plain)
    if options.range is not None:
        low, high = options.range
        if not Fraction(low) <= value <= Fraction(high):
            raise ValueDefect(
                f"{low} to {high}", "correct the value, or the `range:` if it is possible"
            )
    return value


def recorded_decimals(text: str, mark: str = ".") -> int:
    """Count the decimals with which a number was written.

    Examples
    --------
    >>> recorded_decimals("8.90"), recorded_decimals("8,5", ","), recorded_decimals("1.5e2")
    (2, 1, 0)
    """
    number, _, exponent = text.strip(" \t").lower().partition("e")
    _, _, digits = number.partition(mark)
    return max(0, len(digits) - int(exponent or 0))


def _number_hint(text: str) -> str:
    if re.fullmatch(r"\d+/\d+", text):
        return "record the first number, or a missing code if it is no measurement"
    if text[:1] in "<>≤≥~":
        return "a limit is not a value: record the value, or a missing code"
    if re.fullmatch(r"[\d.,]+\s*[A-Za-zµ%°]+", text):
        return "record the number without its unit"
    return "correct the value, or add it to `missing:` if it stands for a missing one"


def _parse_code(text: str, codes: set[str]) -> str:
    if text in codes:
        return text
    if text.strip() in codes:
        raise ValueDefect(f'"{text.strip()}" without spaces around it')
    if len(codes) <= 12:
        expected = f"one of {quoted(sorted(codes))}"
    else:
        expected = f"one of the {len(codes)} levels"
    hint = did_you_mean(text, codes)
    raise ValueDefect(expected, hint or "correct the value, or add the level to the study")


def _parse_codes(parts: list[str], codes: set[str]) -> frozenset[str]:
    chosen = [_parse_code(part.strip(" \t"), codes) for part in parts]
    if len(set(chosen)) < len(chosen):
        raise ValueDefect("each level once")
    return frozenset(chosen)


def _parse_flag(text: str, options: FlagVariable) -> bool:
    if text in options.yes:
        return True
    if text in options.no:
        return False
    raise ValueDefect(f"{quoted(options.yes)} or {quoted(options.no)}")


def _parse_date(text: str, format_: str) -> dt.date:
    try:
        return dt.datetime.strptime(text.strip(), format_).date()
    except ValueError:
        raise ValueDefect(f"a date like {dt.date(2012, 2, 1).strftime(format_)}") from None
