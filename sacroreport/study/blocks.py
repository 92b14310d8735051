"""Blocks: ids that stand below one path, what each means, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from sacroreport.study.ids import Definition, Formula, Role

NONE = Formula()


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What the ids of a block are about.

    Attributes
    ----------
    name
        The analysis.
    of
        What is described, in words; it ends the meaning of each id.
    unit
        Unit of the values.
    variables
        Variables that the numbers are computed from.
    decimals
        Decimals with which the values are recorded.
    level
        Coverage of intervals, in percent.
    """

    name: str
    of: str
    unit: str = ""
    variables: tuple[str, ...] = ()
    decimals: int = 0
    level: str = "95"


@dataclass(frozen=True, slots=True)
class Statistic:
    """One statistic of a block.

    Attributes
    ----------
    name
        The end of its id.
    unit
        Its unit; ``None`` for that of the values.
    parts
        Of a text: part → the statistic of the same block, or the whole id, that it prints.
    formula
        How it is computed.
    """

    name: str
    role: Role
    meaning: str
    unit: str | None = None
    parts: tuple[tuple[str, str], ...] = ()
    formula: Formula = NONE


@dataclass(frozen=True, slots=True)
class Difference:
    """Three numbers of which the first less the second is the third.

    Attributes
    ----------
    variables
        Those whose ``decimals:`` decide with how many decimals the three are printed.
    """

    first: str
    second: str
    result: str
    variables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Partition:
    """Parts of which each participant with a value is in exactly one.

    Attributes
    ----------
    label
        What is divided.
    parts
        What the ids of the parts begin with.
    block
        What the ids of the whole begin with: those with a value.
    of_all
        Whether the whole and those without a value are all participants of the study.
    """

    label: str
    parts: tuple[str, ...]
    block: str
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """A test, and the estimates whose limits should agree with it.

    Attributes
    ----------
    p
        The ids of its P value and of that of its companion, if it has one.
    adjusted
        The id of its P value adjusted for other tests; empty for none.
    companion
        What the ids of a sensitivity analysis begin with; empty for none.
    effects
        What the ids of an estimate with limits begin with → its value under no effect.
    variables
        Those whose ``decimals:`` decide with how many decimals the estimates are printed.
    """

    p: tuple[str, ...]
    adjusted: str = ""
    companion: str = ""
    effects: tuple[tuple[str, int], ...] = ()
    variables: tuple[str, ...] = ()

    __test__: ClassVar[bool] = False  # nothing for pytest to collect


@dataclass(frozen=True, slots=True)
class SamePeople:
    """A variable that is described over all recorded, and here over complete pairs.

    Attributes
    ----------
    block
        What the ids over complete pairs begin with.
    variable
        The variable, whose own ids are over all recorded.
    n
        The id of the number of complete pairs.
    """

    block: str
    variable: str
    n: str


@dataclass(frozen=True, slots=True)
class FewerPeople:
    """Numbers of a model, which needs more values than the numbers beside it.

    Attributes
    ----------
    model, others
        What the ids of the model, and of the numbers beside it, begin with.
    n, n_others
        The ids of how many participants each is over.
    """

    model: tuple[str, ...]
    others: tuple[str, ...]
    n: str
    n_others: str


Relation = Difference | Partition | Test | SamePeople | FewerPeople
"""How numbers hang together; rules about printed numbers go through these."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """Ids that stand below one path.

    Attributes
    ----------
    path
        What they begin with.
    describes
        The variables whose values are described, where it describes some.
    group, time, level
        The parts of the path that say in which group, at which time and of which level;
        empty for none.
    span
        Of a class of values: where it begins and ends.
    relations
        How its numbers hang together with others.
    """

    path: str
    about: Subject
    statistics: tuple[Statistic, ...] = ()
    describes: tuple[str, ...] = ()
    group: str = ""
    time: str = ""
    level: str = ""
    span: tuple[Fraction, Fraction] | None = None
    relations: tuple[Relation, ...] = field(default=())

    @property
    def part(self) -> str:
        """The last part of the path."""
        return self.path.rpartition(".")[2]

    def definitions(self) -> Iterator[Definition]:
        """Yield what each id means."""
        about = self.about
        for statistic in self.statistics:
            has_level = statistic.role in (Role.CI, Role.MEAN_CI)
            yield Definition(
                id=f"{self.path}.{statistic.name}",
                name=about.name,
                role=statistic.role,
                meaning=f"{statistic.meaning} of {about.of}" if about.of else statistic.meaning,
                unit=about.unit if statistic.unit is None else statistic.unit,
                variables=about.variables,
                decimals=about.decimals,
                level=about.level if has_level or statistic.name in ("low", "high") else "",
                parts={
                    part: of if "." in of else f"{self.path}.{of}" for part, of in statistic.parts
                },
                formula=statistic.formula,
                block=self,
            )
