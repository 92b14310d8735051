"""Printed numbers computed again from each other: what no rounding explains is a defect.

These checks know how numbers hang together and nothing of how they were computed. On what
this package writes they have nothing to say, unless its statistics or its formatter are
wrong, a style has too few digits, or numbers that were computed elsewhere are impossible.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from sacroreport.findings import Finding, Place, Severity
from sacroreport.guards.implied import implied_p
from sacroreport.guards.shown import Printed, Shown
from sacroreport.guards.wholes import partitions, shown_parts
from sacroreport.study.ids import Role

ORDER = ("min", "q1", "median", "q3", "max")
WITHIN = (
    *(("low", one, "high") for one in ("percent", "mean", "estimate", "r")),
    ("min", "mean", "max"),
    ("low", "percent", "upper_one_sided"),
)
"""Statistics of one block of which each is at least as large as the one before."""
EFFECT_SIZES = (("dz_low", "dz", "dz_high"), ("d_low", "d", "d_high"))
FEWEST_LEVEL = 50
"""Level from which on noncentral limits hold their effect size.

They say which effects have a t as far out as the one observed, and a large t of one degree of
freedom is below its own noncentrality with a probability of 0.32 instead of a half.
"""
BOUNDS: Mapping[Role, tuple[int, int]] = {Role.PERCENT: (0, 100), Role.P: (0, 1)}
SHARES = {"median": 2, "q1": 4, "q3": 4}
"""Quantile of type 7 → the parts of one step of the scale that it may fall on."""
DEFECT = "no rounding explains it: the numbers or their texts are wrong; please report it"
IMPORTED = "no rounding explains it: correct the file that they were imported from"

Block = Mapping[str, Shown]


def check_impossible(printed: Printed) -> Iterator[Finding]:
    """Find printed numbers that cannot be true together."""
    for id_, place in printed.without_numbers.items():
        yield _impossible(
            printed,
            (),
            f'"{id_}" has a text that is no number in its style',
            place=place,
            found=printed.values[id_].plain,
        )
    blocks: dict[str, dict[str, Shown]] = {}
    for id_, ways in printed.numbers.items():
        prefix, _, statistic = id_.rpartition(".")
        blocks.setdefault(prefix, {})[statistic] = ways[0]
        yield from _bounds(printed, ways[0])
    for prefix, block in blocks.items():
        yield from _order(printed, prefix, block)
        yield from _share(printed, prefix, block)
        yield from _possible_on_scale(printed, prefix, block)
        yield from _p(printed, prefix, block)
    yield from _sums(printed)


def _bounds(printed: Printed, shown: Shown) -> Iterator[Finding]:
    definition = printed.results[shown.id].definition
    number = shown.number
    least, most = BOUNDS.get(definition.role, (None, None))
    if least is not None and most is not None and not (least <= number.value <= most):
        yield _impossible(printed, (shown,), f'"{shown.id}" is not between {least} and {most}')
    if shown.id.endswith(".sd") and number.value < 0:
        yield _impossible(printed, (shown,), f'"{shown.id}" is below 0')
    if definition.role is Role.COUNT and definition.name not in printed.study.imported:
        total = printed.first("participants.n")
        n = total.number.value if total else printed.results["participants.n"].n
        if not 0 <= number.value <= n:
            yield _impossible(
                printed,
                (shown,) if total is None else (shown, total),
                f'"{shown.id}" is more than there are participants',
            )


def _order(printed: Printed, prefix: str, block: Block) -> Iterator[Finding]:
    """Find statistics of one block that stand in the wrong order."""
    chains: list[tuple[str, ...]] = [ORDER, *WITHIN]
    if prefix in printed.study.imported:
        chains = [_imported_chain(printed, prefix)]
    elif _level(printed, block) >= FEWEST_LEVEL:
        chains += EFFECT_SIZES
    told: set[tuple[str, str]] = set()
    for chain in chains:
        there = [block[one] for one in chain if one in block]
        for lower, upper in pairwise(there):
            pair = (lower.id, upper.id)
            if lower.number.least <= upper.number.most or pair in told:
                continue
            told.add(pair)
            what = f'"{lower.id}" is printed as more than "{upper.id}"'
            if lower.number.low > upper.number.high:
                yield _impossible(printed, (lower, upper), what)
            else:
                yield _too_few_digits(printed, (lower, upper), what)


def _level(printed: Printed, block: Block) -> Decimal:
    """Return the level of the limits of a block; 100 where it is of no analysis."""
    names = {printed.results[one.id].definition.name for one in block.values()}
    levels = [one.options.level for name in names if (one := printed.study.analyses.get(name))]
    return min(levels, default=Decimal(100))


def _imported_chain(printed: Printed, prefix: str) -> tuple[str, ...]:
    """Return the limits of imported numbers with what is between them, if that can be told.

    It is the only other number that is written as they are.
    """
    numbers = printed.study.imported[prefix].numbers
    if not {"low", "high"} <= set(numbers):
        return ()
    kind = (numbers["low"].role, numbers["low"].unit)
    like = [name for name, one in numbers.items() if (one.role, one.unit) == kind]
    others = [name for name in like if name not in ("low", "high")]
    return ("low", *others, "high") if len(others) == 1 else ("low", "high")


def _share(printed: Printed, prefix: str, block: Block) -> Iterator[Finding]:
    """Find a count above its denominator, and a percentage that is not that of its count."""
    if "count" not in block or f"{prefix}.percent" not in printed.results:
        return  # a count without a percentage, as of a reason, has no denominator
    of = printed.study.catalogue.get(f"{prefix}.count_of_n")
    whole = printed.first(of.parts["n"]) if of is not None else None
    n = whole.number.value if whole else Fraction(printed.results[f"{prefix}.count"].n)
    count, percent = block["count"], block.get("percent")
    shown = [count, *([percent] if percent else []), *([whole] if whole else [])]
    if count.number.value > n:
        yield _impossible(printed, shown, f'"{count.id}" is more than its denominator')
    elif percent is not None and n:
        exact = 100 * count.number.value / n
        if not percent.number.low <= exact <= percent.number.high:
            yield _impossible(
                printed, shown, f'"{percent.id}" is not the percentage of "{count.id}" of {n}'
            )


def _possible_on_scale(printed: Printed, prefix: str, block: Block) -> Iterator[Finding]:
    """Find means and quantiles that no values of the recorded decimals can have (GRIM)."""
    if f"{prefix}.sd" not in printed.results:
        return  # no description of single values
    whole = printed.first(f"{prefix}.n")
    for statistic in ("mean", *SHARES):
        if (shown := block.get(statistic)) is None:
            continue
        result = printed.results[shown.id]
        n = int(whole.number.value) if whole else result.n
        units = 10**result.definition.decimals
        parts = n if statistic == "mean" else SHARES[statistic]
        if statistic == "median" and n % 2:
            parts = 1
        if not _falls_on(result.value, parts * units):
            continue  # the data are finer than declared: their scale is not known
        low, high = (limit * parts * units for limit in (shown.number.low, shown.number.high))
        if math.ceil(low) > math.floor(high):
            yield _impossible(
                printed,
                (shown, *([whole] if whole else [])),
                f'"{shown.id}" cannot be the {_name(statistic)} of {n} values with '
                f"{result.definition.decimals} decimals",
            )


def _falls_on(value: object, parts: int) -> bool:
    if not isinstance(value, (int, Fraction)):
        return False
    return (value * parts).denominator == 1


def _name(statistic: str) -> str:
    return {"q1": "lower quartile", "q3": "upper quartile"}.get(statistic, statistic)


def _p(printed: Printed, prefix: str, block: Block) -> Iterator[Finding]:
    """Find a P value that the printed statistic cannot have."""
    statistic, p = block.get("statistic"), block.get("p")
    if statistic is None or p is None:
        return
    implied = implied_p(printed, prefix, statistic)
    if implied is None:
        return
    least, most = implied
    if float(p.number.low) > most or float(p.number.high) < least:
        yield _impossible(
            printed,
            (statistic, p),
            f'"{p.id}" is not the P value of "{statistic.id}"',
            expected=f"P from {least:.3g} to {most:.3g}",
        )


def _sums(printed: Printed) -> Iterator[Finding]:
    """Find printed counts of all parts that do not sum to their printed whole."""
    for partition in partitions(printed.study):
        whole = printed.first(f"{partition.block}.n")
        if whole is None:
            continue
        shown = shown_parts(printed, partition, "count")
        if shown and sum(one.number.value for one in shown) != whole.number.value:
            yield _impossible(
                printed,
                (*shown, whole),
                f"the counts of {partition.label} do not sum to their denominator",
            )


def _impossible(
    printed: Printed,
    shown: Sequence[Shown],
    message: str,
    *,
    place: Place | None = None,
    found: str = "",
    expected: str = "",
) -> Finding:
    names = {printed.results[one.id].definition.name for one in shown}
    return Finding(
        rule="impossible-number",
        place=place or shown[0].place,
        message=message,
        found=found or ", ".join(map(str, shown)),
        expected=expected,
        way_out=IMPORTED if names & set(printed.study.imported) else DEFECT,
    )


def _too_few_digits(printed: Printed, shown: Sequence[Shown], message: str) -> Finding:
    definition = printed.results[shown[0].id].definition
    if definition.name in printed.study.imported:
        way_out = f'declare more `decimals:` for the numbers of "{definition.name}"'
    elif definition.role in (Role.RECORDED, Role.MEAN):
        names = " and ".join(definition.variables)
        way_out = f"declare `decimals: {definition.decimals + 1}` for {names}"
    else:
        way_out = "use a number style with more digits"
    return Finding(
        rule="too-few-digits",
        severity=Severity.WARNING,
        place=shown[0].place,
        message=f"{message}: they are rounded too far",
        found=", ".join(map(str, shown)),
        way_out=way_out,
    )
