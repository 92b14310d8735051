"""The analyses of a study, checked against its variables."""

from __future__ import annotations

from collections.abc import Mapping

from sacroreport.findings import did_you_mean, quoted
from sacroreport.project.positions import Path
from sacroreport.study.expression import FLAG, NUMBER, Sort
from sacroreport.study.head import Family
from sacroreport.study.ids import bad_part
from sacroreport.study.kind import GROUPING, Kind, Kinds, Use
from sacroreport.study.options import AnalysisOptions, Interval
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import AnalysisOf, LevelOf, ResponderOf, VariableOf, levels_of

DESCRIBE = "describe"
"""The kind of the analysis that each variable has without asking."""
JUDGED = ("before", "after", "change", "improvement")
"""What a criterion of response may look at beside the variables."""


def build_analyses(
    reporter: Reporter,
    options: Mapping[str, AnalysisOptions],
    variables: Mapping[str, VariableOf],
    interval: Interval,
    families: Mapping[str, Family],
    kinds: Kinds,
) -> dict[str, AnalysisOf]:
    """Return the analyses of a study, those of each variable first.

    Defects go to the reporter; an analysis that has one is left out.
    """
    builder = _Builder(reporter, variables, kinds)
    builder.family_of = builder.families(families, options)
    return builder.build_analyses(dict(options), interval)


class _Builder:
    def __init__(
        self, reporter: Reporter, variables: Mapping[str, VariableOf], kinds: Kinds
    ) -> None:
        self.reporter = reporter
        self.variables = variables
        self.kinds = kinds
        declared = reporter.source.data.get("variables")
        self.declared = set(declared) if isinstance(declared, dict) else set()
        self.family_of: dict[str, str] = {}

    def kind_of(self, options: AnalysisOptions) -> Kind:
        return self.kinds[options.kind]

    def build_analyses(
        self, options: dict[str, AnalysisOptions], interval: Interval
    ) -> dict[str, AnalysisOf]:
        scope = {name: variable.sort for name, variable in self.variables.items()}
        describe = self.kinds[DESCRIBE]
        analyses = {
            name: AnalysisOf(
                name=name,
                kind=describe,
                options=describe.options.model_validate({"kind": DESCRIBE, "variable": name}),
                label=variable.label,
                variables=(name,),
                responders={},
                interval=interval,
            )
            for name, variable in self.variables.items()
        }
        for name, option in options.items():
            analysis = self.build(name, option, scope, interval)
            if analysis is not None:
                analyses[name] = analysis
        return analyses

    def build(
        self, name: str, options: AnalysisOptions, scope: Mapping[str, Sort], interval: Interval
    ) -> AnalysisOf | None:
        """Return one analysis; ``None`` after reporting a defect."""
        path, kind = ("analyses", name), self.kind_of(options)
        if name in self.variables:
            self.reporter.report(
                "bad-name",
                path,
                f'"{name}" is a variable, and every variable is described under its own name',
                key=True,
                way_out="give the analysis another name",
            )
            return None
        if options.label is not None:
            self.reporter.plain_text((*path, "label"), options.label)
        used = self.check_variables(name, kind, options)
        where = None
        if options.where is not None:
            where = self.reporter.expression((*path, "where"), options.where, scope, FLAG)
        responders = self.responders(name, kind, options, scope)
        if used is None:
            return None
        by = kind.by(options)
        groups: tuple[LevelOf, ...] = ()
        if by:
            groups = kind.ordered(options, levels_of(self.variables[by]))
        test = kind.test(self.reporter, name, options, self.variables, len(groups))
        if test is None:
            return None
        names = [*used, *([by] if by else []), *(where.names if where else ())]
        for responder in responders.values():
            names += [name for name in responder.when.names if name in self.variables]
        labels = [self.variables[name].label for name in used]
        return AnalysisOf(
            name=name,
            kind=kind,
            options=options,
            label=options.label or kind.label(labels),
            variables=tuple(dict.fromkeys(names)),
            where=where,
            responders=responders,
            interval=options.interval or interval,
            by=by,
            groups=groups,
            test=test,
            family=self.family_of.get(name, ""),
        )

    def check_variables(
        self, name: str, kind: Kind, options: AnalysisOptions
    ) -> tuple[str, ...] | None:
        """Check that an analysis names variables of types that it can use."""
        used = kind.uses(options)
        wanted = dict(used)
        by = kind.by(options)
        if by:
            wanted["by",] = Use(by, GROUPING)
        good = True
        for path, use in wanted.items():
            good &= self.check_variable(name, ("analyses", name, *path), use)
        good = good and kind.check(self.reporter, name, options, self.variables)
        names = [use.variable for use in used.values()]
        if good and by in names:
            self.reporter.report(
                "bad-value", ("analyses", name, "by"), "a variable cannot be grouped by itself"
            )
            good = False
        return tuple(dict.fromkeys(names)) if good else None

    def check_variable(self, name: str, path: Path, use: Use) -> bool:
        known = self.variables.get(use.variable)
        if known is None:
            if use.variable not in self.declared:  # otherwise its own defect is reported
                self.reporter.report(
                    "unknown-variable",
                    path,
                    f'"{name}" names a variable "{use.variable}" that is not declared',
                    way_out=did_you_mean(use.variable, self.variables),
                )
            return False
        if known.options.type not in use.types:
            self.reporter.report(
                "wrong-type",
                path,
                f'"{name}" cannot use "{use.variable}"',
                found=f"a {known.options.type}",
                expected=f"a {quoted(sorted(use.types))}".replace('"', ""),
            )
            return False
        return True

    def families(
        self, families: Mapping[str, Family], options: Mapping[str, AnalysisOptions]
    ) -> dict[str, str]:
        """Return the family of each analysis that is in one."""
        result: dict[str, str] = {}
        tested_names = [name for name, option in options.items() if self.kind_of(option).tests]
        for family, option in families.items():
            for index, name in enumerate(option.analyses):
                path = ("families", family, "analyses", index)
                if name not in tested_names:
                    self.reporter.report(
                        "unknown-analysis",
                        path,
                        f'the family "{family}" names "{name}", which is no analysis with a test',
                        way_out=did_you_mean(name, tested_names),
                    )
                elif name in result:
                    self.reporter.report(
                        "bad-value", path, f'"{name}" is in the family "{result[name]}" already'
                    )
                elif self._is_split(options[name]):
                    self.reporter.report(
                        "bad-value", path, f'"{name}" is made by group and has no test'
                    )
                else:
                    result[name] = family
        return result

    def _is_split(self, options: AnalysisOptions) -> bool:
        kind = self.kind_of(options)
        return kind.is_split and bool(kind.by(options))

    def responders(
        self, name: str, kind: Kind, options: AnalysisOptions, scope: Mapping[str, Sort]
    ) -> dict[str, ResponderOf]:
        criteria = kind.criteria(options)
        used = [use.variable for use in kind.uses(options).values()]
        first = self.variables.get(used[0])
        if criteria and first is not None and first.options.type != "number":
            self.reporter.report(
                "wrong-type", ("analyses", name, "responders"), "only numbers have responders"
            )
            return {}
        result = {}
        extra = dict.fromkeys(JUDGED, NUMBER)
        for key, responder in criteria.items():
            path = ("analyses", name, "responders", key)
            if problem := bad_part(key):
                self.reporter.report(
                    "bad-name", path, f'"{key}" cannot be a name: {problem}', key=True,
                    way_out="choose another name",
                )  # fmt: skip
            self.reporter.plain_text((*path, "label"), responder.label)
            when = self.reporter.expression(
                (*path, "when"), responder.when, {**scope, **extra}, FLAG
            )
            if when is not None:
                result[key] = ResponderOf(options=responder, when=when)
        return result
