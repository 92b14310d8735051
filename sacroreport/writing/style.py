"""Number styles: data read from ``templates/styles``, never code."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sacroreport.errors import UsageError
from sacroreport.findings import did_you_mean
from sacroreport.project.positions import read_yaml
from sacroreport.project.templates import template


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Data):
    """Decimals for everything below a bound; the last step has none."""

    decimals: Annotated[int, Field(ge=0, le=6)]
    below: Decimal | None = None


class Near(_Data):
    """How many decimals a P value may get so that rounding does not change its side."""

    level: Decimal
    decimals: int


class PValue(_Data):
    """How P values are written."""

    symbol: str
    italic: bool
    leading_zero: bool
    digits: tuple[Step, ...]
    floor: Decimal
    ceiling: Decimal
    near: Near | None = None


class PercentRule(_Data):
    """Decimals of percentages by denominator."""

    digits: tuple[Step, ...]


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
    """How composed texts are put together."""

    p: str
    percent: str
    mean_sd: str
    median_iqr: str
    range: str
    count_percent: str
    count_of_n: str
    ci: str


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
    >>> load_style("plain").p.symbol
    'p'
    """
    if name not in style_names():
        near = did_you_mean(name, style_names()) or f"There are: {', '.join(style_names())}"
        raise UsageError(f'there is no number style "{name}". {near}')
    path = template("styles", f"{name}.yml")
    return Style.model_validate(read_yaml(path.read_text(encoding="utf-8"), path.name).data)
