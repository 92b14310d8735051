"""Events: each of several flags, and any of them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from sacroreport.data.tally import Tally
from sacroreport.statistics.describe import describe_flag, one_sided
from sacroreport.statistics.estimate import Estimate, Estimates
from sacroreport.study.expression import Value
from sacroreport.study.kinds import EventsAnalysis
from sacroreport.study.study import AnalysisOf, Study


def events(analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
    """Count each event and any event, each with its exact limits.

    ``any`` is yes for a participant with one yes; unknown with no yes and a missing
    value; otherwise no. A count of zero has a one-sided upper limit as well.
    """
    assert isinstance(analysis.options, EventsAnalysis)
    level = Fraction(analysis.options.level)
    names = analysis.options.variables
    columns = {name: tally.column(name) for name in names}
    columns["any"] = Counter()
    for values, count in tally.rows:
        seen = tally.environment(values)
        columns["any"][any_of([seen[name] for name in names])] += count
    result: dict[str, Estimate] = {}
    for name, column in columns.items():
        made = describe_flag(column, level, analysis.interval)
        made["upper_one_sided"] = one_sided(made, level)
        result |= {f"{name}.{key}": estimate for key, estimate in made.items()}
    return result


def any_of(values: list[Value | None]) -> bool | None:
    """Return whether one of several flags is yes, in three-valued logic.

    Examples
    --------
    >>> any_of([False, True, None]), any_of([False, None]), any_of([False, False])
    (True, None, False)
    """
    if True in values:
        return True
    return None if None in values else False
