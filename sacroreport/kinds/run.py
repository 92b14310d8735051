"""One analysis computed, by its kind."""

from __future__ import annotations

from sacroreport.data.tally import Tally
from sacroreport.kinds.kind import ComputedKind
from sacroreport.statistics.estimate import Estimate, Estimates
from sacroreport.study.study import AnalysisOf, Study, code_of


def kind_of(analysis: AnalysisOf) -> ComputedKind:
    """Return the kind of an analysis, as what computes it."""
    assert isinstance(analysis.kind, ComputedKind)
    return analysis.kind


def run(analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
    """Compute an analysis, once for each of its groups where it is made by group."""
    kind = kind_of(analysis)
    if not analysis.is_split:
        return kind.compute(analysis, tally, study)
    estimates: dict[str, Estimate] = {}
    for group in analysis.groups:
        part = tally.part(analysis.by, code_of(study.variables[analysis.by], group))
        own = kind.compute(analysis, part, study)
        estimates |= {f"{group.part}.{key}": estimate for key, estimate in own.items()}
    return estimates
