"""Claims: words that are printed only while the data bear them out."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context
from fractions import Fraction
from typing import NamedTuple

from sacroreport.kinds.influence import verdict
from sacroreport.kinds.results import Results
from sacroreport.statistics.exact import Number
from sacroreport.study.compiler import compile_expression
from sacroreport.study.expression import NUMBER, Expression, ExpressionError
from sacroreport.study.study import ClaimOf

FEWEST_DIGITS, MOST_DIGITS = 4, 17


@dataclass(frozen=True, slots=True)
class Standing:
    """How a claim stands under some results.

    Attributes
    ----------
    holds
        Whether its condition holds; ``None`` is unknown.
    words
        What is printed; empty for nothing.
    numbers
        The numbers of the condition by id, with the digits that show why.
    why
        Why it is unknown; empty otherwise.
    """

    holds: bool | None
    words: str
    numbers: Mapping[str, str]
    why: str = ""

    @property
    def state(self) -> str:
        """How it stands, as one says it."""
        if self.holds is None:
            return f"is unknown ({self.why})"
        return "holds" if self.holds else "does not hold"

    @property
    def shown(self) -> str:
        """The numbers of the condition, as one says them."""
        return ", ".join(f"{id_} = {text}" for id_, text in self.numbers.items())


def standing(claim: ClaimOf, results: Results) -> Standing:
    """Return how a claim stands.

    A claim that is unknown, because a number in it is null, is not borne out, and its
    contrary is not either.
    """
    values = {id_: results[id_].value for id_ in claim.holds.names}
    truth = verdict(claim.holds, values)
    holds = None if truth is None else bool(truth)
    words = claim.options.says if holds else (claim.options.otherwise or "")
    return Standing(
        holds,
        "" if holds is None else words,
        shown_numbers(claim.holds, values),
        "; ".join(_doubts(claim.holds, results)) if holds is None else "",
    )


def claim_text(claim: ClaimOf, results: Results) -> tuple[str, str]:
    """Return what a claim says under these results, or an empty text and the reason."""
    stands = standing(claim, results)
    if stands.words:
        return stands.words, ""
    return "", f'the claim "{claim.options.says}" {stands.state}: {claim.holds.text}'


def shown_numbers(condition: Expression, values: Mapping[str, Number | None]) -> dict[str, str]:
    """Return the numbers of a condition with as many digits as it takes to see why.

    That is when the rounded numbers give the same verdict as the numbers themselves.

    Examples
    --------
    >>> condition = compile_expression("a.p < 0.05", {"a.p": NUMBER})
    >>> shown_numbers(condition, {"a.p": 0.0123456}), shown_numbers(condition, {"a.p": 0.0499999})
    ({'a.p': '0.01235'}, {'a.p': '0.0499999'})
    """
    truth = verdict(condition, values)
    shown: dict[str, _Significant] = {}
    for digits in range(FEWEST_DIGITS, MOST_DIGITS + 1):
        shown = {id_: _significant(value, digits) for id_, value in values.items()}
        rounded = {id_: number.value for id_, number in shown.items()}
        if verdict(condition, rounded) == truth:
            break
    return {id_: number.text for id_, number in shown.items()}


class _Significant(NamedTuple):
    """A number with some significant digits; no value where it is null."""

    value: Fraction | None
    text: str


def _significant(value: Number | None, digits: int) -> _Significant:
    if value is None:
        return _Significant(None, "none")
    if isinstance(value, int):
        return _Significant(Fraction(value), str(value))
    number = Context(prec=digits).create_decimal_from_float(float(value))
    return _Significant(Fraction(number), f"{float(number):.{digits}g}")


def _doubts(condition: Expression, results: Results) -> Iterator[str]:
    """Yield why a condition is unknown."""
    unknown = [f"{id_}: {results[id_].reason}" for id_ in condition.names if results[id_].reason]
    yield from unknown
    zero = [*_zero_divisors(condition, results)]
    for divisor in zero:
        yield "it divides by 0" if divisor == "0" else f"it divides by {divisor}, which is 0"
    if unknown or zero:
        return
    missing = {
        id_: value
        for id_ in condition.names
        if id_.endswith(".missing") and (value := results[id_].value)
    }
    for id_, value in missing.items():
        yield f"{id_}: {value} without a value, who could decide it"
    if not missing:
        yield "its numbers do not decide it"


def _zero_divisors(condition: Expression, results: Results) -> Iterator[str]:
    scope = dict.fromkeys(condition.names, NUMBER)
    for node in ast.walk(ast.parse(condition.text, mode="eval")):
        if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)):
            continue
        text = ast.get_source_segment(condition.text, node.right) or ""
        try:
            divisor = compile_expression(text, scope)
        except ExpressionError:  # it looks at no number: 1 / 0
            divisor = compile_expression(f"{text} + 0 * {condition.names[0]}", scope)
        if verdict(divisor, {id_: results[id_].value for id_ in divisor.names}) == 0:
            yield text
