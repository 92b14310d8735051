"""How often the values of a number lie in each of some classes."""

from __future__ import annotations

from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.statistics.describe import NO_VALUES, denominators, known
from sacroreport.statistics.estimate import Estimate, Estimates, null
from sacroreport.study.classes import classes_of
from sacroreport.study.kinds import DistributionAnalysis
from sacroreport.study.study import AnalysisOf, Study


def distribution(analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
    """Count the values in each class, and those in none.

    A class holds the values from half a width below its middle up to half a width above,
    the upper end left out. Missing values are in none and counted.
    """
    options = analysis.options
    assert isinstance(options, DistributionAnalysis)
    column = tally.column(options.variable)
    weights = known(column)
    n, missing = sum(weights.values()), column[None]
    half = Fraction(options.width) / 2
    result: dict[str, Estimate] = {**denominators(n, missing)}
    inside = 0
    for part, middle in classes_of(options).items():
        count = sum(
            number for value, number in weights.items() if middle - half <= value < middle + half
        )
        inside += count
        result[f"{part}.count"] = Estimate(value=count, n=n, missing=missing, method="count")
        result[f"{part}.percent"] = (
            Estimate(
                value=Fraction(100 * count, n), n=n, missing=missing, method="count / n, exact"
            )
            if n
            else null(NO_VALUES, n=n, missing=missing)
        )
    result["outside.count"] = Estimate(value=n - inside, n=n, missing=missing, method="count")
    return result
