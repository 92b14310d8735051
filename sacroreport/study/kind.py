"""A kind of analysis as the study sees it: what it may say, and which ids follow from that.

What a kind computes stands with the kind itself, in :mod:`sacroreport.kinds`; here is what
must be known before any data are read. Whatever else needs to know something of a kind asks
it for an attribute, and names none.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sacroreport.project.positions import Path
from sacroreport.rules.registry import RuleName
from sacroreport.study.blocks import Block
from sacroreport.study.ids import Formula
from sacroreport.study.options import AnalysisOptions, Options, Responder

if TYPE_CHECKING:
    from sacroreport.study.ids import Definition
    from sacroreport.study.reporter import Reporter
    from sacroreport.study.study import AnalysisOf, LevelOf, VariableOf

GROUPING = frozenset({"category", "ordered", "flag"})
"""Types of variables that make groups."""


class DirectionError(Exception):
    """What a claim says of an analysis does not fit it; ``key`` is the key that says so."""

    def __init__(
        self, rule: RuleName, message: str, *, key: str = "analysis", found: str = "",
        expected: str = "", way_out: str = "",
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.rule, self.key, self.found = rule, key, found
        self.expected, self.way_out = expected, way_out


@dataclass(frozen=True, slots=True)
class Use:
    """A variable that an analysis names, and the types that it may have."""

    variable: str
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class TestOf:
    """A test.

    Attributes
    ----------
    name
        Its name, as in "Welch t test".
    printed
        What it prints besides P: statistic → its meaning.
    formula
        How its statistic and P are computed.
    by_ranks
        Whether it compares ranks, so that the shift is the estimate that belongs to it.
    is_model
        Whether it is a model's, which Methods name with what it is adjusted for.
    """

    name: str
    printed: Mapping[str, str]
    formula: Formula
    by_ranks: bool = False
    is_model: bool = False

    __test__: ClassVar[bool] = False  # no class of tests


@dataclass(frozen=True, slots=True)
class Example:
    """An analysis of a kind for the reference: what it is of, and its line of study.yml."""

    of: str
    line: str


class Kind(ABC):
    """A kind of analysis.

    Attributes
    ----------
    name
        What ``kind:`` says.
    options
        What an analysis of this kind may say.
    tests
        The tests that it may make, by the name that ``test:`` has for them.
    called
        What it is called in messages about directions.
    directions
        The directions that a claim may say it has.
    is_split
        Whether ``by:`` makes one analysis of each group; otherwise the groups stand within.
    compares
        Whether its groups are compared, so that one of them alone is no result.
    series
        The shapes of figures that can be drawn of it.
    examples
        For the reference.
    """

    name: ClassVar[str]
    options: ClassVar[type[AnalysisOptions]]
    tests: ClassVar[Mapping[str, TestOf]] = {}
    called: ClassVar[str] = ""
    directions: ClassVar[tuple[str, ...]] = ()
    is_split: ClassVar[bool] = True
    compares: ClassVar[bool] = False
    series: ClassVar[frozenset[str]] = frozenset()
    examples: ClassVar[tuple[Example, ...]] = ()

    @abstractmethod
    def uses(self, options: AnalysisOptions) -> Mapping[Path, Use]:
        """Return the variables that the options name, ``by:`` aside, each by its key."""

    @abstractmethod
    def blocks(
        self, analysis: AnalysisOf, path: str, label: str, variables: Mapping[str, VariableOf]
    ) -> Iterator[Block]:
        """Yield the blocks of ids below a path, from the study alone."""

    def by(self, options: AnalysisOptions) -> str:
        """Return the variable that makes groups; empty for none."""
        return getattr(options, "by", None) or ""

    def check(
        self,
        reporter: Reporter,
        name: str,
        options: AnalysisOptions,
        variables: Mapping[str, VariableOf],
    ) -> bool:
        """Report what is wrong with options whose variables are there; say whether all is right.

        By default a variable may not stand twice.
        """
        used = self.uses(options)
        names = [use.variable for use in used.values()]
        twice = next((use for use in names if names.count(use) > 1), None)
        if twice is None:
            return True
        key = [path for path, use in used.items() if use.variable == twice][-1]
        reporter.report(
            "bad-value", ("analyses", name, *key), f'the variable "{twice}" stands twice',
            way_out="name each variable once",
        )  # fmt: skip
        return False

    def test(
        self,
        reporter: Reporter,
        name: str,
        options: AnalysisOptions,
        variables: Mapping[str, VariableOf],
        groups: int,
    ) -> str | None:
        """Return the test, chosen or by default, empty for none; ``None`` after a defect.

        It follows from the study alone: no test is chosen by looking at data.
        """
        return ""

    def label(self, labels: Sequence[str]) -> str:
        """Return what an analysis without a label is called, from those of its variables."""
        return labels[0]

    def ordered(self, options: AnalysisOptions, groups: tuple[LevelOf, ...]) -> tuple[LevelOf, ...]:
        """Return groups in the order in which they are compared."""
        return groups

    def criteria(self, options: AnalysisOptions) -> Mapping[str, Responder]:
        """Return the criteria that are judged on each participant, by name."""
        return {}

    def described(self, options: AnalysisOptions) -> str:
        """Return the variable whose description the analysis is; empty for none."""
        return ""

    def events(self, options: AnalysisOptions) -> tuple[str, ...]:
        """Return the flags that are counted one by one, each under its own name."""
        return ()

    def times(self, options: AnalysisOptions) -> Mapping[str, str]:
        """Return the times of one quantity: the part of the ids → the variable."""
        return {}

    def by_group(self, options: AnalysisOptions, by: str) -> AnalysisOptions:
        """Return the analysis made for each group of a variable, as a forest draws it."""
        raise NotImplementedError(f"{self.name} offers no forest")  # pragma: no cover

    def direction(
        self,
        word: str,
        block: str,
        analysis: AnalysisOf,
        ids: Mapping[str, Definition],
        variables: Mapping[str, VariableOf],
        *,
        key: str = "kind",
    ) -> str:
        """Return the condition that a block of an analysis has one of the ``directions``.

        Judged by the estimate that belongs to the test.

        Raises
        ------
        DirectionError
            If it cannot have it.
        """
        raise NotImplementedError(f"{self.name} has no directions")  # pragma: no cover


Kinds = Mapping[str, Kind]
"""Kinds of analyses by name; each may be loaded when it is first asked for."""


class OptionsOf(Mapping[str, type[Options]]):
    """The options of kinds by name; only those of a kind that is asked for are loaded."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds

    def __getitem__(self, name: str) -> type[Options]:
        return self._kinds[name].options

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)
