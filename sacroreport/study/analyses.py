"""The analyses of a study, checked against its variables."""

from __future__ import annotations

from collections.abc import Mapping

from sacroreport.findings import did_you_mean, quoted
from sacroreport.project.positions import Path
from sacroreport.study.expression import FLAG, NUMBER, Sort
from sacroreport.study.head import Family
from sacroreport.study.ids import bad_part
from sacroreport.study.kinds import (
    VARIABLES,
    Analysis,
    CompareAnalysis,
    CorrelateAnalysis,
    DescribeAnalysis,
    DistributionAnalysis,
    EventsAnalysis,
    Interval,
    PairedAnalysis,
    VariationAnalysis,
)
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import AnalysisOf, LevelOf, ResponderOf, VariableOf, levels_of
from sacroreport.study.tests import choose_test

GROUPING = frozenset({"category", "ordered", "flag"})


def build_analyses(
    reporter: Reporter,
    options: Mapping[str, Analysis],
    variables: Mapping[str, VariableOf],
    interval: Interval,
    families: Mapping[str, Family],
) -> dict[str, AnalysisOf]:
    """Return the analyses of a study, those of each variable first.

    Defects go to the reporter; an analysis that has one is left out.
    """
    builder = _Builder(reporter, variables)
    builder.family_of = builder.families(families, options)
    return builder.build_analyses(dict(options), interval)


class _Builder:
    def __init__(self, reporter: Reporter, variables: Mapping[str, VariableOf]) -> None:
        self.reporter = reporter
        self.variables = variables
        declared = reporter.source.data.get("variables")
        self.declared = set(declared) if isinstance(declared, dict) else set()
        self.family_of: dict[str, str] = {}

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
            groups = self.groups(name, option)
            test = choose_test(self.reporter, name, option, self.variables, len(groups))
            if test is None:
                continue
            by = getattr(option, "by", None) or ""
            names = [*used, *([by] if by else []), *(where.names if where else ())]
            for responder in responders.values():
                names += [one for one in responder.when.names if one in self.variables]
            analyses[name] = AnalysisOf(
                name=name,
                options=option,
                label=option.label or self.label_of(option, used),
                variables=tuple(dict.fromkeys(names)),
                where=where,
                responders=responders,
                interval=option.interval or interval,
                by=by,
                groups=groups,
                test=test,
                family=self.family_of.get(name, ""),
            )
        return analyses

    def label_of(self, option: Analysis, used: tuple[str, ...]) -> str:
        labels = [self.variables[name].label for name in used]
        return " and ".join(labels) if isinstance(option, CorrelateAnalysis) else labels[0]

    def check_variables(self, name: str, option: Analysis) -> tuple[str, ...] | None:
        """Check that an analysis names variables of types that it can use."""
        wanted: dict[Path, tuple[str, set[str]]] = {}
        match option:
            case DescribeAnalysis():
                wanted["variable",] = (option.variable, set(VARIABLES) - {"text"})
            case PairedAnalysis():
                for key in ("before", "after"):
                    wanted[key,] = (
                        getattr(option, key), {"number", "flag", "ordered", "category"}
                    )  # fmt: skip
            case CompareAnalysis():
                wanted["variable",] = (
                    option.variable, {"number", "flag", "category", "ordered"}
                )  # fmt: skip
                for index, one in enumerate(option.adjust_for):
                    wanted["adjust_for", index] = (one, {"number", *GROUPING})
                if option.interaction is not None:
                    wanted["interaction",] = (option.interaction, set(GROUPING))
            case VariationAnalysis() | DistributionAnalysis():
                wanted["variable",] = (option.variable, {"number"})
            case CorrelateAnalysis():
                wanted |= {(key,): (getattr(option, key), {"number"}) for key in ("x", "y")}
            case EventsAnalysis():
                for index, one in enumerate(option.variables):
                    wanted["variables", index] = (one, {"flag"})
        if getattr(option, "by", None) is not None:
            wanted["by",] = (str(getattr(option, "by", "")), set(GROUPING))
        good = True
        for path, (variable, kinds) in wanted.items():
            good &= self.check_variable(name, ("analyses", name, *path), variable, kinds)
        if good and isinstance(option, PairedAnalysis):
            good = self.check_pair(name, option)
        names = [variable for path, (variable, _) in wanted.items() if path != ("by",)]
        if good and len(set(names)) < len(names) and not isinstance(option, PairedAnalysis):
            twice = next(one for one in names if names.count(one) > 1)
            place = [path for path, (one, _) in wanted.items() if one == twice][-1]
            self.reporter.report(
                "bad-value", ("analyses", name, *place), f'the variable "{twice}" stands twice',
                way_out="name each variable once",
            )  # fmt: skip
            good = False
        if good and getattr(option, "by", None) in names:
            self.reporter.report(
                "bad-value", ("analyses", name, "by"), "a variable cannot be grouped by itself"
            )
            good = False
        return tuple(dict.fromkeys(names)) if good else None

    def check_variable(self, name: str, path: Path, variable: str, kinds: set[str]) -> bool:
        known = self.variables.get(variable)
        if known is None:
            if variable not in self.declared:  # otherwise its own defect is reported
                self.reporter.report(
                    "unknown-variable",
                    path,
                    f'"{name}" names a variable "{variable}" that is not declared',
                    way_out=did_you_mean(variable, self.variables),
                )
            return False
        if known.options.type not in kinds:
            self.reporter.report(
                "wrong-type",
                path,
                f'"{name}" cannot use "{variable}"',
                found=f"a {known.options.type}",
                expected=f"a {quoted(sorted(kinds))}".replace('"', ""),
            )
            return False
        return True

    def groups(self, name: str, option: Analysis) -> tuple[LevelOf, ...]:
        """Return the groups of an analysis; of two compared ones the reference last."""
        by = getattr(option, "by", None)
        if by is None:
            return ()
        groups = levels_of(self.variables[by])
        if not isinstance(option, CompareAnalysis) or len(groups) != 2:
            return groups
        return tuple(sorted(groups, key=lambda group: group.code == option.reference))

    def families(
        self, families: Mapping[str, Family], options: Mapping[str, Analysis]
    ) -> dict[str, str]:
        """Return the family of each analysis that is in one."""
        result: dict[str, str] = {}
        testing = (PairedAnalysis, CompareAnalysis, CorrelateAnalysis)
        tested_names = [name for name, one in options.items() if isinstance(one, testing)]
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
                elif isinstance(options[name], PairedAnalysis) and options[name].by:  # type: ignore[union-attr]
                    self.reporter.report(
                        "bad-value", path, f'"{name}" is made by group and has no test'
                    )
                else:
                    result[name] = family
        return result

    def check_pair(self, name: str, option: PairedAnalysis) -> bool:
        before, after = (self.variables[one] for one in (option.before, option.after))
        if option.before == option.after:
            self.reporter.report(
                "unlike-pair", ("analyses", name, "after"), "a pair needs two different variables"
            )
            return False
        for key in ("type", "unit", "better", "levels"):
            first, second = (getattr(one.options, key, None) for one in (before, after))
            if key == "levels":
                first, second = (
                    ", ".join(level.code for level in one.levels) for one in (before, after)
                )
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
        before = self.variables.get(option.before)
        if option.responders and before is not None and before.options.type != "number":
            self.reporter.report(
                "wrong-type", ("analyses", name, "responders"), "only numbers have responders"
            )
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
