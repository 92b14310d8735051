"""The study: what ``study.yml`` says, checked, compiled and frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sacroreport.project.positions import Document
from sacroreport.study.blocks import Block, Relation
from sacroreport.study.claim_kinds import ClaimOptions
from sacroreport.study.expression import Expression, Sort, Value
from sacroreport.study.figure_kinds import FigureOf
from sacroreport.study.head import Constant, Head, Imported
from sacroreport.study.ids import Definition
from sacroreport.study.kind import Kind
from sacroreport.study.options import AnalysisOptions, Interval, Responder, Variable
from sacroreport.study.table_kinds import TableOf

Related = TypeVar("Related", bound=Relation)


@dataclass(frozen=True, slots=True)
class LevelOf:
    """A level: its recorded code, printed label, part of an id, and its name in a sentence."""

    code: str
    label: str
    part: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableOf:
    """A variable of the study.

    Attributes
    ----------
    column
        Header of its column; empty when it is derived.
    sort
        What expressions see of it.
    derive
        How it is computed, if it is.
    recorded
        Columns that it needs, through any derivation.
    decimals
        Decimals of its values as recorded.
    reasons, reason_labels
        Text that is read as missing → the part of its reason; part → its label.
    """

    name: str
    options: Variable
    sort: Sort
    levels: tuple[LevelOf, ...] = ()
    column: str = ""
    derive: Expression | None = None
    recorded: tuple[str, ...] = ()
    decimals: int = 0
    reasons: Mapping[str, str] = field(default_factory=dict)
    reason_labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Printed name."""
        return self.options.label

    @property
    def unit(self) -> str:
        """Unit of a number; empty otherwise."""
        return getattr(self.options, "unit", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponderOf:
    """A criterion of response with its compiled condition."""

    options: Responder
    when: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOf:
    """An analysis of the study.

    Attributes
    ----------
    kind
        What it is an analysis of: computes it, and knows its ids, formulas and words.
    variables
        Variables that it reads, conditions included.
    by, groups
        The variable that makes groups, and its levels; of two compared groups the
        reference is the last.
    test
        The test, chosen or by default; empty for none.
    family
        The family that its test belongs to.
    only
        Blocks of ids that are wanted, where not all are; others may be left out.
    """

    name: str
    kind: Kind
    options: AnalysisOptions
    label: str
    variables: tuple[str, ...]
    where: Expression | None = None
    responders: Mapping[str, ResponderOf]
    interval: Interval
    by: str = ""
    groups: tuple[LevelOf, ...] = ()
    test: str = ""
    family: str = ""
    only: frozenset[str] = frozenset()

    def wants(self, block: str) -> bool:
        """Say whether a block of ids is wanted."""
        return not self.only or block in self.only

    @property
    def is_split(self) -> bool:
        """Whether it is made once for each of its groups."""
        return bool(self.groups) and self.kind.is_split

    @property
    def paths(self) -> tuple[str, ...]:
        """What its ids begin with: its name, or that and each group that it is made for."""
        if not self.is_split:
            return (self.name,)
        return tuple(f"{self.name}.{group.part}" for group in self.groups)

    @property
    def described(self) -> str:
        """The variable whose description it is; empty for none."""
        return self.kind.described(self.options)

    @property
    def events(self) -> tuple[str, ...]:
        """The flags that it counts one by one."""
        return self.kind.events(self.options)

    @property
    def times(self) -> Mapping[str, str]:
        """The times of one quantity: the part of its ids → the variable."""
        return self.kind.times(self.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOf:
    """A claim with its compiled condition."""

    options: ClaimOptions
    holds: Expression

    @property
    def is_about_influence(self) -> bool:
        """Whether it is itself about what single participants do."""
        return any(id_.startswith("influence.") for id_ in self.holds.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A study description.

    Attributes
    ----------
    head
        Title, language, data file and the other single settings.
    analyses
        Every analysis, those that each variable has without asking included.
    blocks
        Analysis → its blocks of ids.
    catalogue
        Every id with its definition, in the order of ``study.yml``.
    source
        Where each key stands, for findings.
    """

    head: Head
    variables: Mapping[str, VariableOf]
    analyses: Mapping[str, AnalysisOf]
    constants: Mapping[str, Constant]
    claims: Mapping[str, ClaimOf]
    imported: Mapping[str, Imported]
    tables: Mapping[str, TableOf]
    figures: Mapping[str, FigureOf]
    blocks: Mapping[str, tuple[Block, ...]]
    catalogue: Mapping[str, Definition]
    source: Document

    def recorded(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the columns that some variables need, sorted."""
        return tuple(sorted({column for name in names for column in self.variables[name].recorded}))

    def relations(self, of: type[Related]) -> Iterator[tuple[AnalysisOf, Related]]:
        """Yield how printed numbers hang together, with the analyses that say so."""
        for name, blocks in self.blocks.items():
            for block in blocks:
                for relation in block.relations:
                    if isinstance(relation, of):
                        yield self.analyses[name], relation


def code_of(by: VariableOf, group: LevelOf) -> Value:
    """Return what the data hold for a group."""
    return group.code == "yes" if by.options.type == "flag" else group.code


def levels_of(variable: VariableOf) -> tuple[LevelOf, ...]:
    """Return the levels of a variable that makes groups; a flag has yes and no."""
    if variable.options.type == "flag":
        return (
            LevelOf("yes", f"{variable.label}: yes", "yes"),
            LevelOf("no", f"{variable.label}: no", "no"),
        )
    return variable.levels
