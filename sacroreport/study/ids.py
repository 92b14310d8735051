"""The catalogue: every id of a study, with its meaning, from ``study.yml`` alone.

An id reads ``NAME[.PART][.VISIT][.LEVEL].STATISTIC``. What can be computed is never
looked at here: an id whose number turns out to be undefined stays in the catalogue,
and its result is null with a reason.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sacroreport.study.blocks import Block

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


@dataclass(frozen=True, slots=True)
class Formula:
    """How a number is computed, in the field's notation, and where that is from.

    Attributes
    ----------
    source
        Short names of the sources; empty for what every textbook has.
    worked
        The formula with places for numbers: ids of others, ``n`` and ``n - 1`` of its own,
        ``value``, ``exact`` and ``fraction`` (exact, if it is no whole number) of itself. Empty
        where it is too long to read.
    instead
        Words of a method that another formula belongs to, and that formula.
    """

    text: str = ""
    source: str = ""
    worked: str = ""
    instead: tuple[str, Formula] | None = None


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
    formula
        How it is computed.
    block
        The block that it stands in; ``None`` for what is no number of an analysis.
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
    formula: Formula = Formula()
    block: Block | None = field(default=None, compare=False, repr=False)


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
