"""One number under two names: within a document, and between the documents of a study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sacroreport.findings import Finding, Severity
from sacroreport.guards.agreement import first_number
from sacroreport.guards.shown import Printed, Shown
from sacroreport.kinds.results import Result
from sacroreport.statistics.exact import exact_text
from sacroreport.study.blocks import SamePeople
from sacroreport.study.study import Study

STATISTICS = frozenset("mean sd median q1 q3 min max count percent low high".split())

Quantity = tuple[object, ...]
"""What a number is: statistic, columns, participants, value."""


def quantity(result: Result, study: Study) -> Quantity | None:
    """Return what tells a number from every other, its id aside; ``None`` if unknown.

    Two ids of one quantity are the same statistic of the same columns over the same
    participants. Complete pairs are some of those recorded, so that equal numbers of them
    are the same participants.
    """
    block, analysis = result.definition.block, study.analyses.get(result.definition.name)
    statistic = result.id.rpartition(".")[2]
    if block is None or analysis is None or statistic not in STATISTICS or result.value is None:
        return None
    if not block.describes or bool(analysis.groups) is not bool(block.group):
        return None
    columns = study.recorded(block.describes)
    who = (analysis.by if block.group else "", block.group, result.where, result.n)
    return (statistic, block.level, columns, who, exact_text(result.value) or result.value)


def check_roundings(all_printed: Sequence[Printed]) -> Iterator[Finding]:
    """Find one number that is printed with two different texts under one number style."""
    found: dict[tuple[str, Quantity], list[tuple[Printed, Shown]]] = {}
    for printed in all_printed:
        for id_, shown in printed.numbers.items():
            key = quantity(printed.results[id_], printed.study) or (id_,)
            found.setdefault((printed.values.style.name, key), []).extend(
                (printed, one) for one in shown
            )
    for ways in found.values():
        (_, first), *others = ways
        for _, other in others:
            if not first.number.says_as(other.number):
                yield _two_roundings(first, other)
                break


def _two_roundings(first: Shown, other: Shown) -> Finding:
    same = (first.number.relation, first.number.value) == (
        other.number.relation,
        other.number.value,
    )
    ids = dict.fromkeys(
        f"{one.by}" if one.by == one.id else f"{one.by} ({one.id})" for one in (first, other)
    )
    return Finding(
        rule="two-roundings",
        # 9.0 and 9.00 are no contradiction, 8.9 and 8.93 look like two results.
        severity=Severity.NOTICE if same else Severity.WARNING,
        place=other.place,
        message=f"one number is printed as two: {' and '.join(ids)}",
        found=f"{first.number.text} at {first.place}, {other.number.text} at {other.place}",
        way_out=f"print {first.id} in both places"
        if first.id != other.id
        else "let one id print it in both places",
    )


def check_denominators(all_printed: Sequence[Printed]) -> Iterator[Finding]:
    """Find a variable that one document gives over all recorded, another over complete pairs.

    Within one document that is said by ``check_agreement``.
    """
    for _, same in all_printed[0].study.relations(SamePeople) if all_printed else ():
        prefixes = (f"{same.block}.", f"{same.variable}.")
        used = [
            tuple(first_number(prefix, printed.numbers, printed.results) for prefix in prefixes)
            for printed in all_printed
        ]
        if any(of_pairs and of_all for of_pairs, of_all in used):
            continue
        both = [*zip(all_printed, used, strict=True)]
        pairs = [(printed, of_pairs) for printed, (of_pairs, _) in both if of_pairs]
        alone = [(printed, of_all) for printed, (_, of_all) in both if of_all]
        for of_pairs, of_all in zip(pairs[:1], alone[:1], strict=False):
            yield from _different_n(of_pairs, of_all, same)


def _different_n(
    of_pairs: tuple[Printed, str], of_all: tuple[Printed, str], same: SamePeople
) -> Iterator[Finding]:
    (one, pair_id), (other, all_id) = of_pairs, of_all
    variable = same.variable
    pairs, everybody = one.results[pair_id].n, other.results[all_id].n
    here, there = other.first(all_id), one.first(pair_id)
    if pairs == everybody or here is None or there is None:
        return
    if f"{variable}.n" in other.numbers and same.n in one.numbers:
        return  # the reader is told of how many
    yield Finding(
        rule="different-n",
        severity=Severity.WARNING,
        place=here.place,
        message=f'"{all_id}" here and "{pair_id}" in {one.document.name} describe '
        f"{one.study.variables[variable].label} over different participants",
        found=f"{everybody} recorded here and {pairs} complete pairs at {there.place}",
        way_out="print numbers of one of the two in both documents, or say of how many each is: "
        f"print {variable}.n here and {same.n} there",
    )
