"""Expressions parsed by :mod:`ast`, checked against a white list, turned into closures."""

from __future__ import annotations

import ast
import datetime as dt
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NoReturn

from sacroreport.findings import did_you_mean, quoted
from sacroreport.study.expression import (
    FLAG,
    NUMBER,
    TEXT,
    Environment,
    Evaluate,
    Expression,
    ExpressionError,
    Kind,
    Sort,
    Value,
)


def compile_expression(text: str, scope: Mapping[str, Sort]) -> Expression:
    """Parse and check an expression.

    Parameters
    ----------
    text
        The source.
    scope
        Names that may be used, dotted names included, each with its sort.

    Raises
    ------
    ExpressionError
        On the first thing that is not allowed, with its offset in the text.

    Examples
    --------
    >>> fall = compile_expression("pre - post", {"pre": NUMBER, "post": NUMBER})
    >>> fall({"pre": Fraction("8.9"), "post": Fraction("2.2")})
    Fraction(67, 10)
    >>> compile_expression("pre - pots", {"pre": NUMBER, "post": NUMBER})
    Traceback (most recent call last):
        ...
    sacroreport.study.expression.ExpressionError: there is no "pots" here
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        offset = (getattr(error, "offset", None) or 1) - 1
        raise ExpressionError("this is not an expression", offset, _hint(text)) from error
    compiler = _Compiler(text.strip(), scope)
    try:
        sort, evaluate = compiler.visit(tree.body)
    except RecursionError as error:
        raise ExpressionError("the expression is nested too deeply") from error
    if not compiler.names:
        raise ExpressionError("the expression looks at no variable")
    return Expression(text.strip(), sort, tuple(sorted(compiler.names)), evaluate)


def _hint(text: str) -> str:
    """Return what an author who wrote this most likely meant."""
    for pattern, hint in (
        (r"=>|=<", "write >= or <="),
        (r"(?<![<>=!])=(?!=)", "compare with =="),
        (r"[≤≥≠×÷−]", "write <= >= != * / -"),
        (r"[“”„‘’]", "use straight quotation marks"),
        (r"&&|\|\||&|\|", "write and, or"),
    ):
        if re.search(pattern, text):
            return hint
    return ""


COMPARE: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], bool]]] = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}
ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS = ("abs", "certain", "cut", "days", "is_missing", "max", "min", "months")


@dataclass(slots=True)
class _Part:
    """A compiled operand; ``literal`` is set for quoted text and lists of it."""

    sort: Sort
    evaluate: Evaluate
    literal: object = None


class _Compiler:
    """Turns a syntax tree into closures, checking sorts on the way."""

    def __init__(self, text: str, scope: Mapping[str, Sort]) -> None:
        self.text = text
        self.encoded = text.encode()  # the syntax tree counts bytes
        self.scope = scope
        self.names: set[str] = set()

    def visit(self, node: ast.expr) -> tuple[Sort, Evaluate]:
        part = self.part(node)
        return part.sort, part.evaluate

    def fail(self, node: ast.AST, message: str, way_out: str = "") -> NoReturn:
        before = self.encoded[: getattr(node, "col_offset", 0)]
        raise ExpressionError(message, len(before.decode(errors="ignore")), way_out)

    def source(self, node: ast.expr) -> str:
        """Return what stands in the text for a node."""
        if "\n" in self.text or "\r" in self.text:
            return ast.get_source_segment(self.text, node) or "this"
        # That splits all of the text into lines each time, which a long condition feels.
        return self.encoded[node.col_offset : node.end_col_offset].decode()

    def part(self, node: ast.expr) -> _Part:
        match node:
            case ast.Constant():
                return self.constant(node)
            case ast.Name() | ast.Attribute():
                return self.name(node)
            case ast.BoolOp():
                return self.logic(node)
            case ast.UnaryOp(op=ast.Not()):
                inner = self.expect(node.operand, Kind.FLAG, '"not"')
                return _Part(FLAG, lambda env: _negate(inner(env)))
            case ast.UnaryOp(op=ast.USub()):
                inner = self.expect(node.operand, Kind.NUMBER, "a minus sign")
                return _Part(NUMBER, _lift(operator.neg, [inner]))
            case ast.BinOp():
                return self.arithmetic(node)
            case ast.Compare():
                return self.comparison(node)
            case ast.Call():
                return self.call(node)
        self.fail(
            node,
            f"{self.source(node)} is not part of the expression language",
            "use comparisons, and/or/not/in, + - * /, names, numbers, quoted codes and "
            + ", ".join(FUNCTIONS),
        )

    def constant(self, node: ast.Constant) -> _Part:
        value: Value
        if isinstance(node.value, bool):
            value = node.value
            return _Part(FLAG, lambda env: value)
        if isinstance(node.value, int | float):
            source = self.source(node)
            if not re.fullmatch(r"\d{1,30}(\.\d{0,30})?|\.\d{1,30}", source):
                self.fail(node, f"{source[:40]} is not a plain decimal number")
            value = Fraction(source)
            return _Part(NUMBER, lambda env: value)
        if isinstance(node.value, str):
            value = node.value
            return _Part(TEXT, lambda env: value, literal=value)
        self.fail(node, f"{node.value!r} is not a number or a quoted code")

    def name(self, node: ast.expr) -> _Part:
        name = dotted(node)
        if name is None:
            self.fail(node, "a name was expected here")
        sort = self.scope.get(name)
        if sort is None:
            codes = [variable for variable, sort in self.scope.items() if name in sort.levels]
            hint = did_you_mean(name, self.scope)
            if codes:
                hint = f"quote it if you mean the level of {codes[0]}: '{name}'"
            elif name in ("true", "false"):
                hint = f"write {name.capitalize()}"
            self.fail(node, f'there is no "{name}" here', hint)
        self.names.add(name)
        return _Part(sort, lambda env: env[name])

    def expect(self, node: ast.expr, kind: Kind, user: str) -> Evaluate:
        sort, evaluate = self.visit(node)
        if sort.kind is not kind:
            self.fail(node, f"{user} needs a {kind}, but {self.source(node)} is a {sort.kind}")
        return evaluate

    def logic(self, node: ast.BoolOp) -> _Part:
        word = "and" if isinstance(node.op, ast.And) else "or"
        parts = [self.expect(value, Kind.FLAG, f'"{word}"') for value in node.values]
        decisive = word == "or"  # one true decides "or", one false decides "and"

        def evaluate(env: Environment) -> Value | None:
            values = [part(env) for part in parts]
            if decisive in values:
                return decisive
            return None if None in values else not decisive

        return _Part(FLAG, evaluate)

    def arithmetic(self, node: ast.BinOp) -> _Part:
        function = ARITHMETIC.get(type(node.op))
        if function is None:
            self.fail(node, "only + - * / are allowed between numbers")
        user = f"arithmetic ({self.text})"
        sides = [self.expect(side, Kind.NUMBER, user) for side in (node.left, node.right)]
        return _Part(NUMBER, _lift(function, sides))

    def comparison(self, node: ast.Compare) -> _Part:
        tests: list[Evaluate] = []
        left_node = node.left
        for op, right_node in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, ast.In | ast.NotIn):
                test = self.membership(left_node, right_node)
                tests.append(test if isinstance(op, ast.In) else _not(test))
            else:
                tests.append(self.compare(left_node, op, right_node))
            left_node = right_node

        def evaluate(env: Environment) -> Value | None:
            values = [test(env) for test in tests]
            if False in values:
                return False
            return None if None in values else True

        return _Part(FLAG, evaluate)

    def compare(self, left_node: ast.expr, op: ast.cmpop, right_node: ast.expr) -> Evaluate:
        if type(op) not in COMPARE:
            self.fail(left_node, '"is" is not allowed; use == or is_missing(x)')
        symbol, function = COMPARE[type(op)]
        left, right = self.part(left_node), self.part(right_node)
        order: tuple[str, ...] = ()
        for part, other, other_node in ((left, right, right_node), (right, left, left_node)):
            if part.sort.kind in (Kind.CODE, Kind.ORDERED) and isinstance(other.literal, str):
                self.check_code(other_node, other.literal, part.sort)
                other.sort = part.sort
        if left.sort.kind is not right.sort.kind:
            self.fail(left_node, f"a {left.sort.kind} cannot be compared with a {right.sort.kind}")
        if left.sort.levels != right.sort.levels:
            self.fail(left_node, "the two variables have different levels")
        if symbol not in ("==", "!="):
            if left.sort.kind not in (Kind.NUMBER, Kind.ORDERED, Kind.DATE):
                self.fail(left_node, f"{symbol} needs numbers, dates or ordered levels")
            order = left.sort.levels
        if order:
            rank = {code: index for index, code in enumerate(order)}
            return _lift(lambda a, b: function(rank[a], rank[b]), [left.evaluate, right.evaluate])
        return _lift(function, [left.evaluate, right.evaluate])

    def membership(self, left_node: ast.expr, right_node: ast.expr) -> Evaluate:
        if not isinstance(right_node, ast.List | ast.Tuple):
            right = self.part(right_node)
            left = self.part(left_node)
            if right.sort.kind is Kind.MULTI and isinstance(left.literal, str):
                self.check_code(left_node, left.literal, right.sort)
                return _lift(lambda code, chosen: code in chosen, [left.evaluate, right.evaluate])
            self.fail(right_node, '"in" needs a list: x in ["a", "b"]')
        left = self.part(left_node)
        if not right_node.elts:
            self.fail(right_node, "the list is empty, so this is never true")
        values: list[Value] = []
        for item in right_node.elts:
            part = self.part(item)
            if isinstance(part.literal, str) and left.sort.kind in (Kind.CODE, Kind.ORDERED):
                self.check_code(item, part.literal, left.sort)
            elif part.sort.kind is not left.sort.kind:
                self.fail(item, f"a {left.sort.kind} cannot equal a {part.sort.kind}")
            value = part.evaluate({}) if not self.reads(item) else None
            if value is None:
                self.fail(item, "a list holds numbers or quoted codes only")
            values.append(value)
        return _lift(lambda value: value in values, [left.evaluate])

    def reads(self, node: ast.expr) -> bool:
        return any(isinstance(child, ast.Name) for child in ast.walk(node))

    def check_code(self, node: ast.expr, code: str, sort: Sort) -> None:
        if code not in sort.levels:
            way_out = did_you_mean(code, sort.levels) or f"the levels are {quoted(sort.levels)}"
            self.fail(node, f'there is no level "{code}"', way_out)

    def call(self, node: ast.Call) -> _Part:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in FUNCTIONS or node.keywords:
            self.fail(
                node,
                f"{self.source(node.func)}() is not a known function",
                did_you_mean(name, FUNCTIONS) or "known are " + ", ".join(FUNCTIONS),
            )
        arguments = node.args
        counts = {"is_missing": (1, 1), "certain": (1, 1), "abs": (1, 1)}
        counts |= {"days": (2, 2), "months": (2, 2)}
        low, high = counts.get(name, (2, 99))
        if not low <= len(arguments) <= high:
            wanted = str(low) if low == high else f"{low} or more"
            self.fail(node, f"{name}() takes {wanted} arguments, not {len(arguments)}")
        if name == "is_missing":
            inner = self.part(arguments[0]).evaluate
            return _Part(FLAG, lambda env: inner(env) is None)
        if name == "certain":
            flag = self.expect(arguments[0], Kind.FLAG, "certain()")
            return _Part(FLAG, lambda env: flag(env) or None)
        wanted_kind = Kind.DATE if name in ("days", "months") else Kind.NUMBER
        parts = [self.expect(argument, wanted_kind, f"{name}()") for argument in arguments]
        if name == "cut":
            levels = tuple(str(index + 1) for index in range(len(parts)))
            return _Part(Sort(Kind.CODE, levels), _lift(_cut, parts))
        functions: dict[str, Callable[..., Any]] = {
            "abs": abs,
            "min": min,
            "max": max,
            "days": lambda first, last: Fraction((last - first).days),
            "months": _months,
        }
        return _Part(NUMBER, _lift(functions[name], parts))


def dotted(node: ast.expr) -> str | None:
    """Return ``a.b.c`` for a chain of attributes, else ``None``."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return None if before is None else f"{before}.{node.attr}"
    return None


def _lift(function: Callable[..., Any], parts: list[Evaluate]) -> Evaluate:
    """Let a function see known values only: one missing operand makes it missing."""

    def evaluate(env: Environment) -> Value | None:
        values = [part(env) for part in parts]
        if any(value is None for value in values):
            return None
        try:
            result: Value = function(*values)
        except ZeroDivisionError:
            return None
        return result

    return evaluate


def _negate(value: Value | None) -> Value | None:
    return None if value is None else not value


def _not(test: Evaluate) -> Evaluate:
    return lambda env: _negate(test(env))


def _cut(value: Fraction, *limits: Fraction) -> str:
    return str(1 + sum(value >= limit for limit in limits))


def _months(first: dt.date, last: dt.date) -> Fraction:
    """Count whole calendar months from one date to another."""
    if last < first:
        return -_months(last, first)
    months = (last.year - first.year) * 12 + last.month - first.month
    return Fraction(months - (last.day < first.day))
