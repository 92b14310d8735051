"""What ``study.yml`` may say besides variables and analyses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sacroreport.study.options import WHOLE, Interval, Name, Options

LANG = r"[a-z]{2,3}(-[A-Za-z]{4})?(-[A-Z]{2})?"


class Family(Options):
    """Analyses whose tests are adjusted for each other.

    Each gets an id ``test.p_adjusted`` below its own name, by Holm's method.
    """

    analyses: Annotated[tuple[Name, ...], Field(min_length=2)]
    adjust: Literal["holm"]


class ImportedNumber(Options):
    """A number that was computed elsewhere.

    Attributes
    ----------
    role
        How it is written: ``number`` with ``decimals``, ``count``, ``p``, ``ratio``,
        ``effect`` or ``statistic``.
    """

    label: Name
    role: Literal["number", "count", "p", "ratio", "effect", "statistic"] = "number"
    unit: str = ""
    decimals: Annotated[int, Field(ge=0, le=6), WHOLE] = 1


class Imported(Options):
    """Numbers computed elsewhere, from the same data.

    Where ``numbers`` has ``low`` and ``high`` there is an id ``ci`` as well.

    Attributes
    ----------
    file
        CSV file in ``data/`` with the columns ``id`` and ``value``, and perhaps ``n`` and
        ``method``.
    script
        What made it; it is named where the numbers are explained.
    data_digest
        SHA-256 of the data file that it was made from. Other data make the numbers stale,
        which is an error.
    """

    file: Name
    script: Name | None = None
    data_digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    label: Name | None = None
    numbers: Annotated[dict[str, ImportedNumber], Field(min_length=1)]


class Constant(Options):
    """A number that the text may print though no data hold it."""

    value: Name
    source: Name
    label: Name | None = None


class RuleSetting(Options):
    """How much the findings of a rule weigh in this study, and why."""

    severity: Literal["error", "warning", "notice"]
    reason: Name


class Acknowledgement(Options):
    """A finding that the authors know of and leave as it is.

    Attributes
    ----------
    rule
        The name of its rule.
    reason
        Why it may stay.
    text
        The whole words or numbers that it is about; without them every finding of the rule
        is meant.
    document
        The file that it is in, which may be data/study.yml; without one, any.
    """

    rule: Name
    reason: Name
    text: Name | None = None
    document: Name | None = None


class Head(Options):
    """The keys of ``study.yml`` outside its collections.

    Attributes
    ----------
    influence
        Ids of numbers and claims that are computed again with each participant left out.
    nouns
        Name → the noun for one and for more; every count then has an id ``noun.NAME``.
    abbreviations
        Abbreviation → what it stands for; tables explain those that they use.
    control
        The group that participants are compared with, in words. Without one, words that
        claim a cause are findings.
    literals
        Phrases whose digits may stand in the prose as they are.
    rules
        Rule → how much its findings weigh.
    acknowledge
        Findings that are known and stay.
    """

    title: Name
    lang: Annotated[str, Field(pattern=f"^{LANG}$")] = "en-US"
    data: Name
    participant: Name
    missing: tuple[str, ...] = ("", "NA")
    decimal: Literal[".", ","] = "."
    interval: Interval = "clopper_pearson"
    ignore: tuple[str, ...] = ()
    influence: tuple[Name, ...] = ()
    nouns: dict[Name, tuple[Name, Name]] = Field(default_factory=dict)
    abbreviations: dict[Name, Name] = Field(default_factory=dict)
    control: Name | None = None
    literals: tuple[Name, ...] = ()
    rules: dict[Name, RuleSetting] = Field(default_factory=dict)
    acknowledge: tuple[Acknowledgement, ...] = ()
    style: Name = "plain"
    engine: Literal["auto", "quarto", "pandoc"] = "auto"
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
