"""What ``study.yml`` may say: the options of each type of variable, and of every analysis.

A tagged union: a variable is told apart by ``type``, an analysis by ``kind``; the options of
each kind stand with it. The models know only their own options; what refers to something else
(a variable, an id, an expression) is checked in :mod:`sacroreport.study.load`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from sacroreport.project.numerals import read_decimal, read_whole

Interval = Literal["clopper_pearson", "wilson"]
Name = Annotated[str, Field(min_length=1)]


def _exact(given: object) -> object:
    """Look at the text of a number; pydantic's own reader takes inf and 1e-99999999."""
    if isinstance(given, str):
        read_decimal(given)
    return given


def _whole(given: object) -> object:
    if isinstance(given, str):
        read_whole(given)
    return given


EXACT, WHOLE = BeforeValidator(_exact), BeforeValidator(_whole)
Number = Annotated[Decimal, Field(ge=-(10**30), le=10**30), EXACT]
Percent = Annotated[Decimal, Field(gt=0, le=Decimal("99.99")), EXACT]


class Options(BaseModel):
    """Base of all option sets: frozen, and an unknown key is a defect."""

    # Most studies use a few of the many kinds: each is built when it is first needed.
    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=False, defer_build=True
    )


class Level(Options):
    """One level of a category: what is printed, also within a sentence, and its part of an id."""

    label: Name
    id: str | None = None
    text: Name | None = None


class VariableOptions(Options):
    """What every variable may say.

    Attributes
    ----------
    label
        Printed name.
    column
        Header of its column, when it differs from the name.
    missing
        Texts read as missing in this column, instead of the study's; as a mapping
        each has its reason, which is then counted.
    derive
        Expression that computes the variable; it then has no column.
    source
        Where the values come from, for example ``reconstructed``.
    deidentified
        Reason why a column that looks like an identifier may stay.
    report
        Whether some document has to print a number of it.
    """

    label: Name
    column: Name | None = None
    missing: tuple[str, ...] | dict[str, Level | Name] | None = None
    derive: Name | None = None
    role: Literal["baseline", "outcome", "safety"] | None = None
    source: Name | None = None
    note: Name | None = None
    deidentified: Name | None = None
    report: bool = False

    @model_validator(mode="after")
    def _column_or_derived(self) -> VariableOptions:
        if self.derive is not None:
            if self.column is not None:
                raise ValueError("a derived variable has no column: drop one of the two")
            for key in ("missing", "range", "decimal"):
                if getattr(self, key, None) is not None:
                    raise ValueError(f"`{key}:` has no effect on a derived variable")
        return self


class NumberVariable(VariableOptions):
    """A measured or counted quantity.

    Attributes
    ----------
    decimals
        Decimals of the recorded values; a mean is printed with one more.
    decimal
        Decimal mark of the column, when it differs from the study's.
    better
        Which direction is an improvement.
    """

    type: Literal["number"]
    unit: str = ""
    range: tuple[Number, Number] | None = None
    better: Literal["lower", "higher"] | None = None
    decimals: Annotated[int, Field(ge=0, le=6), WHOLE] | None = None
    decimal: Literal[".", ","] | None = None

    @model_validator(mode="after")
    def _range_ascends(self) -> NumberVariable:
        if self.range is not None and self.range[0] > self.range[1]:
            raise ValueError("the range must go from low to high")
        return self


class CategoryVariable(VariableOptions):
    """One of several codes, unordered."""

    type: Literal["category"]
    levels: Annotated[dict[str, Level | Name], Field(min_length=1)]


class OrderedVariable(VariableOptions):
    """One of several codes, in the order given."""

    type: Literal["ordered"]
    levels: Annotated[dict[str, Level | Name], Field(min_length=1)]


class MultiVariable(VariableOptions):
    """Any number of codes in one cell."""

    type: Literal["multi"]
    levels: Annotated[dict[str, Level | Name], Field(min_length=1)]
    separator: Name = ";"


class FlagVariable(VariableOptions):
    """Yes or no."""

    type: Literal["flag"]
    yes: Annotated[tuple[str, ...], Field(min_length=1)] = ("yes",)
    no: Annotated[tuple[str, ...], Field(min_length=1)] = ("no",)

    @model_validator(mode="after")
    def _apart(self) -> FlagVariable:
        if "" in {*self.yes, *self.no}:
            raise ValueError("an empty cell is always missing")
        if both := sorted(set(self.yes) & set(self.no)):
            raise ValueError(f'"{both[0]}" cannot mean both yes and no')
        return self


class DateVariable(VariableOptions):
    """A calendar date; ``format`` uses the codes of ``strptime``."""

    type: Literal["date"]
    format: Name = "%Y-%m-%d"


class TextVariable(VariableOptions):
    """Free text; never analysed."""

    type: Literal["text"]


Variable = (
    NumberVariable
    | CategoryVariable
    | OrderedVariable
    | MultiVariable
    | FlagVariable
    | DateVariable
    | TextVariable
)

VARIABLES: dict[str, type[Variable]] = {
    "number": NumberVariable,
    "category": CategoryVariable,
    "ordered": OrderedVariable,
    "flag": FlagVariable,
    "multi": MultiVariable,
    "date": DateVariable,
    "text": TextVariable,
}


class AnalysisOptions(Options):
    """What every analysis may say.

    Attributes
    ----------
    where
        Expression; participants for whom it is not true are left out, those for
        whom it is unknown are counted.
    level
        Coverage of its intervals in percent.
    interval
        Interval of its proportions, when it differs from the study's.
    origin, reason
        Whether it was planned before the data were seen, afterwards, or for a reviewer;
        what was not planned has a reason.
    primary
        Whether it answers the main question: some document has to print its numbers.
    report
        Whether some document has to print a number of it.
    """

    label: Name | None = None
    where: Name | None = None
    level: Percent = Decimal(95)
    interval: Interval | None = None
    origin: Literal["prespecified", "post_hoc", "reviewer"] | None = None
    reason: Name | None = None
    primary: bool = False
    report: bool = False
    kind: str

    @model_validator(mode="after")
    def _reason_of_origin(self) -> AnalysisOptions:
        if self.origin in ("post_hoc", "reviewer") and self.reason is None:
            raise ValueError(f"`origin: {self.origin}` needs a `reason:`")
        return self


class Responder(Options):
    """A criterion of response, judged on each participant.

    ``when`` may use ``before``, ``after``, ``change``, ``improvement`` and any
    variable. ``missing: nonresponder`` counts participants for whom it is unknown
    as not responding instead of leaving them out.
    """

    when: Name
    label: Name
    source: Name
    missing: Literal["exclude", "nonresponder"] = "exclude"
