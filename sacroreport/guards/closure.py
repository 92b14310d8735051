"""Printed numbers that do not close: a difference that a reader cannot subtract.

Every number is rounded from its exact value, as it must be; so 8.9 and 2.2 may stand beside
a fall of 6.8. That is right, and looks wrong. A reader is told, or sees one more decimal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sacroreport.findings import Finding, Severity
from sacroreport.guards.shown import Printed, Shown
from sacroreport.statistics.exact import Number as Exact
from sacroreport.study.blocks import Difference, Test
from sacroreport.study.ids import Role
from sacroreport.writing.rounding import rounded
from sacroreport.writing.text import Number

MOST_MORE = 3
"""Decimals more than printed that are tried: a text with more is no way out."""
FOOTNOTE = "say in a footnote that they differ because of rounding"


def closes(first: Number, second: Number, result: Number) -> bool:
    """Say whether a reader who subtracts what is printed finds what is printed.

    To half a unit of the coarsest of the three: that is, exactly, where all have the same
    decimals.

    Examples
    --------
    >>> nine, two = Number("8.9", units=89, decimals=1), Number("2.2", units=22, decimals=1)
    >>> closes(nine, two, Number("6.7", units=67, decimals=1))
    True
    >>> closes(nine, two, Number("6.8", units=68, decimals=1))
    False
    >>> closes(nine, two, Number("6.72", units=672, decimals=2))
    True
    """
    rest = abs(first.value - second.value - result.value)
    return rest <= max(one.half for one in (first, second, result))


def check_closure(printed: Printed) -> Iterator[Finding]:
    """Find printed differences that are not those of the printed numbers."""
    told: set[tuple[str, ...]] = set()
    for _, difference in printed.study.relations(Difference):
        ids = (difference.first, difference.second, difference.result)
        shown = printed.all_of(ids)
        if shown is None or any(one.number.relation for one in shown):
            continue
        terms = tuple(sorted(ids[:2]))
        first, second, result = (one.number for one in shown)
        if closes(first, second, result) or terms in told:
            continue
        told.add(terms)  # change and improvement say the same
        yield _does_not_close(printed, difference, shown)


def _does_not_close(printed: Printed, difference: Difference, shown: Sequence[Shown]) -> Finding:
    first, second, result = (one.number for one in shown)
    decimals = max(one.decimals for one in (first, second, result))
    seen = printed.write(first.value - second.value, decimals)
    way_out = FOOTNOTE
    if difference.variables:
        way_out = _more_decimals(printed, difference, shown) or FOOTNOTE
    return Finding(
        rule="does-not-close",
        severity=Severity.NOTICE if printed.mentions_rounding else Severity.WARNING,
        place=shown[2].place,
        message=f'"{difference.first}" less "{difference.second}" is not "{difference.result}" '
        "as they are printed",
        found=f"{first.text} and {second.text}, which differ by {seen}, and {result.text}",
        way_out=way_out,
    )


def _more_decimals(printed: Printed, difference: Difference, shown: Sequence[Shown]) -> str:
    """Return how many decimals make three means close, as advice; empty if none does."""
    values: list[Exact] = []
    for one in shown:
        value = printed.results[one.id].value
        if value is None:
            return ""
        values.append(value)
    style = printed.values.style
    least = max(one.number.decimals for one in shown) + 1
    for decimals in range(least, least + MOST_MORE):
        first, second, result = (rounded(one, decimals, style.ties) for one in values)
        if first - second == result:
            texts = [printed.formatter.fixed(one, decimals) for one in values]
            return (
                f"with {decimals} decimals they are {texts[0]}, {texts[1]} and {texts[2]}: "
                f"{declare(printed, difference.variables, decimals)}, or {FOOTNOTE}"
            )
    return ""


def declare(printed: Printed, variables: Sequence[str], decimals: int) -> str:
    """Return how to have the means of some variables printed with so many decimals."""
    recorded = decimals - printed.values.style.digits.mean
    return f"declare `decimals: {recorded}` for {' and '.join(dict.fromkeys(variables))}"


def check_limits(printed: Printed) -> Iterator[Finding]:
    """Find printed limits that touch the value of no effect beside a P that finds one.

    Of the numbers themselves this is said by ``check_agreement``; here P and limits agree,
    and the limit loses its side when it is rounded.
    """
    for analysis, test in printed.study.relations(Test):
        level = Fraction(analysis.options.level)
        shown = [printed.first(p) for p in test.p]
        # The test and its companion say the same of the limits.
        p = next((one for one in shown if one is not None and _is_significant(one, level)), None)
        if p is None:
            continue
        for block, none in test.effects:
            yield from _touching(printed, p, block, none, test.variables)


def _is_significant(p: Shown, level: Fraction) -> bool:
    """Say whether a printed P value is visibly below what the level of its limits leaves."""
    alpha = 1 - level / 100
    if p.number.relation == "<":
        return p.number.value <= alpha
    return not p.number.relation and p.number.value < alpha


def _touching(
    printed: Printed, p: Shown, block: str, none: int, variables: Sequence[str]
) -> Iterator[Finding]:
    for ending, sign in (("low", 1), ("high", -1)):
        result, shown = printed.results.get(f"{block}.{ending}"), printed.first(f"{block}.{ending}")
        if result is None or result.value is None or shown is None or shown.number.relation:
            continue
        if sign * (float(result.value) - none) <= 0 or shown.number.value != none:
            continue  # the limit never excluded it, or still does
        way_out = "say in words on which side of it the limit lies"
        if (decimals := _apart_from(printed, result.value, none, shown.number.decimals)) > 0:
            text = printed.formatter.fixed(result.value, decimals)
            if result.definition.role is Role.MEAN and variables:
                way_out = (
                    f"{declare(printed, variables, decimals)}, which prints {text}, or {way_out}"
                )
            else:
                way_out = f"{way_out}: to {decimals} decimals it is {text}"
        yield Finding(
            rule="p-and-interval",
            severity=Severity.WARNING,
            place=shown.place,
            message=f'"{p.id}" says that there is an effect, and "{shown.id}" is printed as '
            f"{none}, as if there might be none",
            found=f"{p.number.text} and {shown.number.text}",
            way_out=way_out,
        )


def _apart_from(printed: Printed, value: Exact, none: int, decimals: int) -> int:
    """Return the fewest decimals that tell a number from that of no effect, or 0."""
    for more in range(decimals + 1, decimals + 1 + MOST_MORE):
        if rounded(value, more, printed.values.style.ties) != none * 10**more:
            return more
    return 0
