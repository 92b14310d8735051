"""A kind of analysis with all that it can do once there are data."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from sacroreport.data.tally import Tally
from sacroreport.kinds.parts.code import Code
from sacroreport.statistics.estimate import Estimates
from sacroreport.study.kind import Kind
from sacroreport.study.study import AnalysisOf, Study, VariableOf

Pair = tuple[Fraction, Fraction]
Pairs = tuple[tuple[Pair, int], ...]
"""Distinct pairs of values with how many participants have each."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a Methods section: its key in ``words``, and what it is filled with.

    Attributes
    ----------
    key
        Which sentence; each language has its own words for it.
    texts
        Labels and other words of the study.
    lists
        Labels that the language joins with its word for "and".
    """

    key: str
    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class ComputedKind(Kind):
    """A kind of analysis: its options and ids, and how its numbers are computed and told.

    Attributes
    ----------
    remarks
        Blocks that are told of in Methods by a sentence of their own: part → its key.
    words
        Sentences of its own: language → key → sentence. Those that several kinds share, and
        those of the kinds that come with the package, stand in ``templates/methods``.
    """

    remarks: ClassVar[Mapping[str, str]] = {}
    words: ClassVar[Mapping[str, Mapping[str, str]]] = {}

    @abstractmethod
    def compute(self, analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
        """Compute the numbers of an analysis, or of one group of it.

        Parameters
        ----------
        tally
            Its counts, ``where`` applied.

        Returns
        -------
        estimates
            By the end of their id, below the name of the analysis or its group.
        """

    def code(
        self, analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str
    ) -> Code | None:
        """Return code in R and in Python that recomputes a number by other means.

        Parameters
        ----------
        ending
            The id below the name of the analysis or its group.
        method
            How it was computed, as its result says.

        Returns
        -------
        code
            ``None`` where there is none.
        """
        return None

    def subject(self, analysis: AnalysisOf, variables: Mapping[str, VariableOf]) -> Sentence:
        """Return the words before "by Welch t test" in a Methods section."""
        return Sentence("tested")

    def covariates(
        self, analysis: AnalysisOf, variables: Mapping[str, VariableOf]
    ) -> tuple[str, ...]:
        """Return the labels of what the analysis is adjusted for."""
        return ()

    def methods(
        self, analysis: AnalysisOf, variables: Mapping[str, VariableOf], printed: Iterable[str]
    ) -> tuple[Sentence, ...]:
        """Return further sentences of a Methods section.

        Parameters
        ----------
        printed
            The ends of its ids that are printed, below its name.
        """
        return ()

    def is_listing(self, analysis: AnalysisOf, variables: Mapping[str, VariableOf]) -> bool:
        """Say whether its test goes through all tables or orders, which takes time."""
        return False

    def pairs(self, analysis: AnalysisOf, tally: Tally) -> Pairs:
        """Return the pairs that a figure draws, sorted; nothing where a kind has none."""
        return ()
