"""The ids of analyses that test something: pairs, groups, correlations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sacroreport.study.ids import (
    Definition,
    Role,
    Subject,
    flag_ids,
    interval_ids,
    level_ids,
    number_ids,
)

TESTS: dict[str, tuple[str, dict[str, str]]] = {
    "t": ("paired t test", {"statistic": "t", "df": "degrees of freedom"}),
    "wilcoxon": ("Wilcoxon signed-rank test", {"statistic": "V"}),
    "sign": ("exact sign test", {}),
    "welch": ("Welch t test", {"statistic": "t", "df": "degrees of freedom"}),
    "student": ("Student t test", {"statistic": "t", "df": "degrees of freedom"}),
    "mann_whitney": ("Mann-Whitney test", {"statistic": "U"}),
    "anova": (
        "analysis of variance",
        {"statistic": "F", "df": "degrees of freedom", "df2": "residual degrees of freedom"},
    ),
    "kruskal": ("Kruskal-Wallis test", {"statistic": "H", "df": "degrees of freedom"}),
    "fisher": ("Fisher exact test", {}),
    "chi_square": ("chi-square test", {"statistic": "chi-square", "df": "degrees of freedom"}),
    "chi_square_yates": (
        "chi-square test, continuity corrected",
        {"statistic": "chi-square", "df": "degrees of freedom"},
    ),
    "trend": ("test of trend", {"statistic": "chi-square", "df": "degrees of freedom"}),
    "ancova": (
        "analysis of covariance",
        {"statistic": "F", "df": "degrees of freedom", "df2": "residual degrees of freedom"},
    ),
    "stuart_maxwell": (
        "Stuart-Maxwell test",
        {"statistic": "chi-square", "df": "degrees of freedom"},
    ),
    "pearson": ("test of the correlation", {"statistic": "t", "df": "degrees of freedom"}),
    "spearman": ("test of the correlation", {}),
}
"""Test → its name, and what it prints besides P."""
ROLES = {"statistic": Role.STATISTIC, "df": Role.DF, "df2": Role.DF}


def ids_of_test(
    prefix: str, subject: Subject, test: str, *, adjusted: bool = False, part: str = "test"
) -> Iterator[Definition]:
    """Ids of a test below ``prefix``."""
    name, printed = TESTS[test]
    for statistic, meaning in printed.items():
        role = Role.RANKS if meaning in ("V", "U") else ROLES[statistic]
        yield subject.define(f"{prefix}.{part}", statistic, role, f"{meaning} of the {name}", "")
    yield subject.define(f"{prefix}.{part}", "p", Role.P, f"two-sided P of the {name}", "")
    if adjusted:
        meaning = f"P of the {name}, adjusted (Holm)"
        yield subject.define(f"{prefix}.{part}", "p_adjusted", Role.P, meaning, "")


def shift_ids(prefix: str, subject: Subject, what: str) -> Iterator[Definition]:
    """Ids of a Hodges-Lehmann shift."""
    made = f"{prefix}.shift"
    yield subject.define(made, "estimate", Role.MEAN, f"Hodges-Lehmann shift, {what},")
    yield subject.define(made, "low", Role.MEAN, "lower limit of the shift")
    yield subject.define(made, "high", Role.MEAN, "upper limit of the shift")
    yield subject.define(made, "ci", Role.CI, "limits of the shift", low="low", high="high")


def estimate_ids(
    prefix: str, part: str, subject: Subject, role: Role, meaning: str, unit: str
) -> Iterator[Definition]:
    """Ids of an estimate with limits."""
    made = f"{prefix}.{part}"
    yield subject.define(made, "estimate", role, meaning, unit)
    yield subject.define(made, "low", role, f"lower limit of the {meaning}", unit)
    yield subject.define(made, "high", role, f"upper limit of the {meaning}", unit)
    yield subject.define(
        made, "ci", Role.CI, f"limits of the {meaning}", "", low="low", high="high"
    )


def paired_ids(
    prefix: str,
    subject: Subject,
    labels: tuple[str, str],
    responders: Mapping[str, str],
    test: str,
    *,
    adjusted: bool = False,
) -> Iterator[Definition]:
    """Ids of a paired analysis of two numbers.

    ``labels`` are those of the two variables; ``responders`` maps the name of a
    criterion to its label; without a ``test`` there are no ids of one.
    """
    yield from pair_counts(prefix, subject)
    for part, of in (
        ("before", f"{labels[0]}, complete pairs"),
        ("after", f"{labels[1]}, complete pairs"),
        ("change", f"{subject.of}, change (after minus before)"),
        ("improvement", f"{subject.of}, improvement"),
    ):
        inner = replace(subject, of=of)
        yield from number_ids(f"{prefix}.{part}", inner, denominator=False)
        if part in ("change", "improvement"):
            yield from interval_ids(f"{prefix}.{part}", inner, "mean")
    if test:
        yield from ids_of_test(prefix, subject, test, adjusted=adjusted)
        other = "wilcoxon" if test == "t" else "t"
        for one in ids_of_test(prefix, subject, other, part="companion"):
            if not one.id.endswith(".df"):
                yield one
    yield from shift_ids(prefix, subject, "change")
    for statistic, meaning in (
        ("dz", "mean change in standard deviations of the change (Cohen's dz)"),
        ("dz_low", "lower limit of dz"),
        ("dz_high", "upper limit of dz"),
        ("gz", "dz corrected for small n (Hedges)"),
    ):
        yield subject.define(f"{prefix}.effect", statistic, Role.EFFECT, meaning, "")
    for name, label in responders.items():
        yield from flag_ids(
            f"{prefix}.responders.{name}", replace(subject, of=f"{subject.of}, {label}")
        )


def pair_counts(prefix: str, subject: Subject) -> Iterator[Definition]:
    """Ids of how many participants have both values."""
    yield subject.define(prefix, "n", Role.COUNT, "participants with both values", "participants")
    yield subject.define(
        prefix, "missing", Role.COUNT, "participants without both values", "participants"
    )


def paired_level_ids(
    prefix: str,
    subject: Subject,
    labels: tuple[str, str],
    levels: Mapping[str, str],
    test: str,
    *,
    ordered: bool = True,
    adjusted: bool = False,
) -> Iterator[Definition]:
    """Ids of a paired analysis of two flags (no ``levels``) or categories."""
    yield from pair_counts(prefix, subject)
    for part, label in zip(("before", "after"), labels, strict=True):
        inner = replace(subject, of=f"{label}, complete pairs")
        if levels:
            yield from level_ids(f"{prefix}.{part}", inner, levels)
        else:
            yield from flag_ids(f"{prefix}.{part}", inner)
    moves = ("decreased", "unchanged", "increased") if ordered else ("unchanged", "changed")
    for part in moves:
        yield from flag_ids(f"{prefix}.{part}", replace(subject, of=f"{subject.of}, {part}"))
    if not levels:
        yield from estimate_ids(
            prefix, "risk_difference", subject, Role.POINTS, "change of the percentage",
            "percentage points",
        )  # fmt: skip
    if test:
        yield from ids_of_test(prefix, subject, test, adjusted=adjusted)


def compare_ids(
    prefix: str,
    subject: Subject,
    groups: Mapping[str, str],
    kind: str,
    levels: Mapping[str, str],
    test: str,
    *,
    adjusted: bool = False,
) -> Iterator[Definition]:
    """Ids of a comparison of groups.

    Parameters
    ----------
    groups
        Part of each group → its label; of two the reference is the last.
    kind
        ``number``, ``flag`` (also a category with an event) or ``category``.
    levels
        For a category: part of each level → its label.
    """
    yield subject.define(
        prefix, "n", Role.COUNT, "participants with a group and a value", "participants"
    )
    yield subject.define(
        prefix, "missing", Role.COUNT, "participants without one of them", "participants"
    )
    for part, label in groups.items():
        inner = replace(subject, of=f"{subject.of}, {label}")
        if kind == "number":
            yield from number_ids(f"{prefix}.{part}", inner)
        elif kind == "flag":
            yield from flag_ids(f"{prefix}.{part}", inner)
        else:
            yield from level_ids(f"{prefix}.{part}", inner, levels)
    if len(groups) == 2:
        first, second = groups.values()
        two = replace(subject, of=f"{subject.of}, {first} against {second}")
        if kind == "number":
            yield two.define(f"{prefix}.difference", "mean", Role.MEAN, "difference of means")
            yield from interval_ids(f"{prefix}.difference", two, "difference of means")
            yield from shift_ids(prefix, two, "difference")
            for statistic, meaning in (
                ("d", "difference of means in pooled SD (Cohen's d)"),
                ("d_low", "lower limit of d"),
                ("d_high", "upper limit of d"),
                ("g", "d corrected for small n (Hedges)"),
                ("smd", "standardised mean difference"),
            ):
                yield two.define(f"{prefix}.effect", statistic, Role.EFFECT, meaning, "")
        elif kind == "flag":
            yield from estimate_ids(
                prefix, "risk_difference", two, Role.POINTS, "risk difference", "percentage points"
            )
            yield from estimate_ids(
                prefix, "odds_ratio", two, Role.RATIO, "conditional odds ratio", ""
            )
            meaning = "standardised difference of proportions"
            yield two.define(f"{prefix}.effect", "smd", Role.EFFECT, meaning, "")
    yield from ids_of_test(prefix, subject, test, adjusted=adjusted)


def adjusted_ids(
    prefix: str, subject: Subject, groups: Mapping[str, str], by: str
) -> Iterator[Definition]:
    """Ids of a comparison adjusted for covariates; ``by`` names them."""
    made = f"{prefix}.adjusted"
    participants = "participants"
    yield subject.define(made, "n", Role.COUNT, "participants of the model", participants)
    yield subject.define(
        made, "missing", Role.COUNT, "participants without one of its values", participants
    )
    if len(groups) == 2:
        first, second = groups.values()
        two = replace(subject, of=f"{subject.of}, {first} against {second}, {by}")
        yield two.define(made, "mean", Role.MEAN, "adjusted difference of means")
        yield from interval_ids(made, two, "adjusted difference of means")
    for part, label in groups.items():
        inner = replace(subject, of=f"{subject.of}, {label}, {by}")
        yield inner.define(f"{made}.{part}", "mean", Role.MEAN, "adjusted mean")
        yield from interval_ids(f"{made}.{part}", inner, "adjusted mean")


def interaction_ids(
    prefix: str, subject: Subject, groups: Mapping[str, str], levels: Mapping[str, str], label: str
) -> Iterator[Definition]:
    """Ids of whether a difference between groups varies with another variable."""
    made = f"{prefix}.interaction"
    test = "test of the interaction"
    both = replace(subject, of=f"{subject.of}, groups and {label}")
    yield both.define(made, "statistic", Role.STATISTIC, f"F of the {test}", "")
    yield both.define(made, "df", Role.DF, f"degrees of freedom of the {test}", "")
    yield both.define(made, "df2", Role.DF, f"residual degrees of freedom of the {test}", "")
    yield both.define(made, "p", Role.P, f"two-sided P of the {test}", "")
    if len(groups) != 2:
        return
    first, second = groups.values()
    for part, name in levels.items():
        inner = replace(subject, of=f"{subject.of}, {first} against {second}, {name}")
        yield inner.define(f"{made}.{part}", "n", Role.COUNT, "participants", "participants")
        yield inner.define(f"{made}.{part}", "mean", Role.MEAN, "difference of means")
        yield from interval_ids(f"{made}.{part}", inner, "difference of means")


def variation_ids(prefix: str, subject: Subject, groups: Mapping[str, str]) -> Iterator[Definition]:
    """Ids of the variation of a number between groups."""
    yield subject.define(
        prefix, "n", Role.COUNT, "participants with a group and a value", "participants"
    )
    yield subject.define(
        prefix, "missing", Role.COUNT, "participants without one of them", "participants"
    )
    for part, label in groups.items():
        yield from number_ids(f"{prefix}.{part}", replace(subject, of=f"{subject.of}, {label}"))
    yield subject.define(f"{prefix}.means", "min", Role.MEAN, "smallest of the means")
    yield subject.define(f"{prefix}.means", "max", Role.MEAN, "largest of the means")
    made = f"{prefix}.heterogeneity"
    yield subject.define(made, "statistic", Role.STATISTIC, "Cochran's Q", "")
    yield subject.define(made, "df", Role.DF, "degrees of freedom of Q", "")
    yield subject.define(made, "p", Role.P, "P of Cochran's Q", "")
    yield subject.define(made, "i2", Role.PERCENT, "I², variation beyond chance", "%")


def correlate_ids(
    prefix: str, subject: Subject, method: str, *, adjusted: bool = False
) -> Iterator[Definition]:
    """Ids of a correlation."""
    yield from pair_counts(prefix, subject)
    name = f"{method.capitalize()} correlation"
    yield subject.define(prefix, "r", Role.EFFECT, name, "")
    yield subject.define(prefix, "low", Role.EFFECT, f"lower limit of the {name}", "")
    yield subject.define(prefix, "high", Role.EFFECT, f"upper limit of the {name}", "")
    yield subject.define(prefix, "ci", Role.CI, f"limits of the {name}", "", low="low", high="high")
    yield from ids_of_test(prefix, subject, method, adjusted=adjusted)
