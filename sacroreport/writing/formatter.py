"""The one formatter: results to text under a number style."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from sacroreport.kinds.results import Result
from sacroreport.statistics.exact import Number as Exact
from sacroreport.statistics.exact import Root, to_fraction
from sacroreport.study.ids import Definition, Role
from sacroreport.writing.rounding import digits, rounded
from sacroreport.writing.style import Step, Style
from sacroreport.writing.text import Number, Text, chain, fill
from sacroreport.writing.words import and_list, in_words

P_PLACE = re.compile(r"\{relation\}(?P<space> ?)\{p\}")
"""Where a pattern has a P value: neither its relation nor its digits can be read alone."""


class Formatter:
    """Writes numbers in one style.

    Examples
    --------
    >>> from sacroreport.writing.style import load_style
    >>> plain = Formatter(load_style("plain"))
    >>> plain.fixed(Fraction(-63, 28), 1), plain.fixed(12345, 0), plain.fixed(-0.04, 1)
    ('−2.3', '12,345', '0.0')
    >>> plain.p(3e-12).plain, plain.p(0.0496).plain, plain.p(0.8454).plain
    ('p < 0.0001', 'p = 0.0496', 'p = 0.85')
    >>> plain.p(3e-12, "relief.test.p").numbers
    (Number(text='< 0.0001', italic=False, id='relief.test.p', units=1, decimals=4, relation='<'),)
    """

    def __init__(self, style: Style, lang: str = "en-US") -> None:
        self.style = style
        self.lang = lang

    def fixed(self, value: Exact, decimals: int) -> str:
        """Write what is no number of a text, as in advice, with a fixed number of decimals."""
        return self.written(value, decimals).text

    def written(self, value: Exact, decimals: int, id_: str = "", relation: str = "") -> Number:
        """Write a number with a fixed number of decimals.

        Parameters
        ----------
        id_
            The id of the number, where it is one of the study.
        relation
            ``<`` or ``>`` when the value is a bound.
        """
        style = self.style
        units = rounded(value, decimals, style.ties)
        whole, part = digits(units, decimals)
        if len(whole) >= style.thousands.from_:
            whole = f"{int(whole):,}".replace(",", style.thousands.mark)
        sign = style.minus if units < 0 else ""  # a rounded zero has no sign
        text = relation + sign + whole + (style.decimal + part if part else "")
        return Number(text, id=id_, units=units, decimals=decimals, relation=relation)

    def p(self, value: float, id_: str = "") -> Text:
        """Write a P value with its symbol; thresholds are compared before rounding."""
        return self._p_text(self.style.patterns.p, value, id_, equals="=")

    def _p_text(self, pattern: str, value: float, id_: str, *, equals: str) -> Text:
        place = P_PLACE.search(pattern)
        assert place is not None
        number = self._p_number(value, id_)
        relation = number.relation or equals
        whole = replace(number, text=f"{relation}{place['space']}{number.text}")
        return fill(pattern.replace(place.group(), "{p}"), {"p": whole})

    def _p_number(self, value: float, id_: str) -> Number:
        rule = self.style.p
        exact = to_fraction(value)
        if exact < Fraction(rule.floor):
            return self._p_bound("<", rule.floor, id_)
        if exact > Fraction(rule.ceiling):
            return self._p_bound(">", rule.ceiling, id_)
        decimals = self._p_decimals(exact)
        units = rounded(exact, decimals, self.style.ties)
        return Number(self._p_digits(units, decimals), id=id_, units=units, decimals=decimals)

    def _p_bound(self, relation: str, bound: Decimal, id_: str) -> Number:
        exponent = bound.as_tuple().exponent
        assert isinstance(exponent, int)
        units, decimals = int(bound.scaleb(-exponent)), -exponent
        text = self._p_digits(units, decimals)
        return Number(text, id=id_, units=units, decimals=decimals, relation=relation)

    def changes_side(self, value: float) -> str:
        """Say that a P value is printed on the other side of a level; empty if not."""
        near, exact = self.style.p.near, to_fraction(value)
        if near is None or exact < Fraction(self.style.p.floor):
            return ""
        level, decimals = Fraction(near.level), self._p_decimals(exact)
        shown = Fraction(rounded(exact, decimals, self.style.ties), 10**decimals)
        if not exact < level <= shown:
            return ""
        longer = next(
            (
                more
                for more in range(decimals + 1, 7)
                if Fraction(rounded(exact, more, self.style.ties), 10**more) < level
            ),
            7,
        )
        offer = self.fixed(exact, longer)
        shows = self.p(value).plain
        return f"P is below {near.level} and is printed as {shows}; {offer} would show it"

    def _p_decimals(self, exact: Fraction) -> int:
        rule = self.style.p
        for step in rule.digits:
            decimals = step.decimals
            shown = Fraction(rounded(exact, decimals, self.style.ties), 10**decimals)
            # 0.0996 is below 0.1 but shows as 0.100: it belongs to the next step.
            if step.below is None or (exact < step.below and shown < step.below):
                break
        near = rule.near
        if near is not None and near.act == "extend":
            level = Fraction(near.level)
            while decimals < near.decimals and exact < level <= Fraction(
                rounded(exact, decimals, self.style.ties), 10**decimals
            ):
                decimals += 1
        return decimals

    def _p_digits(self, units: int, decimals: int) -> str:
        whole, part = digits(units, decimals)
        if whole == "0" and not self.style.p.leading_zero:
            whole = ""
        return whole + self.style.decimal + part

    def percent(self, value: Exact, n: int, *, is_limit: bool, id_: str = "") -> Number:
        """Write a percentage without its sign; a count that is not 0 never shows as 0."""
        decimals = _step(self.style.percent.digits, n)
        small = self.style.percent.small
        if small is not None and small.below is not None and 0 < abs(_exact(value)) < small.below:
            decimals = max(decimals, small.decimals)
        number = self.written(value, decimals, id_)
        if not is_limit:
            least = Fraction(1, 10**decimals)
            if number.units == 0 and value != 0:
                return self.written(least, decimals, id_, "<")
            if number.units == 100 * 10**decimals and value != 100:
                return self.written(100 - least, decimals, id_, ">")
        return number

    def bare(self, result: Result) -> Number:
        """Write a number as a part of a text or a table cell: no symbol, no sign."""
        value, definition = result.value, result.definition
        assert value is not None
        style, id_ = self.style.digits, definition.id
        match definition.role:
            case Role.COUNT:
                return self.written(value, 0, id_)
            case Role.PERCENT:
                is_limit = not id_.endswith(".percent")
                return self.percent(value, result.n, is_limit=is_limit, id_=id_)
            case Role.MEAN:
                return self.written(value, definition.decimals + style.mean, id_)
            case Role.RECORDED:
                return self.written(value, definition.decimals, id_)
            case Role.STATISTIC:
                return self.written(value, style.statistic, id_)
            case Role.RANKS:
                return self.written(value, 0 if float(value).is_integer() else 1, id_)
            case Role.EFFECT:
                return self.written(value, style.effect, id_)
            case Role.POINTS:
                return self.percent(value, result.n, is_limit=True, id_=id_)
            case Role.RATIO:
                if 0 < _exact(value) < Fraction(1, 2000):
                    return self.written(Fraction(1, 1000), 3, id_, "<")
                return self.written(
                    value, style.effect + (0 < _exact(value) < Fraction(1, 100)), id_
                )
            case Role.DF:
                whole = float(value).is_integer()
                return self.written(value, 0 if whole else style.df, id_)
        raise ValueError(f"{id_} is not a bare number")

    def number(self, result: Result) -> Text:
        """Write a result as its own text."""
        if result.definition.role is Role.P:
            assert result.value is not None
            return self.p(float(result.value), result.id)
        number = self.bare(result)
        if result.definition.role is not Role.PERCENT:
            return Text((number,))
        # The sign makes another number of the digits, and goes with them wherever they go.
        text = fill(self.style.patterns.percent, {"percent": number.text}).plain
        return Text((replace(number, text=text),))

    def composed(self, definition: Definition, parts: Mapping[str, Result]) -> Text:
        """Write a text that is composed of several results."""
        role = definition.role
        if role in (Role.WORDS, Role.CAPITAL_WORDS):
            count = parts["count"].value
            assert isinstance(count, int)
            words = in_words(count, self.lang, capital=role is Role.CAPITAL_WORDS)
            return Text((Number(words, id=parts["count"].id, units=count),))
        patterns = self.style.patterns
        if role is Role.MEAN_CI:
            limits = {name: parts[name] for name in ("low", "high")}
            inner = self.composed(replace(definition, role=Role.CI), limits)
            return chain((self.bare(parts["mean"]), " (", inner, ")"))
        pattern: str = getattr(patterns, role.value)
        if any(_exact(result.value) < 0 for result in parts.values()):
            pattern = getattr(patterns, f"{role.value}_negative", None) or pattern
        texts = {
            name: self.number(result)
            if result.definition.role is Role.PERCENT
            else self.bare(result)
            for name, result in parts.items()
        }
        return fill(pattern, {"level": definition.level, **texts})

    def listed(self, counts: Sequence[tuple[str, Number]]) -> Text:
        """Write names with their counts, the commonest first; those of 0 are left out.

        Examples
        --------
        >>> from sacroreport.writing.style import load_style
        >>> plain = Formatter(load_style("plain"))
        >>> counts = {"leukemia": 2, "myeloma": 9, "metastasis": 15, "cyst": 0}
        >>> plain.listed([(name, plain.written(n, 0)) for name, n in counts.items()]).plain
        'metastasis (15), myeloma (9), and leukemia (2)'
        """
        commonest = sorted(
            (level for level in counts if level[1].units), key=lambda level: -level[1].units
        )
        items = [chain((f"{name} (", count, ")")) for name, count in commonest]
        return and_list(items, self.lang)

    def cell(self, role: Role, parts: Mapping[str, Result], level: str) -> Text:
        """Write a result as a table has it: without what the header says.

        Parameters
        ----------
        role
            How the result is written in a sentence.
        parts
            What it is composed of, or the result itself as ``of``.
        """
        cells = self.style.cells
        if role is Role.P:
            result = parts["of"]
            assert result.value is not None
            return self._p_text(cells.p, float(result.value), result.id, equals="")
        if role is Role.PERCENT:
            return fill(cells.percent, {"percent": self.bare(parts["of"])})
        if role is Role.MEAN_CI:
            limits = self.cell(Role.CI, {name: parts[name] for name in ("low", "high")}, level)
            return chain((self.bare(parts["mean"]), " (", limits, ")"))
        pattern: str = getattr(cells, role.value)
        if role is Role.CI and any(_exact(result.value) < 0 for result in parts.values()):
            pattern = cells.ci_negative or pattern
        numbers = {name: self.bare(result) for name, result in parts.items()}
        return fill(pattern, {"level": level, **numbers})


def _exact(value: Exact | None) -> Fraction:
    """Return a number for comparison with a bound; a root is compared as a float."""
    if isinstance(value, Root):
        return Fraction(float(value))
    return to_fraction(value) if value is not None else Fraction(0)


def _step(steps: tuple[Step, ...], value: int) -> int:
    for step in steps:
        if step.below is None or value < step.below:
            return step.decimals
    return steps[-1].decimals
