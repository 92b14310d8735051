"""The catalogue: every id of a study, with its meaning, from ``study.yml`` alone.

An id reads ``NAME[.PART][.VISIT][.LEVEL].STATISTIC``. What can be computed is never
looked at here: an id whose number turns out to be undefined stays in the catalogue,
and its result is null with a reason.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

PART = re.compile(r"[a-z][a-z0-9_]*")


class Role(StrEnum):
    """How a result is written."""

    COUNT = "count"  # a number of participants
    PERCENT = "percent"  # in percent, digits by denominator
    MEAN = "mean"  # one decimal more than recorded
    RECORDED = "recorded"  # decimals as recorded
    STATISTIC = "statistic"  # a test statistic
    RANKS = "ranks"  # a sum of ranks: whole, or a half under ties
    DF = "df"  # degrees of freedom
    P = "p"  # a P value
    EFFECT = "effect"  # a standardised effect
    POINTS = "points"  # a difference of percentages
    RATIO = "ratio"
    MEAN_SD = "mean_sd"  # from here on text only, composed of other results
    MEDIAN_IQR = "median_iqr"
    RANGE = "range"
    COUNT_PERCENT = "count_percent"
    COUNT_OF_N = "count_of_n"
    CI = "ci"
    WORDS = "words"
    CAPITAL_WORDS = "Words"
    MEAN_CI = "mean_ci"
    LIST = "list"
    NOUN = "noun"
    CONSTANT = "constant"
    CLAIM = "claim"
    METHODS = "methods"
    CELL = "cell"  # as a table has it: without what its header says

    @property
    def is_text(self) -> bool:
        """Whether the id stands for a text and holds no number of its own."""
        return self in TEXT_ROLES


TEXT_ROLES = frozenset(
    {
        Role.MEAN_SD,
        Role.MEDIAN_IQR,
        Role.RANGE,
        Role.COUNT_PERCENT,
        Role.COUNT_OF_N,
        Role.CI,
        Role.WORDS,
        Role.CAPITAL_WORDS,
        Role.MEAN_CI,
        Role.LIST,
        Role.NOUN,
        Role.CONSTANT,
        Role.CLAIM,
        Role.METHODS,
        Role.CELL,
    }
)

RESERVED_NAMES = frozenset(
    "participants claims constants methods any before after change improvement "
    "influence cells abs certain cut days is_missing max min months".split()
)
STATISTICS = frozenset(
    "n missing mean sd median q1 q3 min max mean_sd median_iqr range count percent low high "
    "count_percent count_of_n ci mean_ci words list statistic df p dz dz_low dz_high gz d estimate "
    "r upper_one_sided d_low d_high g smd df2 p_adjusted i2".split()
)
PARTS = frozenset(
    "before after change improvement test companion effect shift responders decreased "
    "unchanged increased changed adjusted interaction reasons unexplained "
    "difference risk_difference odds_ratio means heterogeneity any noun".split()
)
UNEXPLAINED = "unexplained"
"""The reason of a missing value that has none."""
RESERVED_LEVELS = STATISTICS | PARTS | RESERVED_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What an id means.

    Attributes
    ----------
    id
        The id, which is also the Quarto variable.
    name
        The variable or analysis it belongs to.
    role
        How it is written.
    meaning
        The statistic in words.
    unit
        Unit of the number; empty for pure numbers.
    variables
        Variables that it is computed from.
    decimals
        Decimals with which the values behind it are recorded.
    level
        Coverage in percent of an interval, else empty.
    parts
        For a text: the ids that it is composed of, by their part in the text.
    """

    id: str
    name: str
    role: Role
    meaning: str
    unit: str = ""
    variables: tuple[str, ...] = ()
    decimals: int = 0
    level: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a block of ids is about; the common part of their definitions."""

    name: str
    of: str
    unit: str = ""
    variables: tuple[str, ...] = ()
    decimals: int = 0
    level: str = "95"

    def define(
        self,
        prefix: str,
        statistic: str,
        role: Role,
        meaning: str,
        unit: str | None = None,
        **parts: str,
    ) -> Definition:
        """Return the definition of ``prefix.statistic``."""
        interval = role is Role.CI or statistic in ("low", "high")
        return Definition(
            id=f"{prefix}.{statistic}",
            name=self.name,
            role=role,
            meaning=f"{meaning} of {self.of}" if self.of else meaning,
            unit=self.unit if unit is None else unit,
            variables=self.variables,
            decimals=self.decimals,
            level=self.level if interval else "",
            parts={part: f"{prefix}.{ending}" for part, ending in parts.items()},
        )


def denominators(prefix: str, subject: Subject) -> Iterator[Definition]:
    """``n`` and ``missing``."""
    yield subject.define(prefix, "n", Role.COUNT, "participants with a value", "participants")
    yield subject.define(
        prefix, "missing", Role.COUNT, "participants without a value", "participants"
    )


def reason_ids(prefix: str, subject: Subject, reasons: Mapping[str, str]) -> Iterator[Definition]:
    """Ids of why values are missing: part of each reason → its label."""
    for part, label in {**reasons, UNEXPLAINED: "no reason recorded"}.items():
        yield subject.define(
            f"{prefix}.reasons.{part}", "count", Role.COUNT,
            f"participants without a value, {label},", "participants",
        )  # fmt: skip


def number_ids(prefix: str, subject: Subject, *, denominator: bool = True) -> Iterator[Definition]:
    """Ids of a described number."""
    if denominator:
        yield from denominators(prefix, subject)
    for statistic, meaning in (
        ("mean", "mean"),
        ("sd", "standard deviation (n - 1)"),
        ("median", "median"),
        ("q1", "lower quartile (type 7)"),
        ("q3", "upper quartile (type 7)"),
    ):
        yield subject.define(prefix, statistic, Role.MEAN, meaning)
    yield subject.define(prefix, "min", Role.RECORDED, "smallest value")
    yield subject.define(prefix, "max", Role.RECORDED, "largest value")
    yield subject.define(
        prefix, "mean_sd", Role.MEAN_SD, "mean and standard deviation", mean="mean", sd="sd"
    )
    yield subject.define(
        prefix, "median_iqr", Role.MEDIAN_IQR, "median and quartiles",
        median="median", q1="q1", q3="q3",
    )  # fmt: skip
    yield subject.define(prefix, "range", Role.RANGE, "range", min="min", max="max")


def interval_ids(prefix: str, subject: Subject, meaning: str) -> Iterator[Definition]:
    """Limits of a mean, and their text."""
    yield subject.define(prefix, "low", Role.MEAN, f"lower limit of the {meaning}")
    yield subject.define(prefix, "high", Role.MEAN, f"upper limit of the {meaning}")
    yield subject.define(prefix, "ci", Role.CI, f"limits of the {meaning}", low="low", high="high")
    made = subject.define(
        prefix, "mean_ci", Role.MEAN_CI, f"{meaning} with its limits", mean="mean", low="low",
        high="high",
    )  # fmt: skip
    yield replace(made, level=subject.level)


def proportion_ids(prefix: str, subject: Subject, denominator: str) -> Iterator[Definition]:
    """Ids of a count out of a denominator whose own id is ``denominator``."""
    yield subject.define(prefix, "count", Role.COUNT, "participants", "participants")
    yield subject.define(prefix, "percent", Role.PERCENT, "percentage", "%")
    yield subject.define(prefix, "low", Role.PERCENT, "lower limit of the percentage", "%")
    yield subject.define(prefix, "high", Role.PERCENT, "upper limit of the percentage", "%")
    for statistic, role, meaning, parts in (
        ("count_percent", Role.COUNT_PERCENT, "count and percentage", ("count", "percent")),
        ("count_of_n", Role.COUNT_OF_N, "count and denominator", ("count",)),
        ("ci", Role.CI, "limits of the percentage", ("low", "high")),
        ("words", Role.WORDS, "count in words", ("count",)),
        ("Words", Role.CAPITAL_WORDS, "count in words, capitalised", ("count",)),
    ):
        made = subject.define(
            prefix, statistic, role, meaning, "", **{part: part for part in parts}
        )
        yield replace(made, parts={**made.parts, "n": denominator})


def flag_ids(prefix: str, subject: Subject) -> Iterator[Definition]:
    """Ids of a described flag."""
    yield from denominators(prefix, subject)
    yield from proportion_ids(prefix, subject, f"{prefix}.n")


def level_ids(
    prefix: str, subject: Subject, levels: Mapping[str, str], *, with_n: bool = True
) -> Iterator[Definition]:
    """Ids of a described category: ``levels`` maps a level's part to its label."""
    if with_n:
        yield from denominators(prefix, subject)
    for part, label in levels.items():
        of = f"{subject.of}: {label}"
        yield from proportion_ids(f"{prefix}.{part}", replace(subject, of=of), f"{prefix}.n")
    made = subject.define(
        prefix, "list", Role.LIST, "levels with their counts, the commonest first,", ""
    )
    yield replace(made, parts={part: f"{prefix}.{part}.count" for part in levels})


def distribution_ids(
    prefix: str, subject: Subject, classes: Mapping[str, Fraction]
) -> Iterator[Definition]:
    """Ids of the classes of a distribution: part of each → its middle."""
    yield from denominators(prefix, subject)
    for part, middle in classes.items():
        inner = replace(subject, of=f"{subject.of}, class around {float(middle):g}")
        made = f"{prefix}.{part}"
        yield inner.define(made, "count", Role.COUNT, "participants", "participants")
        yield inner.define(made, "percent", Role.PERCENT, "percentage", "%")
    yield subject.define(
        f"{prefix}.outside", "count", Role.COUNT, "participants outside all classes",
        "participants",
    )  # fmt: skip


def event_ids(prefix: str, subject: Subject, labels: Mapping[str, str]) -> Iterator[Definition]:
    """Ids of an events analysis: each variable and ``any``."""
    for part, label in [*labels.items(), ("any", "any event")]:
        variables = subject.variables if part == "any" else (part,)
        inner = replace(subject, of=label, variables=variables)
        yield from flag_ids(f"{prefix}.{part}", inner)
        yield inner.define(
            f"{prefix}.{part}", "upper_one_sided", Role.PERCENT,
            "one-sided upper limit of the percentage when nothing was counted", "%",
        )  # fmt: skip


def slug(text: str) -> str:
    """Turn a code or label into a part of an id.

    Examples
    --------
    >>> slug("CT and fluoroscopy"), slug("Précis"), slug("11 gauge")
    ('ct_and_fluoroscopy', 'precis', '11_gauge')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def level_part(code: str, label: str, explicit: str | None) -> str:
    """Return the part that a level contributes to ids; it may still be unusable.

    Examples
    --------
    >>> level_part("11", "Needle of 11 gauge", None), level_part("weak", "Weak opioid", None)
    ('needle_of_11_gauge', 'weak')
    """
    if explicit is not None:
        return explicit
    return slug(code) if code[:1].isalpha() and slug(code) else slug(label)


def bad_part(part: str) -> str:
    """Say why a text cannot be a part of an id; empty when it can.

    Examples
    --------
    >>> bad_part("vas_pre"), bad_part("class")
    ('', '"class" is a Python keyword')
    >>> bad_part("11")
    'a part of an id is a small letter, then small letters, digits and _'
    """
    if not PART.fullmatch(part):
        return "a part of an id is a small letter, then small letters, digits and _"
    if keyword.iskeyword(part):
        return f'"{part}" is a Python keyword'
    return ""
