"""What a paired analysis may say."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sacroreport.study.options import AnalysisOptions, Name, Responder


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
    responders: dict[str, Responder] = Field(default={})
