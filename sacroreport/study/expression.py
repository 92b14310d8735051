"""The expression language of ``derive``, ``where``, ``when`` and ``holds``.

Python syntax, parsed against a white list (:mod:`sacroreport.study.compiler`) and
evaluated in exact arithmetic and three-valued (Kleene) logic: an unknown operand makes a comparison
unknown, but *true or unknown* is true. Nothing is executed as Python.

=============  ==============================================================
comparison     ``== != < <= > >=``, chained; ``in``, ``not in`` with a list
logic          ``and or not``
arithmetic     ``+ - * /``, exact fractions; division by zero is missing
functions      ``is_missing(x) certain(x) abs(x) min(x, ...) max(x, ...)``
               ``certain(x)`` is true if x is, and otherwise missing
               ``days(from, to) months(from, to)`` whole days, whole months
               ``cut(x, a, b, ...)`` the text ``1`` below a, ``2`` below b, ...
=============  ==============================================================
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

Value = Fraction | float | bool | str | dt.date | frozenset[str]
"""A known value; missing is ``None``."""

Environment = Mapping[str, Value | None]
Evaluate = Callable[[Environment], Value | None]


class Kind(StrEnum):
    """What sort of value an expression has."""

    NUMBER = "number"
    FLAG = "flag"
    CODE = "category"
    ORDERED = "ordered"
    MULTI = "multi"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Sort:
    """The sort of a name: its kind, and for categories the codes in order."""

    kind: Kind
    levels: tuple[str, ...] = ()


NUMBER, FLAG, TEXT, DATE = (Sort(Kind.NUMBER), Sort(Kind.FLAG), Sort(Kind.TEXT), Sort(Kind.DATE))


class ExpressionError(Exception):
    """An expression that cannot be used, with the offset at which it goes wrong."""

    def __init__(self, message: str, offset: int = 0, way_out: str = "") -> None:
        super().__init__(message)
        self.offset = offset
        self.way_out = way_out


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression.

    Attributes
    ----------
    text
        The source.
    sort
        Sort of the result.
    names
        Names that it reads, sorted.
    """

    text: str
    sort: Sort
    names: tuple[str, ...]
    _evaluate: Evaluate

    def __call__(self, environment: Environment) -> Value | None:
        """Return the value for one set of values; ``None`` is missing.

        Examples
        --------
        >>> from sacroreport.study.compiler import compile_expression
        >>> worse = compile_expression("pain > 4 or relief", {"pain": NUMBER, "relief": FLAG})
        >>> worse({"pain": None, "relief": True}), worse({"pain": None, "relief": False})
        (True, None)
        """
        return self._evaluate(environment)
