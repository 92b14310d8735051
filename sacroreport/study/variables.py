"""The variables of a study, with levels, columns and compiled derivations."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from sacroreport.project.positions import Path
from sacroreport.study.expression import Expression, Kind, Sort
from sacroreport.study.ids import RESERVED_LEVELS, bad_part, level_part, slug
from sacroreport.study.options import FlagVariable, NumberVariable, Variable
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import LevelOf, VariableOf

MOST_DERIVED = 50


def build_variables(
    reporter: Reporter, options: Mapping[str, Variable], missing: tuple[str, ...]
) -> dict[str, VariableOf]:
    """Return the variables of a study; defects go to the reporter.

    ``missing`` are the texts that the study reads as missing where a variable has none
    of its own.
    """
    builder = _Builder(reporter, missing)
    builder.build_variables(dict(options))
    return builder.variables


class _Builder:
    def __init__(self, reporter: Reporter, missing: tuple[str, ...]) -> None:
        self.reporter = reporter
        self.missing = missing
        self.variables: dict[str, VariableOf] = {}

    def build_variables(self, options: dict[str, Variable]) -> None:
        for name, option in options.items():
            self.reporter.plain_text(("variables", name, "label"), option.label)
            self.reporter.plain_text(("variables", name, "unit"), getattr(option, "unit", ""))
            if isinstance(option, FlagVariable):
                for code in (*option.yes, *option.no):
                    self.check_missing(name, option, code, ("variables", name))
            levels = self.levels(name, option)
            reasons, labels = self.reasons(name, option)
            self.variables[name] = VariableOf(
                name=name,
                options=option,
                sort=Sort(Kind(option.type), tuple(level.code for level in levels)),
                levels=levels,
                reasons=reasons,
                reason_labels=labels,
                column="" if option.derive is not None else option.column or name,
            )
        columns: dict[str, str] = {}
        for name, variable in self.variables.items():
            if variable.column and variable.column in columns:
                self.reporter.report(
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

    def check_missing(self, name: str, option: Variable, code: str, path: Path) -> None:
        """Refuse a code that the study or the variable reads as missing."""
        tokens = self.missing if option.missing is None else option.missing
        if code in tokens or code == "":
            self.reporter.report(
                "bad-level",
                path,
                f'"{code}" of "{name}" cannot be both a value and missing',
                key=True,
                way_out="give the variable a `missing:` of its own, without it",
            )

    def reasons(self, name: str, option: Variable) -> tuple[dict[str, str], dict[str, str]]:
        """Return the reasons of missing values: text → part, part → label."""
        texts: dict[str, str] = {}
        labels: dict[str, str] = {}
        given = option.missing if isinstance(option.missing, dict) else {}
        for text, reason in given.items():
            path = ("variables", name, "missing", text)
            label, explicit = (
                (reason, None) if isinstance(reason, str) else (reason.label, reason.id)
            )
            self.reporter.plain_text(path, label)
            part = explicit if explicit is not None else slug(label)
            problem = bad_part(part)
            if not problem and part in RESERVED_LEVELS:
                problem = f'"{part}" is reserved'
            if not problem and labels.get(part, label) != label:
                problem = f'"{labels[part]}" has the same id "{part}"'
            if problem:
                self.reporter.report(
                    "bad-level", path, f'the reason "{label}" needs an `id:`: {problem}', key=True,
                    way_out=f'write "{text}": {{label: {label}, id: ...}}',
                )  # fmt: skip
            texts[text] = part
            labels[part] = label
        return texts, labels

    def levels(self, name: str, option: Variable) -> tuple[LevelOf, ...]:
        given = getattr(option, "levels", {})
        levels: list[LevelOf] = []
        parts: dict[str, str] = {}
        for code, level in given.items():
            path = ("variables", name, "levels", code)
            label, explicit = (level, None) if isinstance(level, str) else (level.label, level.id)
            self.reporter.plain_text(path, label)
            self.reporter.plain_text(path, code, key=True)
            self.check_missing(name, option, code, path)
            separator: str = getattr(option, "separator", "")
            if separator and separator in code:
                self.reporter.report(
                    "bad-level", path, f'the separator "{separator}" is a part of "{code}"',
                    key=True,
                )  # fmt: skip
            part = level_part(code, label, explicit)
            problem = bad_part(part)
            if not problem and part in RESERVED_LEVELS:
                problem = f'"{part}" is reserved'
            if not problem and part in parts:
                problem = f'"{parts[part]}" has the same id "{part}"'
            if problem:
                self.reporter.report(
                    "bad-level",
                    path,
                    f'the level "{code}" of "{name}" needs an `id:`: {problem}',
                    key=True,
                    way_out=f'write "{code}": {{label: {label}, id: ...}}',
                )
            parts.setdefault(part, code)
            text = None if isinstance(level, str) else level.text
            self.reporter.plain_text(path, text or "")
            levels.append(LevelOf(code, label, part, text or ""))
        return tuple(levels)

    def derive_all(self) -> None:
        """Compile derivations, each after those that it needs."""
        scope = {name: variable.sort for name, variable in self.variables.items()}
        done: dict[str, VariableOf] = {}
        compiled: dict[str, Expression | None] = {}
        for name, variable in self.variables.items():
            if (text := variable.options.derive) is not None:
                path = ("variables", name, "derive")
                compiled[name] = self.reporter.expression(path, text, scope, variable.sort)

        def finish(name: str, above: tuple[str, ...]) -> VariableOf:
            if name in done:
                return done[name]
            variable = self.variables[name]
            expression = compiled.get(name)
            if expression is None:
                done[name] = _replace(variable, (variable.column,), _own_decimals(variable, 0))
                return done[name]
            if len(above) > MOST_DERIVED:
                self.reporter.report(
                    "bad-expression",
                    ("variables", name, "derive"),
                    f"it is derived through more than {MOST_DERIVED} other variables",
                )
                compiled[name] = None
                return finish(name, ())
            if name in above:
                chain = " → ".join([*above[above.index(name) :], name])
                self.reporter.report(
                    "circular-derive",
                    ("variables", name, "derive"),
                    f"it depends on itself: {chain}",
                )
                compiled[name] = None
                return finish(name, ())
            divides = re.search(r"/|\d\.\d", expression.text) is not None
            options = variable.options
            if isinstance(options, NumberVariable) and options.decimals is None and divides:
                self.reporter.report(
                    "missing-key",
                    ("variables", name),
                    f'"{name}" is a quotient or has a decimal factor: it needs `decimals:`',
                    key=True,
                    way_out="say to how many decimals single values are meaningful",
                )
            needed = [finish(other, (*above, name)) for other in expression.names]
            columns = tuple(sorted({column for other in needed for column in other.recorded}))
            decimals = _own_decimals(variable, max((other.decimals for other in needed), default=0))
            done.setdefault(name, _replace(variable, columns, decimals, expression))
            return done[name]

        self.variables = {name: finish(name, ()) for name in self.variables}


def _own_decimals(variable: VariableOf, inherited: int) -> int:
    own = getattr(variable.options, "decimals", None)
    return inherited if own is None else int(own)


def _replace(
    variable: VariableOf,
    recorded: tuple[str, ...],
    decimals: int,
    derive: Expression | None = None,
) -> VariableOf:
    recorded = tuple(column for column in recorded if column)
    return dataclasses.replace(variable, recorded=recorded, decimals=decimals, derive=derive)
