"""Which rules the source can report, and how heavy: read from the code, not kept by hand.

In Python a rule is named where a finding is made: ``Finding(rule=...)``, ``replace(...,
rule=...)``, ``reporter.report("...", ...)``, the classes with a field of that name and the mappings
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

Scope = ast.Module | ast.ClassDef | ast.FunctionDef
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
        self.constants: dict[str, ast.expr] = {}
        self.scopes: dict[ast.AST, list[Scope]] = {}
        self.named: dict[str, list[ast.FunctionDef]] = {}
        self.calls: dict[ast.FunctionDef, list[ast.Call]] = {}
        self.asked: list[tuple[ast.FunctionDef, str]] = []
        self.makers: dict[str, list[ast.FunctionDef]] = {}
        self.fields: dict[str, list[str]] = {}
        for module in self.modules.values():
            for statement in module.body:
                for name, value in _assigned(statement):
                    self.constants[name] = value
            self._walk(module, [])
        for node in self.scopes:
            if isinstance(node, ast.Call):
                for function in self.targets(node):
                    self.calls.setdefault(function, []).append(node)

    def _walk(self, node: ast.AST, above: list[Scope]) -> None:
        """Note in which scopes a node stands, the innermost first."""
        self.scopes[node] = above
        if isinstance(node, ast.FunctionDef):
            self.named.setdefault(node.name, []).append(node)
            if node.name == "__init__" and isinstance(above[0], ast.ClassDef):
                self.makers.setdefault(above[0].name, []).append(node)
        if isinstance(node, ast.ClassDef):
            names = [one.target for one in node.body if isinstance(one, ast.AnnAssign)]
            self.fields[node.name] = [one.id for one in names if isinstance(one, ast.Name)]
        if isinstance(node, Scope):
            above = [node, *above]
        for child in ast.iter_child_nodes(node):
            self._walk(child, above)

    def targets(self, call: ast.Call) -> list[ast.FunctionDef]:
        """Return the functions that a call may mean, as far as their names tell."""
        if _called(call) == "__init__":
            return []  # of a class above
        if _called(call) in self.makers:
            return self.makers[_called(call)]
        known = self.named.get(_called(call), [])
        around = self.scopes[call]
        is_own = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "self"
        for scope in around:
            # A name is looked up outwards but for classes, and `self` is of the nearest class.
            if isinstance(scope, ast.ClassDef) == is_own:
                if here := [one for one in known if self.scopes[one][0] is scope]:
                    return here
        if isinstance(call.func, ast.Name):  # imported
            return [one for one in known if isinstance(self.scopes[one][0], ast.Module)]
        return [one for one in known if not isinstance(self.scopes[one][0], ast.FunctionDef)]

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
                takes_rule = any(_parameters(one)[:1] == ["rule"] for one in self.targets(node))
                if takes_rule and args:
                    yield args[0]
                fields = self.fields.get(_called(node), [])
                if "rule" in fields[: len(args)]:
                    yield args[fields.index("rule")]
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
        for function in self.scopes[node]:
            if not isinstance(function, ast.FunctionDef):
                continue
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
        names = _parameters(function)
        found: set[str] = set()
        calls = self.calls.get(function, [])
        assert calls, f"{place}: nobody calls {function.name}, so its {name} cannot be told"
        if (function, name) in self.asked:  # a function that calls itself
            return found
        self.asked.append((function, name))
        for call in calls:
            given = [one.value for one in call.keywords if one.arg == name]
            if name in names and len(call.args) > names.index(name):
                given.append(call.args[names.index(name)])
            for value in given:
                found |= self.texts(value, place)
        self.asked.pop()
        return found


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [one.arg for one in function.args.args if one.arg not in ("self", "cls")]


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
