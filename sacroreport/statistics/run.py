"""Which function computes which kind of analysis."""

from __future__ import annotations

from collections.abc import Callable

from sacroreport.data.tally import Tally
from sacroreport.statistics.association import correlate
from sacroreport.statistics.compare import compare
from sacroreport.statistics.describe import describe
from sacroreport.statistics.distribution import distribution
from sacroreport.statistics.estimate import Estimate, Estimates
from sacroreport.statistics.events import events
from sacroreport.statistics.paired import paired
from sacroreport.statistics.variation import variation
from sacroreport.study.study import AnalysisOf, Study, code_of

ANALYSES: dict[str, Callable[[AnalysisOf, Tally, Study], Estimates]] = {
    "describe": describe,
    "paired": paired,
    "compare": compare,
    "correlate": correlate,
    "variation": variation,
    "events": events,
    "distribution": distribution,
}
"""Kind of analysis → the function that computes it."""


def run(analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
    """Compute an analysis, once for each of its groups where it is made by group."""
    compute = ANALYSES[analysis.options.kind]
    if not analysis.groups or analysis.options.kind in ("compare", "variation"):
        return compute(analysis, tally, study)
    result: dict[str, Estimate] = {}
    for group in analysis.groups:
        part = tally.part(analysis.by, code_of(study.variables[analysis.by], group))
        made = compute(analysis, part, study)
        result |= {f"{group.part}.{key}": estimate for key, estimate in made.items()}
    return result


def holm(values: list[float], tests: int) -> list[float]:
    """Return P values adjusted by Holm's step-down method [1]_; ``p.adjust`` in R.

    Parameters
    ----------
    values
        P values.
    tests
        How many tests there are, those without a P value included.

    References
    ----------
    .. [1] Holm S. A simple sequentially rejective multiple test procedure. Scand J Stat
       1979;6:65-70.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03, 0.005], 4)
    [0.03, 0.06, 0.06, 0.02]
    """
    result = [0.0] * len(values)
    largest = 0.0
    for step, index in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        largest = max(largest, min(1.0, (tests - step) * values[index]))
        result[index] = largest
    return result
