"""Code for R and for Python that recomputes a number by other means.

A snippet holds the counts that the number comes from, so that it runs anywhere, and uses
the other side's own functions where they say the same. Where they do not (exact P under
ties), it counts for itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from sacroreport.data.tally import Tally
from sacroreport.kinds.parts.code import printed_python, printed_r
from sacroreport.kinds.run import kind_of
from sacroreport.study.study import AnalysisOf, Study, code_of


@dataclass(frozen=True, slots=True)
class Snippet:
    """Code that prints a number; ``python`` may be empty."""

    r: str
    python: str = ""


def snippet(
    analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str = ""
) -> Snippet | None:
    """Return the code that recomputes a number, or ``None`` where there is none.

    Parameters
    ----------
    ending
        The id below the name of the analysis.
    method
        How it was computed, as its result says.
    """
    if analysis.is_split:
        part, _, ending = ending.partition(".")
        group = next(group for group in analysis.groups if group.part == part)
        tally = tally.part(analysis.by, code_of(study.variables[analysis.by], group))
    code = kind_of(analysis).code(analysis, tally, study, ending, method)
    if code is None:
        return None
    r, python = code
    imports = "import numpy as np\nfrom scipy import stats\n"
    return Snippet(printed_r(r), imports + printed_python(python) if python else "")
