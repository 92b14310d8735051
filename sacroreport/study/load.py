"""``study.yml`` read into a :class:`Study`, every defect reported at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, cast, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sacroreport.errors import DefectError
from sacroreport.findings import Finding, Place, did_you_mean, nearest, quoted
from sacroreport.project.positions import Document, Path, read_yaml
from sacroreport.project.root import Project
from sacroreport.study.catalogue import catalogue
from sacroreport.study.expression import (
    FLAG,
    NUMBER,
    Expression,
    ExpressionError,
    Kind,
    Sort,
    compile_expression,
)
from sacroreport.study.ids import RESERVED_LEVELS, RESERVED_NAMES, Definition, bad_part, level_part
from sacroreport.study.kinds import (
    ANALYSES,
    VARIABLES,
    Analysis,
    Claim,
    Constant,
    DescribeAnalysis,
    EventsAnalysis,
    Head,
    NumberVariable,
    Options,
    PairedAnalysis,
    Variable,
)
from sacroreport.study.markup import active_markup
from sacroreport.study.study import (
    AnalysisOf,
    ClaimOf,
    LevelOf,
    ResponderOf,
    Study,
    VariableOf,
)

COLLECTIONS = ("variables", "analyses", "constants", "claims")
Model = TypeVar("Model", bound=Options)


def load_study(project: Project) -> Study:
    """Read and check the study of a project.

    Raises
    ------
    DefectError
        With every defect of ``study.yml``, each with line and column.
    """
    file = project.study_file
    return parse_study(project.read_text(file), project.name(file))


def parse_study(text: str, file: str = "data/study.yml") -> Study:
    """Parse the text of a study description.

    Examples
    --------
    >>> study = parse_study('''
    ... title: A study
    ... data: a.csv
    ... participant: id
    ... date: 2012-02-01
    ... variables:
    ...   age: {label: Age, type: number, unit: y}
    ... ''')
    >>> study.catalogue["age.mean"].meaning
    'mean of Age'
    """
    return _Loader(read_yaml(text, file)).load()


class _Loader:
    """Collects findings while it builds the parts of a study in order."""

    def __init__(self, source: Document) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.variables: dict[str, VariableOf] = {}

    def load(self) -> Study:
        data = self.source.data
        if not isinstance(data, dict):
            self.report("study", (), "a study description is a mapping of keys to values")
            raise DefectError(self.findings)
        known = [*Head.model_fields, *COLLECTIONS]
        for key in data:
            if key not in known:
                self.unknown_key((key,), key, known)
        single = {key: value for key, value in data.items() if key in Head.model_fields}
        head = self.validate(Head, single, ())
        options = self.entries("variables", VARIABLES, "type")
        if not options and not self.findings:
            self.report("study", ("variables",), "a study needs `variables:`")
        self.build_variables(cast("dict[str, Variable]", options))
        analyses = self.build_analyses(
            cast("dict[str, Analysis]", self.entries("analyses", ANALYSES, "kind")), head
        )
        constants = self.simple("constants", Constant)
        for name, constant in constants.items():
            self.plain_text(("constants", name, "value"), constant.value)
        if head is not None:
            self.check_head(head)
        if self.findings or head is None:
            raise DefectError(self.findings)
        claims = self.simple("claims", Claim)
        numbers = catalogue(self.variables, analyses, constants, claims)
        self.check_prefixes(numbers)
        compiled = self.build_claims(claims, numbers, constants)
        if self.findings:
            raise DefectError(self.findings)
        return Study(
            head=head,
            variables=self.variables,
            analyses=analyses,
            constants=constants,
            claims=compiled,
            catalogue=numbers,
            source=self.source,
        )

    # findings

    def report(
        self, rule: str, path: Path, message: str, *, key: bool = False, found: str = "",
        expected: str = "", way_out: str = "", shift: int = 0,
    ) -> None:  # fmt: skip
        place = self.source.key_place(path) if key else self.source.place(path)
        if shift:  # into a quoted text
            place = Place(place.file, place.line, place.column + shift)
        self.findings.append(
            Finding(
                rule=rule, place=place, message=message, found=found, expected=expected,
                way_out=way_out,
            )
        )  # fmt: skip

    def unknown_key(self, path: Path, key: str, known: Iterable[str]) -> None:
        known = sorted(known)
        self.report(
            "unknown-key",
            path,
            f'unknown key "{key}"',
            key=True,
            expected=f"one of {', '.join(known)}",
            way_out=did_you_mean(key, known),
        )

    # options

    def validate(self, model: type[Model], data: Any, path: Path) -> Model | None:
        """Check one mapping against its model; defects become findings."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self.translate(model, detail, path)
            return None

    def translate(self, model: type[Options], detail: ErrorDetails, path: Path) -> None:
        # A union such as "text or level" puts its own words into the location.
        steps = [step for step in detail["loc"] if self.known_step(path, step)]
        where = (*path, *steps)
        kind, given = detail["type"], detail["input"]
        last = str(detail["loc"][-1]) if detail["loc"] else ""
        if kind == "extra_forbidden":
            fields = _fields_at(model, [str(step) for step in detail["loc"][:-1]])
            self.unknown_key(where, last, fields)
        elif kind == "missing":
            self.report("missing-key", where, f'the key "{last}" is missing', way_out="add it")
        elif self.findings and self.findings[-1].place == self.source.place(where):
            pass  # the other branches of a union say the same again
        else:
            context = detail.get("ctx", {})
            message = detail["msg"].removeprefix("Value error, ")
            expected = str(context.get("expected", ""))
            self.report(
                "bad-value",
                where,
                f'"{last}": {message[0].lower()}{message[1:]}' if last else message,
                found="nothing" if given is None else repr(given),
                way_out=did_you_mean(str(given), expected.replace("'", "").split(" or "))
                if kind == "literal_error"
                else "",
            )

    def known_step(self, path: Path, step: str | int) -> bool:
        return step not in ("Level", "function-after", "constrained-str", "str") and not str(
            step
        ).startswith(("function-", "constrained", "tuple[", "dict["))

    def entries(
        self, collection: str, models: Mapping[str, type[Options]], tag: str
    ) -> dict[str, Options]:
        """Validate a collection whose entries say with ``tag`` what they are."""
        result: dict[str, Options] = {}
        for name, entry in self.mapping(collection):
            path = (collection, name)
            self.check_name(name, path)
            if not isinstance(entry, dict):
                self.report("bad-value", path, f'"{name}" needs a mapping with `{tag}:`')
                continue
            kind = entry.get(tag)
            model = models.get(str(kind))
            if model is None:
                self.report(
                    f"unknown-{tag}",
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
        value = self.source.data.get(collection)
        if value is None:
            return []
        if not isinstance(value, dict):
            self.report("bad-value", (collection,), f"`{collection}:` is a mapping of names")
            return []
        return list(value.items())

    def check_name(self, name: str, path: Path) -> None:
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

    # variables

    def build_variables(self, options: dict[str, Variable]) -> None:
        for name, option in options.items():
            self.plain_text(("variables", name, "label"), option.label)
            levels = self.levels(name, option)
            self.variables[name] = VariableOf(
                name=name,
                options=option,
                sort=Sort(Kind(option.type), tuple(level.code for level in levels)),
                levels=levels,
                column="" if option.derive is not None else option.column or name,
            )
        columns: dict[str, str] = {}
        for name, variable in self.variables.items():
            if variable.column and variable.column in columns:
                self.report(
                    "duplicate-column",
                    ("variables", name),
                    f'"{name}" and "{columns[variable.column]}" are both the column '
                    f'"{variable.column}"',
                    key=True,
                    way_out="derive one from the other",
                )
            elif variable.column:
                columns[variable.column] = name
        self.derive_all()

    def levels(self, name: str, option: Variable) -> tuple[LevelOf, ...]:
        given = getattr(option, "levels", {})
        levels: list[LevelOf] = []
        parts: dict[str, str] = {}
        for code, level in given.items():
            path = ("variables", name, "levels", code)
            label, explicit = (level, None) if isinstance(level, str) else (level.label, level.id)
            self.plain_text(path, label)
            self.plain_text(path, code, key=True)
            part = level_part(code, label, explicit)
            problem = bad_part(part)
            if not problem and part in RESERVED_LEVELS:
                problem = f'"{part}" is reserved'
            if not problem and part in parts:
                problem = f'"{parts[part]}" has the same id "{part}"'
            if problem:
                self.report(
                    "bad-level",
                    path,
                    f'the level "{code}" of "{name}" needs an `id:`: {problem}',
                    key=True,
                    way_out=f'write "{code}": {{label: {label}, id: ...}}',
                )
            parts.setdefault(part, code)
            levels.append(LevelOf(code, label, part))
        return tuple(levels)

    def derive_all(self) -> None:
        """Compile derivations, each after those that it needs."""
        scope = {name: variable.sort for name, variable in self.variables.items()}
        done: dict[str, VariableOf] = {}
        compiled: dict[str, Expression | None] = {}
        for name, variable in self.variables.items():
            if (text := variable.options.derive) is not None:
                path = ("variables", name, "derive")
                compiled[name] = self.expression(path, text, scope, variable.sort)

        def finish(name: str, above: tuple[str, ...]) -> VariableOf:
            if name in done:
                return done[name]
            variable = self.variables[name]
            expression = compiled.get(name)
            if expression is None:
                done[name] = _replace(variable, (variable.column,), _own_decimals(variable, 0))
                return done[name]
            if name in above:
                chain = " → ".join([*above[above.index(name) :], name])
                self.report(
                    "circular-derive", ("variables", name, "derive"), f"it depends on itself: {chain}"
                )
                compiled[name] = None
                return finish(name, ())
            needed = [finish(other, (*above, name)) for other in expression.names]
            columns = tuple(sorted({column for one in needed for column in one.recorded}))
            decimals = _own_decimals(variable, max((one.decimals for one in needed), default=0))
            done.setdefault(name, _replace(variable, columns, decimals, expression))
            return done[name]

        self.variables = {name: finish(name, ()) for name in self.variables}

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
                shift=1 + error.offset,
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

    # analyses

    def build_analyses(
        self, options: dict[str, Analysis], head: Head | None
    ) -> dict[str, AnalysisOf]:
        interval = head.interval if head is not None else "clopper_pearson"
        scope = {name: variable.sort for name, variable in self.variables.items()}
        analyses = {
            name: AnalysisOf(
                name=name,
                options=DescribeAnalysis(kind="describe", variable=name),
                label=variable.label,
                variables=(name,),
                responders={},
                interval=interval,
            )
            for name, variable in self.variables.items()
        }
        for name, option in options.items():
            path = ("analyses", name)
            if name in self.variables:
                self.report(
                    "bad-name",
                    path,
                    f'"{name}" is a variable, and every variable is described under its own name',
                    key=True,
                    way_out="give the analysis another name",
                )
                continue
            if option.label is not None:
                self.plain_text((*path, "label"), option.label)
            used = self.check_variables(name, option)
            where = None
            if option.where is not None:
                where = self.expression((*path, "where"), option.where, scope, FLAG)
            responders = self.responders(name, option, scope)
            if used is None:
                continue
            names = [*used, *(where.names if where else ())]
            for responder in responders.values():
                names += [one for one in responder.when.names if one in self.variables]
            analyses[name] = AnalysisOf(
                name=name,
                options=option,
                label=option.label or self.variables[used[0]].label,
                variables=tuple(dict.fromkeys(names)),
                where=where,
                responders=responders,
                interval=option.interval or interval,
            )
        return analyses

    def check_variables(self, name: str, option: Analysis) -> tuple[str, ...] | None:
        """Check that an analysis names variables of types that it can use."""
        match option:
            case DescribeAnalysis():
                wanted = {"variable": option.variable}
                kinds = set(VARIABLES) - {"text"}
            case PairedAnalysis():
                wanted = {"before": option.before, "after": option.after}
                kinds = {"number"}
            case EventsAnalysis():
                wanted = {str(index): one for index, one in enumerate(option.variables)}
                kinds = {"flag"}
        good = True
        for key, variable in wanted.items():
            path: Path = ("analyses", name, key)
            if isinstance(option, EventsAnalysis):
                path = ("analyses", name, "variables", int(key))
            known = self.variables.get(variable)
            if known is None:
                good = False
                self.report(
                    "unknown-variable",
                    path,
                    f'"{name}" names a variable "{variable}" that is not declared',
                    way_out=did_you_mean(variable, self.variables),
                )
            elif known.options.type not in kinds:
                good = False
                self.report(
                    "wrong-type",
                    path,
                    f'"{name}" cannot use "{variable}"',
                    found=f"a {known.options.type}",
                    expected=f"a {quoted(sorted(kinds))}".replace('"', ""),
                )
        if good and isinstance(option, PairedAnalysis):
            good = self.check_pair(name, option)
        if isinstance(option, EventsAnalysis) and len(set(option.variables)) < len(
            option.variables
        ):
            self.report("bad-value", ("analyses", name, "variables"), "a variable stands twice")
            good = False
        return tuple(dict.fromkeys(wanted.values())) if good else None

    def check_pair(self, name: str, option: PairedAnalysis) -> bool:
        before, after = (self.variables[one].options for one in (option.before, option.after))
        assert isinstance(before, NumberVariable)
        assert isinstance(after, NumberVariable)
        for key in ("unit", "better"):
            first, second = getattr(before, key), getattr(after, key)
            if first != second:
                self.report(
                    "unlike-pair",
                    ("analyses", name, "after"),
                    f'"{option.before}" and "{option.after}" differ in `{key}:`',
                    found=f"{first or 'nothing'} and {second or 'nothing'}",
                    expected="the same for both",
                )
                return False
        return True

    def responders(
        self, name: str, option: Analysis, scope: Mapping[str, Sort]
    ) -> dict[str, ResponderOf]:
        if not isinstance(option, PairedAnalysis):
            return {}
        result = {}
        extra = dict.fromkeys(("before", "after", "change", "improvement"), NUMBER)
        for key, responder in option.responders.items():
            path = ("analyses", name, "responders", key)
            if problem := bad_part(key):
                self.report(
                    "bad-name", path, f'"{key}" cannot be a name: {problem}', key=True,
                    way_out="choose another name",
                )  # fmt: skip
            self.plain_text((*path, "label"), responder.label)
            when = self.expression((*path, "when"), responder.when, {**scope, **extra}, FLAG)
            if when is not None:
                result[key] = ResponderOf(options=responder, when=when)
        return result

    # the rest

    def check_head(self, head: Head) -> None:
        import datetime as dt

        self.plain_text(("title",), head.title)
        try:
            dt.date.fromisoformat(head.date)
        except ValueError:
            self.report(
                "bad-value", ("date",), "there is no such date", found=head.date,
                expected="year-month-day",
            )  # fmt: skip
        for name, variable in self.variables.items():
            if variable.column == head.participant:
                self.report(
                    "identifier-variable",
                    ("variables", name),
                    f'"{name}" is the participant column: it is declared by `participant:` and '
                    "never analysed",
                    key=True,
                    way_out="remove it from the variables",
                )

    def build_claims(
        self,
        claims: dict[str, Claim],
        ids: Mapping[str, Definition],
        constants: Mapping[str, Constant],
    ) -> dict[str, ClaimOf]:
        scope = {id_: NUMBER for id_, one in ids.items() if not one.role.is_text}
        result = {}
        for name, claim in claims.items():
            for key, text in (("says", claim.says), ("otherwise", claim.otherwise)):
                self.plain_text(("claims", name, key), text or "")
            holds = self.expression(("claims", name, "holds"), claim.holds, scope, FLAG)
            if holds is not None:
                result[name] = ClaimOf(options=claim, holds=holds)
        return result

    def check_prefixes(self, ids: Mapping[str, Definition]) -> None:
        """No id may be the beginning of another: Quarto looks ids up as nested keys."""
        for id_, definition in ids.items():
            parts = id_.split(".")
            for length in range(1, len(parts)):
                if (short := ".".join(parts[:length])) in ids:
                    path = ("variables", definition.name)
                    self.report(
                        "id-prefix",
                        path if path in self.source.places else ("analyses", definition.name),
                        f'the ids "{short}" and "{id_}" cannot both exist',
                        way_out="give a level or variable another id",
                    )


def _fields_at(model: type[Options], steps: list[str]) -> list[str]:
    """Return the keys allowed at a place inside a model."""
    from sacroreport.study.kinds import Level, Responder

    if "levels" in steps:
        return list(Level.model_fields)
    if "responders" in steps:
        return list(Responder.model_fields)
    return list(model.model_fields)


def _own_decimals(variable: VariableOf, inherited: int) -> int:
    own = getattr(variable.options, "decimals", None)
    return inherited if own is None else int(own)


def _replace(
    variable: VariableOf,
    recorded: tuple[str, ...],
    decimals: int,
    derive: Expression | None = None,
) -> VariableOf:
    import dataclasses

    recorded = tuple(column for column in recorded if column)
    return dataclasses.replace(variable, recorded=recorded, decimals=decimals, derive=derive)
