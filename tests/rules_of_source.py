"""Which rules the source can report, and how heavy: read from the code, not kept by hand.

In Python a rule is named where a finding is made: ``Finding(rule=...)``, ``replace(...,
rule=...)``, ``reporter.report("...", ...)``, ``Refusal(start, what, "...")`` and the mappings
``{"rule": ...}`` of renderers. A name that is no text there is followed to where it comes
from: constants, local variables, tables that a loop goes through, and the calls of the
function whose parameter it is. In Lua it is ``problems.add("...", ...)``.

What cannot be followed is an error: a rule that nobody sees would have no explanation.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SEVERITIES = {"ERROR": "error", "WARNING": "warning", "NOTICE": "notice"}


@dataclass
class Found:
    """How much the findings of a rule may weigh, and do for certain."""

    places: list[str] = field(default_factory=list)
    possible: set[str] = field(default_factory=set)
    certain: set[str] = field(default_factory=set)


def rules_of(package: Path, filters: Path) -> dict[str, Found]:
    """Return every rule of the package and of its Lua filters."""
    found: dict[str, Found] = {}
    source = _Source(package)
    for place, rules, severities in [*source.sites(), *_of_lua(filters)]:
        for rule in rules:
            one = found.setdefault(rule, Found())
            one.places.append(place)
            one.possible |= severities
            if len(rules) == 1 or len(severities) == 1:
                one.certain |= severities  # otherwise the two may go together
    return found


def _of_lua(folder: Path) -> Iterator[tuple[str, set[str], set[str]]]:
    for path in sorted(folder.rglob("*.lua")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"(?<!function )\bproblems\.add\s*\(\s*([^,]*),", text):
            name = re.fullmatch(r"""["']([a-z]+(?:-[a-z]+)*)["']""", match[1].strip())
            place = f"{path.name}:{text.count(chr(10), 0, match.start()) + 1}"
            assert name is not None, f"{place}: cannot tell the rule {match[1]}"
            yield place, {name[1]}, {"error"}


class _Source:
    """The parsed modules of a package."""

    def __init__(self, package: Path) -> None:
        self.modules = {
            path.relative_to(package.parent).as_posix(): ast.parse(path.read_bytes())
            for path in sorted(package.rglob("*.py"))
        }
        self.calls: dict[str, list[tuple[ast.Call, ast.Module]]] = {}
        self.constants: dict[str, ast.expr] = {}
        self.functions: dict[ast.AST, list[ast.FunctionDef]] = {}
        for module in self.modules.values():
            for statement in module.body:
                for name, value in _assigned(statement):
                    self.constants[name] = value
            self._walk(module, module, [])

    def _walk(self, node: ast.AST, module: ast.Module, above: list[ast.FunctionDef]) -> None:
        self.functions[node] = above
        if isinstance(node, ast.Call):
            self.calls.setdefault(_called(node), []).append((node, module))
        if isinstance(node, ast.FunctionDef):
            above = [node, *above]
        for child in ast.iter_child_nodes(node):
            self._walk(child, module, above)

    def sites(self) -> Iterator[tuple[str, set[str], set[str]]]:
        """Yield places at which findings are made: their rules, and their severities."""
        for file, module in self.modules.items():
            for node in ast.walk(module):
                for given in self._given(node):
                    place = f"{file}:{given.lineno}"
                    rules = self.texts(given, place)
                    if rules:
                        yield place, rules, self._severities(node, place)

    def _given(self, node: ast.AST) -> Iterator[ast.expr]:
        """Yield what stands for a rule in a node."""
        match node:
            case ast.Call(keywords=keywords, args=args):
                yield from (one.value for one in keywords if one.arg == "rule")
                called = _called(node)
                if called == "report" and args:
                    yield args[0]
                if called == "Refusal" and len(args) > 2:
                    yield args[2]
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "rule":
                        yield value
            case ast.AnnAssign(target=ast.Name(id="rule"), value=ast.expr() as default):
                yield default

    def _severities(self, node: ast.AST, place: str) -> set[str]:
        given = [one.value for one in getattr(node, "keywords", ()) if one.arg == "severity"]
        return {one for value in given for one in self.texts(value, place)} or {"error"}

    def texts(self, node: ast.expr, place: str) -> set[str]:
        """Return the texts that an expression may be; none for one that a finding hands on."""
        match node:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp(body=body, orelse=orelse):
                return self.texts(body, place) | self.texts(orelse, place)
            case ast.Attribute(value=ast.Name(id="Severity"), attr=attr):
                return {SEVERITIES[attr]}
            case ast.JoinedStr(values=values):
                parts = [self.texts(one, place) for one in values]
                return {"".join(one) for one in itertools.product(*parts)}
            case ast.FormattedValue(value=value):
                return self.texts(value, place)
            case ast.Name(id=name):
                return self._name(node, name, place)
            case ast.Attribute(attr="rule" | "name"):
                return set()  # of a finding, or of a rule that has an entry
            case ast.Subscript(slice=ast.Constant(value="rule")):
                return set()
            case ast.Call(func=ast.Name(id="str"), args=[inner]):
                return self.texts(inner, place)
        raise AssertionError(f"{place}: cannot tell the rule {ast.unparse(node)}")

    def _name(self, node: ast.Name, name: str, place: str) -> set[str]:
        for function in self.functions[node]:
            if values := [*_in(function, name, self.constants)]:
                return {text for value in values for text in self.texts(value, place)}
            arguments = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
            if name in arguments:
                return self._handed(function, name, place)
        if name in self.constants:
            return self.texts(self.constants[name], place)
        raise AssertionError(f"{place}: cannot tell where {name} comes from")

    def _handed(self, function: ast.FunctionDef, name: str, place: str) -> set[str]:
        """Return what the callers of a function give for one of its parameters."""
        names = [one.arg for one in function.args.args if one.arg not in ("self", "cls")]
        found: set[str] = set()
        calls = self.calls.get(function.name, [])
        assert calls, f"{place}: nobody calls {function.name}"
        for call, _ in calls:
            given = [one.value for one in call.keywords if one.arg == name]
            if name in names and len(call.args) > names.index(name):
                given.append(call.args[names.index(name)])
            for value in given:
                found |= self.texts(value, place)
        return found


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a statement gives a value to."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _pairs(target, value)
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, inner in zip(target.elts, value.elts, strict=True):
            yield from _pairs(one, inner)


def _in(function: ast.FunctionDef, name: str, constants: dict[str, ast.expr]) -> Iterator[ast.expr]:
    """Yield the values of a local variable: assigned, or from a table that a loop goes through."""
    for node in ast.walk(function):
        if isinstance(node, ast.stmt):
            yield from (value for one, value in _assigned(node) if one == name)
        if isinstance(node, ast.For | ast.comprehension):
            match node.iter:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="items")):
                    pass
                case _:
                    continue
            known = constants.get(table)
            if isinstance(known, ast.Dict):
                for key, value in zip(known.keys, known.values, strict=True):
                    pair = ast.Tuple([key, value]) if key is not None else value
                    yield from (inner for one, inner in _pairs(node.target, pair) if one == name)
