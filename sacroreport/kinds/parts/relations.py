"""How printed numbers of several kinds hang together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sacroreport.study.blocks import Block, Partition, Test
from sacroreport.study.study import VariableOf

ONE_CHOICE = frozenset({"category", "ordered"})
"""Types of variables of which each participant has one level."""


def partition_of_levels(
    label: str, path: str, variable: VariableOf, *, of_all: bool = False
) -> tuple[Partition, ...]:
    """Return that the levels of a category divide those with a value; nothing for other types."""
    if variable.options.type not in ONE_CHOICE:
        return ()
    parts = tuple(f"{path}.{level.part}" for level in variable.levels)
    return (Partition(label, parts, path, of_all),)


def with_test(
    test: Block,
    effects: Iterable[tuple[str, int]],
    variables: tuple[str, ...] = (),
    companion: str = "",
) -> Block:
    """Return the block of a test with the estimates whose limits should agree with it.

    Parameters
    ----------
    effects
        Paths of estimates, each with its value under no effect.
    variables
        Those whose ``decimals:`` decide how the estimates are printed.
    companion
        The path of the sensitivity analysis, if there is one.
    """
    p = (f"{test.path}.p", *((f"{companion}.p",) if companion else ()))
    relation = Test(p, f"{test.path}.p_adjusted", companion, tuple(effects), variables)
    return replace(test, relations=(*test.relations, relation))
