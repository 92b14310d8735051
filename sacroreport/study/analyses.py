"""The analyses of a study, checked against its variables."""

from __future__ import annotations

from collections.abc import Mapping

from sacroreport.findings import did_you_mean, quoted
from sacroreport.project.positions import Path
from sacroreport.study.expression import FLAG, NUMBER, Sort
from sacroreport.study.ids import bad_part
from sacroreport.study.kinds import (
    VARIABLES,
    Analysis,
    DescribeAnalysis,
    EventsAnalysis,
    Interval,
    NumberVariable,
    PairedAnalysis,
)
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import AnalysisOf, ResponderOf, VariableOf


def build_analyses(
    reporter: Reporter,
    options: Mapping[str, Analysis],
    variables: Mapping[str, VariableOf],
    interval: Interval,
) -> dict[str, AnalysisOf]:
    """Return the analyses of a study, those of each variable first.

    Defects go to the reporter; an analysis that has one is left out.
    """
    return _Builder(reporter, variables).build_analyses(dict(options), interval)


class _Builder:
    def __init__(self, reporter: Reporter, variables: Mapping[str, VariableOf]) -> None:
        self.reporter = reporter
        self.variables = variables
        declared = reporter.source.data.get("variables")
        self.declared = set(declared) if isinstance(declared, dict) else set()

    def build_analyses(
        self, options: dict[str, Analysis], interval: Interval
    ) -> dict[str, AnalysisOf]:
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
                self.reporter.report(
                    "bad-name",
                    path,
                    f'"{name}" is a variable, and every variable is described under its own name',
                    key=True,
                    way_out="give the analysis another name",
                )
                continue
            if option.label is not None:
                self.reporter.plain_text((*path, "label"), option.label)
            used = self.check_variables(name, option)
            where = None
            if option.where is not None:
                where = self.reporter.expression((*path, "where"), option.where, scope, FLAG)
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
            if known is None and variable in self.declared:
                good = False  # its own defect is reported
            elif known is None:
                good = False
                self.reporter.report(
                    "unknown-variable",
                    path,
                    f'"{name}" names a variable "{variable}" that is not declared',
                    way_out=did_you_mean(variable, self.variables),
                )
            elif known.options.type not in kinds:
                good = False
                self.reporter.report(
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
            self.reporter.report(
                "bad-value", ("analyses", name, "variables"), "a variable stands twice"
            )
            good = False
        return tuple(dict.fromkeys(wanted.values())) if good else None

    def check_pair(self, name: str, option: PairedAnalysis) -> bool:
        before, after = (self.variables[one].options for one in (option.before, option.after))
        assert isinstance(before, NumberVariable)
        assert isinstance(after, NumberVariable)
        if option.before == option.after:
            self.reporter.report(
                "unlike-pair", ("analyses", name, "after"), "a pair needs two different variables"
            )
            return False
        for key in ("unit", "better"):
            first, second = getattr(before, key), getattr(after, key)
            if first != second:
                self.reporter.report(
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
