"""Parts that are printed beside their whole, or that a reader will add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from sacroreport.findings import Finding, Severity
from sacroreport.guards.shown import Printed, Shown
from sacroreport.study.blocks import Partition
from sacroreport.study.study import Study

OPPOSITE = re.compile(r"\s*not\s+\(?\s*([a-z][a-z0-9_]*)\s*\)?\s*")


def partitions(study: Study) -> Iterator[Partition]:
    """Yield everything in the ids of a study that divides participants."""
    for name, blocks in study.blocks.items():
        for block in blocks:
            yield from (one for one in block.relations if isinstance(one, Partition))
        if name in study.variables:
            yield from _opposites(name, study)


def _opposites(name: str, study: Study) -> Iterator[Partition]:
    """Yield a flag that is defined as the opposite of another, with the other."""
    derive = study.variables[name].derive
    match = OPPOSITE.fullmatch(derive.text) if derive is not None else None
    other = study.variables.get(match[1]) if match else None
    if other is not None and other.options.type == "flag":
        label = f"{other.label} and {study.variables[name].label}"
        yield Partition(label, (other.name, name), name, of_all=True)


def check_wholes(printed: Printed) -> Iterator[Finding]:
    """Find parts that are all printed and do not sum to what a reader takes for the whole."""
    noted = {
        frozenset(ids)
        for table in printed.study.tables.values()
        for row in table.rows
        for ids in row.parts
    }
    for partition in partitions(printed.study):
        yield from _percentages(printed, partition, noted)
        if partition.of_all:
            yield from _counts(printed, partition)


def shown_parts(printed: Printed, partition: Partition, ending: str) -> list[Shown]:
    """Return the parts as shown, or nothing if one that is not empty is not shown.

    A part that nobody is in adds nothing, and a text may leave it out.
    """
    found: list[Shown] = []
    for part in partition.parts:
        one = printed.first(f"{part}.{ending}")
        if one is not None:
            found.append(one)
        elif printed.results[f"{part}.count"].value != 0:
            return []
    return found


def _percentages(
    printed: Printed, partition: Partition, noted: set[frozenset[str]]
) -> Iterator[Finding]:
    shown = shown_parts(printed, partition, "percent")
    if len(shown) < 2 or any(one.number.relation for one in shown):
        return
    in_table = frozenset(f"{part}.percent" for part in partition.parts) in noted
    prose = [one for one in shown if one.in_prose]
    if in_table and not prose:
        return  # the table says so itself
    total = sum((one.number.value for one in shown), Fraction(0))
    if total == 100:
        return
    text = printed.write(total, max(one.number.decimals for one in shown))
    is_told = printed.mentions_rounding or (in_table and printed.note in printed.document.body.text)
    yield Finding(
        rule="does-not-sum",
        severity=Severity.NOTICE if is_told else Severity.WARNING,
        place=(prose or shown)[-1].place,
        message=f"the printed percentages of {partition.label} sum to {text}",
        found=", ".join(map(str, shown)),
        expected="100",
        way_out="say in a note that percentages do not sum to 100 because of rounding, or print "
        "counts",
    )


def _counts(printed: Printed, partition: Partition) -> Iterator[Finding]:
    """Find counts of all parts beside the number of participants, some of whom are in none."""
    total = printed.first("participants.n", in_prose=True)
    shown = shown_parts(printed, partition, "count")
    if total is None or len(shown) < 2 or not all(one.in_prose for one in shown):
        return
    blocks = (partition.block, *partition.parts)
    if any(f"{block}.{one}" in printed for block in blocks for one in ("n", "missing")):
        return  # the reader is told of how many
    found = sum((one.number.value for one in shown), Fraction(0))
    if found == total.number.value:
        return
    yield Finding(
        rule="does-not-sum",
        severity=Severity.WARNING,
        place=shown[-1].place,
        message=f"the printed counts of {partition.label} sum to {printed.write(found, 0)}, and "
        f"{total.number.text} participants are printed",
        found=", ".join(map(str, (*shown, total))),
        way_out=f"say how many have no value: print {partition.block}.missing or "
        f"{partition.block}.n",
    )
