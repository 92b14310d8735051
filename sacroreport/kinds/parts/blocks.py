"""Blocks that several kinds have: described numbers and shares, estimates with limits, tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sacroreport.study.blocks import Block, Statistic, Subject
from sacroreport.study.ids import Formula, Role
from sacroreport.study.kind import TestOf
from sacroreport.study.study import AnalysisOf, VariableOf

PEOPLE = "participants"
MEAN = Formula("Σx / n", worked="{fraction} = {value}")
TYPE_7 = "type 7: the value at rank {}, counted from 0"
BETWEEN = ", between values in proportion"
HOLM = Formula("Holm: the largest of (tests − rank + 1) · P so far, at most 1", "Holm 1979")
LIMITS_OF_SHARES = {
    "clopper_pearson": Formula(
        "quantiles of beta distributions: B(α/2; count, n − count + 1) and "
        "B(1 − α/2; count + 1, n − count)",
        "Clopper 1934",
    ),
    "wilson": Formula("Wilson's score limits", "Wilson 1927"),
}
SHIFT = Formula(
    "median of the averages of all pairs of changes, or of all differences between groups",
    "Hodges 1963",
)
LIMITS_OF_SHIFT = Formula(
    "such an average or difference, at a quantile of the rank test's distribution"
)
RISK_DIFFERENCE = (
    Formula(
        "percentage − percentage of the reference, or after − before", worked="{exact} = {value}"
    ),
    Formula("hybrid score limits, method 10", "Newcombe 1998"),
)
NUMBER = (
    Statistic("mean", Role.MEAN, "mean", formula=MEAN),
    Statistic(
        "sd", Role.MEAN, "standard deviation (n - 1)", formula=Formula("√(Σ(x − mean)² / (n − 1))")
    ),
    Statistic(
        "median", Role.MEAN, "median", formula=Formula(TYPE_7.format("(n − 1) / 2"), "Hyndman 1996")
    ),
    Statistic(
        "q1", Role.MEAN, "lower quartile (type 7)",
        formula=Formula(TYPE_7.format("(n − 1) / 4") + BETWEEN, "Hyndman 1996"),
    ),
    Statistic(
        "q3", Role.MEAN, "upper quartile (type 7)",
        formula=Formula(TYPE_7.format("3(n − 1) / 4") + BETWEEN, "Hyndman 1996"),
    ),
    Statistic("min", Role.RECORDED, "smallest value"),
    Statistic("max", Role.RECORDED, "largest value"),
    Statistic(
        "mean_sd", Role.MEAN_SD, "mean and standard deviation",
        parts=(("mean", "mean"), ("sd", "sd")),
    ),
    Statistic(
        "median_iqr", Role.MEDIAN_IQR, "median and quartiles",
        parts=(("median", "median"), ("q1", "q1"), ("q3", "q3")),
    ),
    Statistic("range", Role.RANGE, "range", parts=(("min", "min"), ("max", "max"))),
)  # fmt: skip
"""The statistics of a described number, its denominator aside."""


def counts(who: str, without: str) -> tuple[Statistic, Statistic]:
    """Return how many participants there are, and how many are left out."""
    return (
        Statistic("n", Role.COUNT, who, PEOPLE),
        Statistic("missing", Role.COUNT, without, PEOPLE),
    )


DENOMINATORS = counts("participants with a value", "participants without a value")
IN_GROUPS = counts("participants with a group and a value", "participants without one of them")
OF_PAIRS = counts("participants with both values", "participants without both values")


def subject_of(analysis: AnalysisOf, label: str, variable: VariableOf) -> Subject:
    """Return what the ids of a variable are about, of its groups too where it has some."""
    by = (analysis.by,) if analysis.by and not analysis.is_split else ()
    return Subject(
        name=analysis.name,
        of=label,
        unit=variable.unit,
        variables=(variable.name, *by),
        decimals=variable.decimals,
        level=level_of(analysis),
    )


def level_of(analysis: AnalysisOf) -> str:
    """Return the coverage of the intervals of an analysis, in percent."""
    return f"{analysis.options.level.normalize():f}"


def limits(
    meaning: str, role: Role, unit: str | None = None, formulas: tuple[Formula, ...] = (Formula(),)
) -> tuple[Statistic, ...]:
    """Return limits and their text; of two formulas the first is that of the lower limit."""
    return (
        Statistic("low", role, f"lower limit of the {meaning}", unit, formula=formulas[0]),
        Statistic("high", role, f"upper limit of the {meaning}", unit, formula=formulas[-1]),
        Statistic(
            "ci", Role.CI, f"limits of the {meaning}", None if unit is None else "",
            (("low", "low"), ("high", "high")),
        ),
    )  # fmt: skip


def mean_limits(meaning: str, *formulas: Formula) -> tuple[Statistic, ...]:
    """Return the limits of a mean, their text, and the mean with them."""
    parts = tuple((part, part) for part in ("mean", "low", "high"))
    return (
        *limits(meaning, Role.MEAN, None, formulas or (Formula(),)),
        Statistic("mean_ci", Role.MEAN_CI, f"{meaning} with its limits", None, parts),
    )


def proportion(
    path: str, interval: str, denominator: str = "n", *, more: tuple[Statistic, ...] = ()
) -> tuple[Statistic, ...]:
    """Return a count out of a denominator, with its percentage and the texts of both.

    Parameters
    ----------
    denominator
        The id of the denominator, or its statistic in the same block.
    more
        Further statistics of the same block.
    """
    of_limits = LIMITS_OF_SHARES[interval]
    percent = Formula("100 · count / n", worked=f"100 · {{{path}.count}} / {{n}}")
    numbers = (
        Statistic("count", Role.COUNT, PEOPLE, PEOPLE),
        Statistic("percent", Role.PERCENT, "percentage", "%", formula=percent),
        Statistic("low", Role.PERCENT, "lower limit of the percentage", "%", formula=of_limits),
        Statistic("high", Role.PERCENT, "upper limit of the percentage", "%", formula=of_limits),
    )
    texts = (
        ("count_percent", Role.COUNT_PERCENT, "count and percentage", ("count", "percent")),
        ("count_of_n", Role.COUNT_OF_N, "count and denominator", ("count",)),
        ("ci", Role.CI, "limits of the percentage", ("low", "high")),
        ("words", Role.WORDS, "count in words", ("count",)),
        ("Words", Role.CAPITAL_WORDS, "count in words, capitalised", ("count",)),
    )
    printed = (
        Statistic(name, role, meaning, "", (*((part, part) for part in parts), ("n", denominator)))
        for name, role, meaning, parts in texts
    )
    return (*numbers, *printed, *more)


def number_block(path: str, about: Subject, *, denominator: bool = True) -> Block:
    """Return the block of a described number."""
    statistics = (*(DENOMINATORS if denominator else ()), *NUMBER)
    return Block(path=path, about=about, statistics=statistics)


def flag_block(
    path: str, about: Subject, interval: str, *, more: tuple[Statistic, ...] = ()
) -> Block:
    """Return the block of a described flag."""
    statistics = (*DENOMINATORS, *proportion(path, interval, more=more))
    return Block(path=path, about=about, statistics=statistics)


def level_blocks(
    path: str, about: Subject, levels: Mapping[str, str], interval: str
) -> Iterator[Block]:
    """Yield the blocks of a described category: ``levels`` maps a level's part to its label."""
    yield Block(path=path, about=about, statistics=DENOMINATORS)
    for part, label in levels.items():
        yield Block(
            path=f"{path}.{part}",
            about=replace(about, of=f"{about.of}: {label}"),
            statistics=proportion(f"{path}.{part}", interval, f"{path}.n"),
            level=part,
        )
    parts = tuple((part, f"{path}.{part}.count") for part in levels)
    meaning = "levels with their counts, the commonest first,"
    yield Block(
        path=path, about=about, statistics=(Statistic("list", Role.LIST, meaning, "", parts),)
    )


def described_blocks(
    path: str, about: Subject, variable: VariableOf, interval: str
) -> Iterator[Block]:
    """Yield the blocks of a variable that is a number, a flag or a category."""
    match variable.options.type:
        case "number":
            yield number_block(path, about)
        case "flag":
            yield flag_block(path, about, interval)
        case _:
            levels = {level.part: level.label for level in variable.levels}
            yield from level_blocks(path, about, levels, interval)


def estimate_block(
    path: str,
    about: Subject,
    role: Role,
    meaning: str,
    unit: str | None,
    formulas: tuple[Formula, Formula] = (Formula(), Formula()),
) -> Block:
    """Return the block of an estimate with limits; the formulas are of the two."""
    estimate, of_limits = formulas
    return Block(
        path=path,
        about=about,
        statistics=(
            Statistic("estimate", role, meaning, unit, formula=estimate),
            *limits(meaning, role, unit, (of_limits,)),
        ),
    )


def shift_block(path: str, about: Subject, what: str) -> Block:
    """Return the block of a Hodges-Lehmann shift."""
    estimate = Statistic(
        "estimate", Role.MEAN, f"Hodges-Lehmann shift, {what},", formula=SHIFT
    )  # fmt: skip
    return Block(
        path=path, about=about,
        statistics=(estimate, *limits("shift", Role.MEAN, None, (LIMITS_OF_SHIFT,))),
    )  # fmt: skip


def block_of_test(
    path: str,
    about: Subject,
    test: TestOf,
    *,
    is_adjusted: bool = False,
    without: tuple[str, ...] = (),
    worked: str = "",
) -> Block:
    """Return the block of a test.

    Parameters
    ----------
    is_adjusted
        Whether its P is adjusted for other tests as well.
    without
        Statistics of the test that are left out.
    worked
        Its statistic with places for numbers.
    """
    formula = replace(test.formula, text=f"{test.name}: {test.formula.text}")

    def statistic(name: str, meaning: str) -> Statistic:
        role = Role.RANKS if meaning in ("V", "U") else Role.STATISTIC
        return Statistic(
            name,
            Role.DF if name in ("df", "df2") else role,
            f"{meaning} of the {test.name}",
            "",
            formula=replace(formula, worked=worked if name == "statistic" else ""),
        )

    statistics = [
        statistic(name, meaning) for name, meaning in test.printed.items() if name not in without
    ]
    of_p = replace(formula, worked=f"{worked}, {{n - 1}} degrees of freedom" if worked else "")
    statistics.append(
        Statistic("p", Role.P, f"two-sided P of the {test.name}", "", formula=of_p)
    )  # fmt: skip
    if is_adjusted:
        meaning = f"P of the {test.name}, adjusted (Holm)"
        statistics.append(Statistic("p_adjusted", Role.P, meaning, "", formula=HOLM))
    return Block(path=path, about=about, statistics=tuple(statistics))
