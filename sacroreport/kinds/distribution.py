"""``kind: distribution``: how often the values of a number lie in each of some classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator
from typing_extensions import override

from sacroreport.data.tally import Tally
from sacroreport.kinds.kind import ComputedKind
from sacroreport.kinds.parts.blocks import DENOMINATORS, PEOPLE
from sacroreport.kinds.parts.code import Code, join, sample
from sacroreport.project.positions import Path
from sacroreport.statistics.estimate import Estimate, Estimates
from sacroreport.study.blocks import Block, Statistic, Subject
from sacroreport.study.ids import Formula, Role
from sacroreport.study.kind import Example, Use
from sacroreport.study.options import EXACT, AnalysisOptions, Name, Number
from sacroreport.study.study import AnalysisOf, Study, VariableOf

PLACES = 6
"""Decimals in the ids of classes."""


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
        exact = [
            Fraction(decimal) for decimal in (self.from_, self.width)
        ]  # decimals have 28 digits
        if any(decimal != round(decimal, PLACES) for decimal in exact):
            raise ValueError(f"classes are told apart by {PLACES} decimals: round them to that")
        return self


class Distribution(ComputedKind):
    """The values in each class are counted, and those in none."""

    name = "distribution"
    options = DistributionAnalysis
    series = frozenset({"distribution"})
    examples = (
        Example(
            "a number",
            "pains: {kind: distribution, variable: pain, from: 0, to: 4, width: 2}",
        ),
    )

    @override
    def uses(self, options: AnalysisOptions) -> Mapping[Path, Use]:
        assert isinstance(options, DistributionAnalysis)
        return {("variable",): Use(options.variable, frozenset({"number"}))}

    @override
    def blocks(
        self, analysis: AnalysisOf, path: str, label: str, variables: Mapping[str, VariableOf]
    ) -> Iterator[Block]:
        options = analysis.options
        assert isinstance(options, DistributionAnalysis)
        about = Subject(name=analysis.name, of=label, variables=(options.variable,))
        yield Block(path=path, about=about, statistics=DENOMINATORS)
        half = Fraction(options.width) / 2
        for part, middle in classes_of(options).items():
            own = f"{path}.{part}"
            percent = Formula("100 · count / n", worked=f"100 · {{{own}.count}} / {{n}}")
            yield Block(
                path=own,
                about=replace(about, of=f"{label}, class around {float(middle):g}"),
                statistics=(
                    Statistic("count", Role.COUNT, PEOPLE, PEOPLE),
                    Statistic("percent", Role.PERCENT, "percentage", "%", formula=percent),
                ),
                span=(middle - half, middle + half),
            )
        outside = Statistic("count", Role.COUNT, "participants outside all classes", PEOPLE)
        yield Block(path=f"{path}.outside", about=about, statistics=(outside,))

    @override
    def compute(self, analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
        """Count the values in each class.

        A class holds the values from half a width below its middle up to half a width above,
        the upper end left out. Missing values are in none and counted.
        """
        from sacroreport.statistics.describe import NO_VALUES, denominators, known
        from sacroreport.statistics.estimate import null

        options = analysis.options
        assert isinstance(options, DistributionAnalysis)
        column = tally.column(options.variable)
        weights = known(column)
        n, missing = sum(weights.values()), column[None]
        half = Fraction(options.width) / 2
        estimates: dict[str, Estimate] = {**denominators(n, missing)}
        inside = 0
        for part, middle in classes_of(options).items():
            low, high = middle - half, middle + half
            count = sum(number for value, number in weights.items() if low <= value < high)
            inside += count
            estimates[f"{part}.count"] = Estimate(value=count, n=n, missing=missing, method="count")
            estimates[f"{part}.percent"] = (
                Estimate(
                    value=Fraction(100 * count, n), n=n, missing=missing, method="count / n, exact"
                )
                if n
                else null(NO_VALUES, n=n, missing=missing)
            )
        estimates["outside.count"] = Estimate(
            value=n - inside, n=n, missing=missing, method="count"
        )
        return estimates

    @override
    def code(
        self, analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str
    ) -> Code | None:
        from sacroreport.statistics.describe import known

        options = analysis.options
        assert isinstance(options, DistributionAnalysis)
        part, _, statistic = ending.rpartition(".")
        middle = classes_of(options).get(part)
        weights = known(tally.column(options.variable))
        ends = {"count": ("sum(k)", "k.sum()"), "percent": ("100 * mean(k)", "100 * k.mean()")}
        if middle is None or statistic not in ends or not weights:
            return None
        half = Fraction(options.width) / 2
        low, high = (f"{float(end):g}" for end in (middle - half, middle + half))
        inside = (f"k <- x >= {low} & x < {high}", f"k = (x >= {low}) & (x < {high})")
        return join(sample("x", weights), inside, last=ends[statistic])


def classes_of(options: DistributionAnalysis) -> dict[str, Fraction]:
    """Return the middle of each class by its part of an id.

    Examples
    --------
    >>> options = DistributionAnalysis.model_validate(
    ...     {"kind": "distribution", "variable": "x", "from": "-1", "to": "0.5", "width": "0.5"}
    ... )
    >>> list(classes_of(options))
    ['at_m1', 'at_m0_5', 'at_0', 'at_0_5']
    """
    first, last, width = (
        Fraction(decimal) for decimal in (options.from_, options.to, options.width)
    )
    number = int((last - first) / width) + 1
    return {_part(middle): middle for middle in (first + at * width for at in range(number))}


def _part(middle: Fraction) -> str:
    text = f"{float(abs(middle)):.6f}".rstrip("0").rstrip(".").replace(".", "_")
    return f"at_{'m' if middle < 0 else ''}{text}"


KIND = Distribution()
