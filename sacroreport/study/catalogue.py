"""All ids of a study, in the order of ``study.yml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sacroreport.study.blocks import Block
from sacroreport.study.claim_kinds import ClaimOptions
from sacroreport.study.head import Constant, Imported
from sacroreport.study.ids import Definition, Formula, Role
from sacroreport.study.study import AnalysisOf, VariableOf


def catalogue(
    definitions: Mapping[str, Iterable[Definition]],
    constants: Mapping[str, Constant],
    claims: Mapping[str, ClaimOptions],
    imported: Mapping[str, Imported],
    influence: Iterable[str] = (),
    nouns: Iterable[str] = (),
) -> dict[str, Definition]:
    """Return every id with its definition.

    The set of ids follows from the description alone: the same study over other data
    has the same ids.

    Parameters
    ----------
    definitions
        Analysis → its ids with what they mean.
    """
    collected = [
        Definition(
            id="participants.n",
            name="participants",
            role=Role.COUNT,
            meaning="participants in the data",
            unit="participants",
        )
    ]
    for own in definitions.values():
        collected += own
    for name, source in imported.items():
        collected += imported_ids(name, source)
    for name, constant in constants.items():
        collected.append(
            Definition(
                id=f"constants.{name}",
                name="constants",
                role=Role.CONSTANT,
                meaning=constant.label or f"constant, {constant.source}",
            )
        )
    collected.append(
        Definition(
            id="methods.statistics",
            name="methods",
            role=Role.METHODS,
            meaning="what a methods section says of the analyses that a document prints",
        )
    )
    for name, claim in claims.items():
        collected.append(
            Definition(
                id=f"claims.{name}",
                name="claims",
                role=Role.CLAIM,
                meaning=f"claim that holds if {claim.condition}",
            )
        )
    result = {definition.id: definition for definition in collected}
    result |= {definition.id: definition for definition in noun_ids(result, tuple(nouns))}
    for id_ in influence:
        if id_ in result:
            result |= {definition.id: definition for definition in influence_ids(result[id_])}
    return result


def noun_ids(ids: Mapping[str, Definition], nouns: tuple[str, ...]) -> Iterator[Definition]:
    """Yield the ids of counts with a noun that agrees with them."""
    for id_, definition in ids.items():
        prefix = id_.removesuffix(".count")
        if prefix == id_ or f"{prefix}.percent" not in ids:
            continue
        for noun in nouns:
            yield replace(
                definition,
                id=f"{prefix}.noun.{noun}",
                role=Role.NOUN,
                meaning=f"{definition.meaning}, with the noun that agrees",
                unit="",
                parts={"count": id_},
            )


EACH_LEFT_OUT = Formula("computed again without each participant in turn")


def influence_ids(base: Definition) -> Iterator[Definition]:
    """Yield the ids of what single participants do to a number or a claim."""
    if base.role is Role.CLAIM:
        yield Definition(
            id=f"influence.{base.id}.count",
            name="influence",
            role=Role.COUNT,
            meaning=f"participants without whom it would turn: {base.meaning}",
            unit="participants",
        )
        return
    for ending, word in (("min", "smallest"), ("max", "largest")):
        yield replace(
            base,
            id=f"influence.{base.id}.{ending}",
            name="influence",
            meaning=f"{base.meaning}: the {word} with each participant left out in turn",
            formula=EACH_LEFT_OUT,
        )


IMPORTED_ROLES = {
    "number": Role.RECORDED, "count": Role.COUNT, "p": Role.P, "ratio": Role.RATIO,
    "effect": Role.EFFECT, "statistic": Role.STATISTIC,
}  # fmt: skip


def imported_ids(name: str, source: Imported) -> Iterator[Definition]:
    """Yield the ids of numbers that were computed elsewhere."""
    for part, number in source.numbers.items():
        yield Definition(
            id=f"{name}.{part}",
            name=name,
            role=IMPORTED_ROLES[number.role],
            meaning=number.label,
            unit=number.unit,
            decimals=number.decimals,
        )
    if {"low", "high"} <= set(source.numbers):
        yield Definition(
            id=f"{name}.ci",
            name=name,
            role=Role.CI,
            meaning=f"limits: {source.label or name}",
            level="95",
            parts={part: f"{name}.{part}" for part in ("low", "high")},
        )


def analysis_blocks(analysis: AnalysisOf, variables: Mapping[str, VariableOf]) -> Iterator[Block]:
    """Yield the blocks of one analysis, group by group where it is made for each."""
    kind = analysis.kind
    if not analysis.is_split:
        yield from kind.blocks(analysis, analysis.name, analysis.label, variables)
        return
    for group, path in zip(analysis.groups, analysis.paths, strict=True):
        for block in kind.blocks(analysis, path, f"{analysis.label}, {group.label}", variables):
            yield replace(block, group=group.part)
