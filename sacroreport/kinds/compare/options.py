"""What a comparison may say, and what kind of comparison that is."""

from __future__ import annotations

from typing import Literal

from sacroreport.study.options import AnalysisOptions, Name
from sacroreport.study.study import VariableOf


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


def compared_as(options: CompareAnalysis, variable: VariableOf) -> str:
    """Return how a variable is compared: as a number, a flag or a category."""
    if variable.options.type == "number":
        return "number"
    return "flag" if variable.options.type == "flag" or options.event else "category"
