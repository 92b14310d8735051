"""What ``study.yml`` may say: the options of each type of variable and kind of analysis.

A tagged union: a variable is told apart by ``type``, an analysis by ``kind``. The
models know only their own options; what refers to something else (a variable, an id,
an expression) is checked in :mod:`sacroreport.study.load`.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from sacroreport.project.numerals import read_decimal, read_whole

PLACES = 6
"""Decimals in the ids of classes."""
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

    @model_validator(mode="after")
    def _reason_of_origin(self) -> AnalysisOptions:
        if self.origin in ("post_hoc", "reviewer") and self.reason is None:
            raise ValueError(f"`origin: {self.origin}` needs a `reason:`")
        return self


class DescribeAnalysis(AnalysisOptions):
    """Describe one variable, in a part of the participants (``where``) or by group."""

    kind: Literal["describe"]
    variable: Name
    by: Name | None = None


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


class PairedAnalysis(AnalysisOptions):
    """Compare two measurements of the same participants.

    Two numbers by a t test or Wilcoxon's; the other one is the companion, a sensitivity
    analysis. Two flags or ordered categories by the exact sign test (McNemar); categories by
    their margins (Stuart-Maxwell). By group (``by``) there is no test: one P per group
    compares nothing.

    Attributes
    ----------
    test
        Numbers: ``t`` (default), ``wilcoxon``. Flags: ``sign``. Ordered categories: ``sign``
        (default), ``stuart_maxwell``. Categories: ``stuart_maxwell``.
    zeros
        Whether the signed-rank test drops changes of 0 before ranking or after it.
    """

    kind: Literal["paired"]
    before: Name
    after: Name
    by: Name | None = None
    test: Literal["t", "wilcoxon", "sign", "stuart_maxwell"] | None = None
    zeros: Literal["drop", "pratt"] | None = None
    responders: dict[str, Responder] = {}


class CompareAnalysis(AnalysisOptions):
    """Compare a variable between groups.

    Attributes
    ----------
    by
        Variable that makes the groups.
    reference
        Of two groups, the one that the other is compared with.
    event
        Of a category with two levels, the one whose proportion is compared.
    test
        Numbers: ``welch`` (default for two groups), ``student``, ``mann_whitney``, ``anova``,
        ``kruskal``. Flags and categories: ``fisher`` (default), ``chi_square``,
        ``chi_square_yates``, ``trend``. Ordered categories also ``mann_whitney``, ``kruskal``.
    adjust_for
        Variables that a comparison of numbers is adjusted for, such as the baseline: the test
        is then the analysis of covariance (``ancova``).
    interaction
        Variable with which the difference may vary: one test, in place of a P per subgroup.
    """

    kind: Literal["compare"]
    variable: Name
    by: Name
    reference: Name | None = None
    event: Name | None = None
    test: (
        Literal[
            "welch", "student", "mann_whitney", "anova", "kruskal", "fisher", "chi_square",
            "chi_square_yates", "trend", "ancova",
        ]
        | None
    ) = None  # fmt: skip
    adjust_for: tuple[Name, ...] = ()
    interaction: Name | None = None


class CorrelateAnalysis(AnalysisOptions):
    """Correlate two numbers of the same participants."""

    kind: Literal["correlate"]
    x: Name
    y: Name
    method: Literal["pearson", "spearman"] = "pearson"


class VariationAnalysis(AnalysisOptions):
    """Describe how a number varies between groups, such as centers.

    Each group is described, with the smallest and the largest of their means. Cochran's Q
    and I² are given for at least 5 groups of at least 10: in fewer they mislead.
    """

    kind: Literal["variation"]
    variable: Name
    by: Name


class EventsAnalysis(AnalysisOptions):
    """Count events, each and any of them."""

    kind: Literal["events"]
    variables: Annotated[tuple[Name, ...], Field(min_length=1)]
    by: Name | None = None


class DistributionAnalysis(AnalysisOptions):
    """Count the values of a number in classes, as a histogram shows them.

    Attributes
    ----------
    from, to, width
        The middles of the first and the last class, and how wide each is.
    """

    kind: Literal["distribution"]
    variable: Name
    from_: Annotated[Number, Field(alias="from")]
    to: Number
    width: Annotated[Decimal, Field(gt=0), EXACT] = Decimal(1)

    @model_validator(mode="after")
    def _few_classes(self) -> DistributionAnalysis:
        if self.to < self.from_:
            raise ValueError("the classes must go from low to high")
        if (Fraction(self.to) - Fraction(self.from_)) / Fraction(self.width) > 99:
            raise ValueError("there may be 100 classes: take wider ones")
        exact = [Fraction(one) for one in (self.from_, self.width)]  # decimals have 28 digits
        if any(one != round(one, PLACES) for one in exact):
            raise ValueError(f"classes are told apart by {PLACES} decimals: round them to that")
        return self


Analysis = (
    DescribeAnalysis
    | PairedAnalysis
    | CompareAnalysis
    | CorrelateAnalysis
    | VariationAnalysis
    | EventsAnalysis
    | DistributionAnalysis
)

ANALYSES: dict[str, type[Analysis]] = {
    "describe": DescribeAnalysis,
    "paired": PairedAnalysis,
    "compare": CompareAnalysis,
    "correlate": CorrelateAnalysis,
    "variation": VariationAnalysis,
    "events": EventsAnalysis,
    "distribution": DistributionAnalysis,
}
