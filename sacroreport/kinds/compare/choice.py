"""Which test a comparison makes: chosen in ``study.yml`` or by default, never by the data."""

from __future__ import annotations

from collections.abc import Mapping

from sacroreport.findings import quoted
from sacroreport.kinds.compare.options import CompareAnalysis
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import VariableOf

NUMBERS = ("welch", "student", "mann_whitney", "anova", "kruskal")
CATEGORIES = ("fisher", "chi_square", "chi_square_yates", "trend")


def choose_test(
    reporter: Reporter,
    name: str,
    option: CompareAnalysis,
    variables: Mapping[str, VariableOf],
    groups: int,
) -> str | None:
    """Return the test of a comparison; ``None`` after reporting a defect."""
    variable, by = variables[option.variable], variables[option.by]
    kind = variable.options.type
    path = ("analyses", name)
    good = _check_reference(reporter, name, option, by, groups)
    good &= _check_event(reporter, name, option, variable)
    test = option.test
    if kind != "number":
        for key in ("adjust_for", "interaction"):
            if getattr(option, key):
                reporter.report(
                    "bad-value", (*path, key), f"`{key}:` is for numbers", key=True,
                    found=f"a {kind}", way_out="remove it",
                )  # fmt: skip
                good = False
    elif "adjust_for" in option.model_fields_set:
        if not option.adjust_for or test not in (None, "ancova"):
            reporter.report(
                "bad-value", (*path, "test" if option.adjust_for else "adjust_for"),
                "with `adjust_for:` the test is the analysis of covariance"
                if option.adjust_for else "`adjust_for:` names no variable",
                found=f'"{test}"' if option.adjust_for else "",
                way_out="leave `test:` out" if option.adjust_for else "name one, or remove it",
            )  # fmt: skip
            return None
        return "ancova" if good else None
    elif test == "ancova":
        reporter.report(
            "bad-value", (*path, "test"), "an analysis of covariance adjusts for something",
            way_out="say by `adjust_for:` for which variables",
        )  # fmt: skip
        return None
    if test is None and kind == "number" and groups > 2:
        reporter.report(
            "no-test", path, f'"{name}" compares {groups} groups', key=True,
            way_out="choose `test: anova` or `test: kruskal`",
        )  # fmt: skip
        return None
    test = test or ("welch" if kind == "number" else "fisher")
    allowed = _fitting(option, variable, by, groups)
    if test not in allowed:
        reporter.report(
            "bad-value", (*path, "test"), f"this test does not fit {_fits(kind, groups)}",
            found=f'"{test}"', expected=f"one of {', '.join(allowed)}",
        )  # fmt: skip
        return None
    return test if good else None


def _check_event(
    reporter: Reporter, name: str, option: CompareAnalysis, variable: VariableOf
) -> bool:
    if option.event is not None:
        codes = [level.code for level in variable.levels]
        if len(codes) != 2 or option.event not in codes:
            reporter.report(
                "bad-value", ("analyses", name, "event"),
                "an event is one of two levels of the variable",
                found=f'"{option.event}"', expected=quoted(codes) or "no `event:`",
            )  # fmt: skip
            return False
    elif variable.options.type in ("category", "ordered") and len(variable.levels) == 2:
        reporter.report(
            "no-event",
            ("analyses", name),
            f'"{name}" compares a variable with two levels',
            key=True,
            way_out="say by `event:` whose proportion is compared",
        )
        return False
    return True


def _fitting(
    option: CompareAnalysis, variable: VariableOf, by: VariableOf, groups: int
) -> tuple[str, ...]:
    """Return the tests that fit the types of both variables and the number of groups."""
    kind = variable.options.type
    allowed: tuple[str, ...] = CATEGORIES
    if kind == "number":
        allowed = NUMBERS if groups == 2 else ("anova", "kruskal")
    elif kind == "ordered" and not option.event:
        allowed = (*CATEGORIES, "mann_whitney" if groups == 2 else "kruskal")
    if kind != "number" and not _is_two_by_two(option, variable, groups):
        allowed = tuple(name for name in allowed if name != "chi_square_yates")
    if not _has_trend(option, variable, by, groups):
        allowed = tuple(name for name in allowed if name != "trend")
    return allowed


def _fits(kind: str, groups: int) -> str:
    article = "an" if kind == "ordered" else "a"
    return f"{article} {kind} in {groups} groups"


def _is_two_by_two(option: CompareAnalysis, variable: VariableOf, groups: int) -> bool:
    return groups == 2 and (variable.options.type == "flag" or option.event is not None)


def _has_trend(option: CompareAnalysis, variable: VariableOf, by: VariableOf, groups: int) -> bool:
    """Say whether two groups have ordered levels, or ordered groups two outcomes."""
    if groups == 2:
        return variable.options.type == "ordered" and not option.event
    is_flag = variable.options.type == "flag" or option.event is not None
    return by.options.type == "ordered" and is_flag


def _check_reference(
    reporter: Reporter, name: str, option: CompareAnalysis, by: VariableOf, groups: int
) -> bool:
    codes = ["yes", "no"] if by.options.type == "flag" else [level.code for level in by.levels]
    path = ("analyses", name)
    if groups == 2 and option.reference is None:
        reporter.report(
            "no-reference",
            path,
            f'"{name}" compares two groups',
            key=True,
            way_out=f"say by `reference:` with which: {quoted(codes)}",
        )
        return False
    if groups != 2 and option.reference is not None:
        reporter.report(
            "bad-value", (*path, "reference"), "`reference:` is for two groups", key=True,
            way_out="remove it",
        )  # fmt: skip
        return False
    if option.reference is not None and option.reference not in codes:
        reporter.report(
            "bad-value", (*path, "reference"), "there is no such group",
            found=f'"{option.reference}"', expected=quoted(codes),
        )  # fmt: skip
        return False
    return True
