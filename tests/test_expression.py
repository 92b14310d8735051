"""Expressions: three-valued logic, exact arithmetic, and nothing beyond the white list."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroreport.study.compiler import compile_expression
from sacroreport.study.expression import (
    DATE,
    FLAG,
    NUMBER,
    ExpressionError,
    Kind,
    Sort,
    Value,
)
from tests.growth import calls

COLOURS = Sort(Kind.CODE, ("red", "green"))
GRADES = Sort(Kind.ORDERED, ("none", "weak", "strong"))
SEVERAL = Sort(Kind.MULTI, ("mri", "ct"))
SCOPE = {
    "x": NUMBER, "y": NUMBER, "p": FLAG, "q": FLAG, "colour": COLOURS, "grade": GRADES,
    "later": GRADES, "imaging": SEVERAL, "start": DATE, "end": DATE, "vas.test.p": NUMBER,
    "other": Sort(Kind.CODE, ("blue",)),
}  # fmt: skip
MAYBE = st.sampled_from([True, False, None])
NUMBERS = st.one_of(st.none(), st.fractions(min_value=-100, max_value=100))


def value(text: str, **names: Value | None) -> Value | None:
    return compile_expression(text, SCOPE)({**dict.fromkeys(SCOPE), **names})


def possible(flag: bool | None) -> set[bool]:
    """A missing flag may turn out either way."""
    return {True, False} if flag is None else {flag}


@given(MAYBE, MAYBE)
def test_logic_is_kleenes(p: bool | None, q: bool | None) -> None:
    """A result is known exactly when every completion of the missing values agrees."""
    for text, rule in (
        ("p and q", lambda a, b: a and b),
        ("p or q", lambda a, b: a or b),
        ("not p", lambda a, b: not a),
    ):
        outcomes = {rule(a, b) for a in possible(p) for b in possible(q)}
        wanted = outcomes.pop() if len(outcomes) == 1 else None
        assert value(text, p=p, q=q) is wanted


@given(NUMBERS, NUMBERS)
def test_arithmetic_is_exact_and_missing_spreads(x: Fraction | None, y: Fraction | None) -> None:
    if x is None or y is None:
        assert value("x - y", x=x, y=y) is None
        assert value("x < y", x=x, y=y) is None
        assert value("max(x, y)", x=x, y=y) is None
        return
    assert value("x - y * 2", x=x, y=y) == x - 2 * y
    assert value("x / y", x=x, y=y) == (x / y if y else None)
    assert value("x < y", x=x, y=y) is (x < y)
    assert value("abs(x) + min(x, y)", x=x, y=y) == abs(x) + min(x, y)
    assert value("0 <= x < y", x=x, y=y) is (0 <= x < y)


def test_decimals_are_what_they_look_like() -> None:
    assert value("x + 0.2 == 0.3", x=Fraction("0.1")) is True
    assert value("x == 8.9", x=Fraction(89, 10)) is True


def test_categories_order_sets_and_dates() -> None:
    assert value("colour == 'red'", colour="red") is True
    assert value("colour in ['red', 'green']", colour="green") is True
    assert value("colour not in ['red']", colour=None) is None
    assert value("grade < 'strong'", grade="weak") is True
    assert value("later < grade", grade="weak", later="none") is True
    assert value("'ct' in imaging", imaging=frozenset({"ct"})) is True
    days = {"start": dt.date(2012, 1, 31), "end": dt.date(2012, 3, 1)}
    assert value("days(start, end)", **days) == 30
    assert value("months(start, end)", **days) == 1
    assert value("cut(x, 40, 60)", x=Fraction(40)) == "2"
    assert value("is_missing(x) or x > 3", x=None) is True


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("__import__('os')", "is not a known function"),
        ("lambda: x", "not part of the expression language"),
        ("[x for x in y]", "not part of the expression language"),
        ("x ** y", r"only \+ - \* / are allowed"),
        ("x % y", r"only \+ - \* / are allowed"),
        ("f'{x}'", "not part of the expression language"),
        ("x if p else y", "not part of the expression language"),
        ("x.real", 'there is no "x.real"'),
        ("(x).__class__", 'there is no "x.__class__"'),
        ("(x + y).real", "a name was expected"),
        ("x is None", '"is" is not allowed'),
        ("x in y", '"in" needs a list'),
        ("x in [y]", "a list holds numbers or quoted codes only"),
        ("x == 'a'", "a number cannot be compared with a text"),
        ("x + p", "needs a number, but p is a flag"),
        ("p and x", "needs a flag, but x is a number"),
        ("colour == 'rde'", 'there is no level "rde"'),
        ("colour < 'red'", "needs numbers, dates or ordered levels"),
        ("grade < 'strng'", 'there is no level "strng"'),
        ("xx > 1", 'there is no "xx"'),
        ("abs(x, y)", r"abs\(\) takes 1 arguments, not 2"),
        ("min(x)", r"min\(\) takes 2 or more"),
        ("days(x, y)", "needs a date"),
        ("x >", "this is not an expression"),
        ("", "this is not an expression"),
        ("x\0", "this is not an expression"),
        ("(" * 5000 + "x" + ")" * 5000, "expression"),
        ("-" * 5000 + "x", "expression"),
        ("x = 1", "this is not an expression"),
        ("1 < 2", "looks at no variable"),
        ("colour in []", "the list is empty"),
        ("x < 1e999999999", "not a plain decimal number"),
        ("x < 1_0", "not a plain decimal number"),
        ("colour == grade", "cannot be compared"),
        ("colour == other", "have different levels"),
        ("colour == red", 'there is no "red"'),
        ("None", "not a number or a quoted code"),
        ("1j", "not a decimal number|not a number"),
    ],
)
def test_everything_else_is_refused(text: str, says: str) -> None:
    with pytest.raises(ExpressionError, match=says):
        compile_expression(text, SCOPE)


def test_dotted_names_are_ids() -> None:
    assert compile_expression("vas.test.p < 0.05", SCOPE)({"vas.test.p": 3e-12}) is True


@pytest.mark.parametrize(
    ("text", "hint"),
    [("x = 1", "compare with =="), ("x => 1", "write >= or <="), ("x ≥ 1", "write <= >="),
     ("colour == red", "quote it if you mean the level of colour: 'red'"), ("p == true", "write True"),
     ("colour == “red”", "straight quotation marks")],
)  # fmt: skip
def test_common_slips_have_a_way_out(text: str, hint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text, SCOPE)
    assert hint in caught.value.way_out


@pytest.mark.parametrize("before", ["'red'", "'rød'", "'😀'"])
def test_a_defect_is_told_at_its_character(before: str) -> None:
    text = f"colour == 'red' or {before} == 1"
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text, SCOPE)
    assert caught.value.offset == text.rindex(before)
    text = f"({before} == {before}) == nothing"
    with pytest.raises(ExpressionError, match='there is no "nothing"') as caught:
        compile_expression(text, SCOPE)
    assert caught.value.offset == text.index("nothing")


def test_what_an_expression_costs_grows_with_its_length_and_no_faster() -> None:
    def steps(terms: int) -> int:
        text = " and ".join(["x > 1"] * terms)
        return calls(lambda: compile_expression(text, SCOPE)({"x": Fraction(2)}))

    few, many = steps(400), steps(4000)
    assert few > 400
    assert many < 10 * 1.1 * few


def test_an_expression_of_several_lines_is_read_like_one() -> None:
    assert compile_expression("(x > 1 and\n x < 2.5)", SCOPE)({"x": Fraction(2)}) is True
    with pytest.raises(ExpressionError, match="1_0 is not a plain decimal number"):
        compile_expression("(x > 1 and\n x < 1_0)", SCOPE)
