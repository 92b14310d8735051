"""One number under two names: within a document, and between the documents of a study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sacroreport.findings import Finding, Severity
from sacroreport.guards.agreement import first_number
from sacroreport.guards.shown import Printed, Shown
from sacroreport.statistics.exact import exact_text
from sacroreport.statistics.result import Result
from sacroreport.study.kinds import (
    CompareAnalysis,
    DescribeAnalysis,
    EventsAnalysis,
    PairedAnalysis,
    VariationAnalysis,
)
from sacroreport.study.study import AnalysisOf, Study

STATISTICS = frozenset("mean sd median q1 q3 min max count percent low high".split())

Quantity = tuple[object, ...]
"""What a number is: statistic, columns, participants, value."""


def quantity(result: Result, study: Study) -> Quantity | None:
    """Return what tells a number from every other, its id aside; ``None`` if unknown.

    Two ids of one quantity are the same statistic of the same columns over the same
    participants. Complete pairs are some of those recorded, so that equal numbers of them
    are the same participants.
    """
    prefix, _, statistic = result.id.rpartition(".")
    analysis = study.analyses.get(result.definition.name)
    if analysis is None or statistic not in STATISTICS or result.value is None:
        return None
    rest = prefix.removeprefix(analysis.name).removeprefix(".")
    group = ""
    if analysis.groups:
        group, _, rest = rest.partition(".")
        if group not in {one.part for one in analysis.groups}:
            return None
    found = _variables(analysis, rest)
    if found is None:
        return None
    variables, rest = found
    columns = study.recorded(variables)
    who = (analysis.by if group else "", group, result.where, result.n)
    return (statistic, rest, columns, who, exact_text(result.value) or result.value)


def _variables(analysis: AnalysisOf, rest: str) -> tuple[tuple[str, ...], str] | None:
    """Return the variables that a block is about, and what is left of its name: a level."""
    options = analysis.options
    first, _, level = rest.partition(".")
    match options:
        case PairedAnalysis() if first in ("before", "after"):
            return (options.before if first == "before" else options.after,), level
        case PairedAnalysis() if first in ("change", "improvement"):
            return (options.before, options.after), level
        case DescribeAnalysis() | CompareAnalysis() | VariationAnalysis():
            return (options.variable,), rest
        case EventsAnalysis() if first in options.variables:
            return (first,), level
    return None


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
    for analysis in all_printed[0].study.analyses.values() if all_printed else ():
        options = analysis.options
        if not isinstance(options, PairedAnalysis) or analysis.by:
            continue
        for part, variable in (("before", options.before), ("after", options.after)):
            prefixes = (f"{analysis.name}.{part}.", f"{variable}.")
            used = [
                tuple(first_number(prefix, printed.numbers, printed.results) for prefix in prefixes)
                for printed in all_printed
            ]
            if any(of_pairs and of_all for of_pairs, of_all in used):
                continue
            pairs = [(one, ids[0]) for one, ids in zip(all_printed, used, strict=True) if ids[0]]
            alone = [(one, ids[1]) for one, ids in zip(all_printed, used, strict=True) if ids[1]]
            for (one, of_pairs), (other, of_all) in zip(pairs[:1], alone[:1], strict=False):
                yield from _different_n((one, of_pairs), (other, of_all), variable)


def _different_n(
    of_pairs: tuple[Printed, str], of_all: tuple[Printed, str], variable: str
) -> Iterator[Finding]:
    (one, pair_id), (other, all_id) = of_pairs, of_all
    pairs, everybody = one.results[pair_id].n, other.results[all_id].n
    here, there = other.first(all_id), one.first(pair_id)
    if pairs == everybody or here is None or there is None:
        return
    if f"{variable}.n" in other.numbers and f"{pair_id.split('.')[0]}.n" in one.numbers:
        return  # the reader is told of how many
    yield Finding(
        rule="different-n",
        severity=Severity.WARNING,
        place=here.place,
        message=f'"{all_id}" here and "{pair_id}" in {one.document.name} describe '
        f"{one.study.variables[variable].label} over different participants",
        found=f"{everybody} recorded here and {pairs} complete pairs at {there.place}",
        way_out="print numbers of one of the two in both documents, or say of how many each is: "
        f"print {variable}.n here and {pair_id.split('.')[0]}.n there",
    )
