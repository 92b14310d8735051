"""What is wrong with a study description, collected with positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sacroreport.findings import Finding, did_you_mean, quoted
from sacroreport.project.positions import Document, Path
from sacroreport.rules.registry import RuleName
from sacroreport.study.compiler import compile_expression
from sacroreport.study.expression import Expression, ExpressionError, Sort
from sacroreport.study.head import Acknowledgement, RuleSetting
from sacroreport.study.ids import RESERVED_NAMES, bad_part
from sacroreport.study.markup import active_markup
from sacroreport.study.options import Level, Options, Responder

Model = TypeVar("Model", bound=Options)


WORDS = {
    "tuple_type": "a list was expected",
    "list_type": "a list was expected",
    "dict_type": "a mapping of names was expected",
    "model_type": "a mapping of keys was expected",
    "model_attributes_type": "a mapping of keys was expected",
    "string_type": "text was expected",
    "decimal_parsing": "a number was expected",
    "decimal_type": "a number was expected",
    "int_parsing": "a whole number was expected",
    "string_pattern_mismatch": "it has not the form expected",
    "too_short": "at least one entry was expected",
    "string_too_short": "it is empty",
}


class Reporter:
    """Reads parts of a description; what is wrong becomes a finding, not an exception.

    Attributes
    ----------
    source
        The description with the position of every key and value.
    findings
        Everything found so far.
    aliases
        Analyses that something else asks for, and where that stands.
    """

    def __init__(self, source: Document) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.aliases: dict[str, Path] = {}

    def report(
        self, rule: RuleName, path: Path, message: str, *, key: bool = False, found: str = "",
        expected: str = "", way_out: str = "", offset: int | None = None,
    ) -> None:  # fmt: skip
        """Add a finding at the value of a path, or at its key; ``offset`` goes into a text."""
        if path[:1] == ("analyses",) and path[1:2] and (alias := self.aliases.get(str(path[1]))):
            path, key = alias, False
        place = self.source.key_place(path) if key else self.source.place(path)
        if offset is not None:
            place = self.source.inside(path, offset)
        self.findings.append(
            Finding(
                rule=rule, place=place, message=message, found=found, expected=expected,
                way_out=way_out,
            )
        )  # fmt: skip

    def unknown_key(self, path: Path, key: str, known: Iterable[str]) -> None:
        """Add the finding about a key that nothing knows."""
        known = sorted(known)
        self.report(
            "unknown-key",
            path,
            f'unknown key "{key}"',
            key=True,
            expected=f"one of {', '.join(known)}",
            way_out=did_you_mean(key, known),
        )

    def validate(self, model: type[Model], data: Any, path: Path) -> Model | None:
        """Check one mapping against its model; defects become findings.

        A key without a value is a defect: an empty ``where:`` would analyse everybody.
        """
        whole = True
        if isinstance(data, dict):
            for key in [key for key, value in data.items() if value is None]:
                whole = False
                self.report(
                    "empty-key", (*path, key), f"`{key}:` has no value", key=True,
                    way_out="give it a value, or remove the key",
                )  # fmt: skip
            data = {key: value for key, value in data.items() if value is not None}
        try:
            options = model.model_validate(data)
            return options if whole else None
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self.translate(model, detail, path)
            return None

    def translate(self, model: type[Options], detail: ErrorDetails, path: Path) -> None:
        """Turn a defect that the model found into a finding."""
        steps = self.steps_to(path, detail["loc"])
        where = (*path, *steps)
        kind, given = detail["type"], detail["input"]
        last = str(detail["loc"][-1]) if detail["loc"] else ""
        name = _spoken(steps)
        if kind == "extra_forbidden":
            fields = _fields_at(model, [str(step) for step in detail["loc"][:-1]])
            self.unknown_key(where, last, fields)
        elif kind == "missing" and isinstance(detail["loc"][-1], int):
            item = _spoken([*steps, detail["loc"][-1]])
            self.report("bad-value", where, f"{item} is missing", found=repr(given))
        elif kind == "missing":
            self.report("missing-key", where, f'the key "{last}" is missing', way_out="add it")
        elif self.findings and self.findings[-1].place == self.source.place(where):
            pass  # the other branches of a union say the same again
        else:
            context = detail.get("ctx", {})
            message = WORDS.get(kind, detail["msg"].removeprefix("Value error, "))
            way_out = getattr(context.get("error"), "way_out", "")  # of a number
            expected = str(context.get("expected", ""))
            self.report(
                "bad-value",
                where,
                f"{name}: {message[0].lower()}{message[1:]}" if name else message,
                found=_shown(given),
                way_out=did_you_mean(str(given), expected.replace("'", "").split(" or "))
                if kind == "literal_error"
                else way_out,
            )

    def steps_to(self, path: Path, location: tuple[str | int, ...]) -> list[str | int]:
        """Return the steps of a model's location that lead into the description.

        A union such as "text or level" puts the names of its branches into locations.
        """
        steps: list[str | int] = []
        for step in location:
            if (*path, *steps, step) in self.source.places:
                steps.append(step)
        return steps

    def entries(
        self,
        collection: str,
        models: Mapping[str, type[Options]],
        tag: Literal["type", "kind"],
    ) -> dict[str, Options]:
        """Validate a collection whose entries say with ``tag`` what they are."""
        result: dict[str, Options] = {}
        for name, entry in self.mapping(collection):
            path = (collection, name)
            self.check_name(name, path)
            if not name:
                continue  # nothing can be called so, and it is told
            if not isinstance(entry, dict):
                self.report("bad-value", path, f'"{name}" needs a mapping with `{tag}:`')
                continue
            kind = entry.get(tag)
            model = models.get(str(kind))
            if model is None:
                self.report(
                    "unknown-type" if tag == "type" else "unknown-kind",
                    (*path, tag),
                    f'"{name}" has no `{tag}:`' if kind is None else f'unknown {tag} "{kind}"',
                    expected=f"one of {', '.join(models)}",
                    way_out=did_you_mean(str(kind), models),
                )
                continue
            if (options := self.validate(model, entry, path)) is not None:
                result[name] = options
        return result

    def simple(self, collection: str, model: type[Model]) -> dict[str, Model]:
        """Validate a collection whose entries are all alike."""
        result: dict[str, Model] = {}
        for name, entry in self.mapping(collection):
            self.check_name(name, (collection, name))
            if (options := self.validate(model, entry, (collection, name))) is not None:
                result[name] = options
        return result

    def mapping(self, collection: str) -> list[tuple[str, Any]]:
        """Return the entries of a collection; nothing when it is absent or no mapping."""
        value = self.source.data.get(collection)
        if value is None:
            return []
        if not isinstance(value, dict):
            self.report("bad-value", (collection,), f"`{collection}:` is a mapping of names")
            return []
        return list(value.items())

    def check_name(self, name: str, path: Path) -> None:
        """Refuse a name that cannot stand in an id."""
        problem = bad_part(name)
        if not problem and name in RESERVED_NAMES:
            problem = f'"{name}" is reserved'
        if problem:
            self.report(
                "bad-name",
                path,
                f'"{name}" cannot be a name: {problem}',
                key=True,
                way_out="choose another name; a column may keep its header with `column:`",
            )

    def plain_text(self, path: Path, text: str, *, key: bool = False) -> None:
        """Refuse text that would be markup or a command in some output."""
        if markup := active_markup(text):
            self.report(
                "markup",
                path,
                f"markup in a text that is printed as it stands: {markup}",
                key=key,
                found=repr(text),
                expected="plain text",
                way_out="write the words without markup",
            )

    def expression(
        self, path: Path, text: str, scope: Mapping[str, Sort], wanted: Sort
    ) -> Expression | None:
        """Compile an expression; a defect becomes a finding at its place."""
        try:
            compiled = compile_expression(text, scope)
        except ExpressionError as error:
            self.report(
                "bad-expression",
                path,
                f'"{path[-1]}": {error}',
                found=repr(text),
                way_out=error.way_out,
                offset=error.offset,
            )
            return None
        if compiled.sort != wanted and compiled.sort.kind is not wanted.kind:
            self.report(
                "bad-expression",
                path,
                f'"{path[-1]}" gives a {compiled.sort.kind}',
                found=repr(text),
                expected=f"a {wanted.kind}",
            )
            return None
        if wanted.levels and compiled.sort.levels != wanted.levels:
            self.report(
                "bad-expression",
                path,
                f'"{path[-1]}" gives the levels {quoted(compiled.sort.levels, "and")}',
                expected=f"the levels {quoted(wanted.levels, 'and')}",
            )
            return None
        return compiled


def _shown(given: object) -> str:
    """Return what stood there, short enough to read."""
    if given is None:
        return "nothing"
    if isinstance(given, dict):
        return "a mapping"
    if isinstance(given, list):
        return "a list"
    text = repr(given)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _spoken(steps: list[str | int]) -> str:
    """Return the place inside an entry as one says it: ``"range", item 1``."""
    keys = [step for step in steps if isinstance(step, str)]
    name = f'"{keys[-1]}"' if keys else ""
    if steps and isinstance(steps[-1], int):
        name += f", item {steps[-1] + 1}"
    return name


def _fields_at(model: type[Options], steps: list[str]) -> list[str]:
    """Return the keys allowed at a place inside a model."""
    if "levels" in steps:
        return list(Level.model_fields)
    if "responders" in steps:
        return list(Responder.model_fields)
    if steps[:1] == ["rules"] and len(steps) > 1:
        return list(RuleSetting.model_fields)
    if steps[:1] == ["acknowledge"] and len(steps) > 1:
        return list(Acknowledgement.model_fields)
    return list(model.model_fields)
