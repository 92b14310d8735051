"""Number styles: data read from ``templates/styles``, never code."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sacroreport.errors import UsageError
from sacroreport.findings import did_you_mean
from sacroreport.project.positions import read_yaml
from sacroreport.project.templates import template


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Step(_Data):
    """Decimals for everything below a bound; the last step has none."""

    decimals: Annotated[int, Field(ge=0, le=6)]
    below: Decimal | None = None


class Near(_Data):
    """What happens when rounding would put a P value on the other side of a level.

    ``extend`` adds decimals, up to ``decimals``; ``warn`` rounds all the same and says so.
    """

    level: Decimal
    act: Literal["extend", "warn"] = "extend"
    decimals: int = 4


class PValue(_Data):
    """How P values are written; thresholds are compared with the unrounded value."""

    leading_zero: bool
    digits: tuple[Step, ...]
    floor: Decimal
    ceiling: Decimal
    near: Near | None = None


class PercentRule(_Data):
    """Decimals of percentages by denominator, and of small ones by their size."""

    digits: tuple[Step, ...]
    small: Step | None = None


class Thousands(_Data):
    """Grouping of digits before the decimal mark."""

    mark: str
    from_: Annotated[int, Field(alias="from")]


class Digits(_Data):
    """Decimals of the other numbers."""

    mean: int
    statistic: int
    effect: int
    df: int


class Patterns(_Data):
    """How texts are put together; what stands between asterisks is italic.

    An interval or range with a negative limit has a pattern of its own, where a dash
    between the limits would be read as a minus sign.
    """

    p: str
    percent: str
    mean_sd: str
    median_iqr: str
    median_iqr_negative: str | None = None
    range: str
    range_negative: str | None = None
    count_percent: str
    count_of_n: str
    ci: str
    ci_negative: str | None = None


class Cells(_Data):
    """How texts are put together in a table, whose header says what they are."""

    percent: str
    p: str
    mean_sd: str
    count_percent: str
    ci: str
    ci_negative: str | None = None


class Forms(_Data):
    """What a table calls the ways in which its cells are written."""

    mean_sd: str
    median_iqr: str
    range: str
    count_percent: str
    count_of_n: str
    count: str
    percent: str
    p: str


class Style(_Data):
    """One number style."""

    name: str
    ties: Literal["half_even", "half_up"]
    decimal: str
    minus: str
    thousands: Thousands
    p: PValue
    percent: PercentRule
    digits: Digits
    patterns: Patterns
    cells: Cells
    forms: Forms


def style_names() -> list[str]:
    """Return the names of the shipped styles, sorted."""
    return sorted(path.stem for path in template("styles").glob("*.yml"))


def load_style(name: str) -> Style:
    """Return a shipped style.

    Raises
    ------
    UsageError
        If there is no style of that name.

    Examples
    --------
    >>> load_style("plain").patterns.p, load_style("ama").patterns.p
    ('p {relation} {p}', '*P* {relation} {p}')
    """
    if name not in style_names():
        near = did_you_mean(name, style_names()) or f"There are: {', '.join(style_names())}"
        raise UsageError(f'there is no number style "{name}". {near}')
    return _read(name)


@cache
def _read(name: str) -> Style:
    path = template("styles", f"{name}.yml")
    return Style.model_validate(read_yaml(path.read_text(encoding="utf-8"), path.name).data)
