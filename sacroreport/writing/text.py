"""The one formatter: results to text under a number style.

Every text exists twice: plain (JSON, metadata, alternative text) and as escaped
markdown (body). Both come from the same segments, so they cannot differ in a digit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sacroreport.kinds.results import Result
from sacroreport.statistics.exact import Number, Root, to_fraction
from sacroreport.study.ids import Definition, Role
from sacroreport.writing.cardinals import cardinal_of
from sacroreport.writing.markdown import escape
from sacroreport.writing.rounding import digits, rounded
from sacroreport.writing.style import Step, Style


@dataclass(frozen=True, slots=True)
class Text:
    """Text in segments, each upright or italic.

    Examples
    --------
    >>> text = Text((("P", True), (" < .001", False)))
    >>> text.plain, text.markdown
    ('P < .001', '*P* < .001')
    """

    segments: tuple[tuple[str, bool], ...]

    @property
    def plain(self) -> str:
        """The text without marks."""
        return "".join(text for text, _ in self.segments)

    @property
    def markdown(self) -> str:
        """The text as markdown, escaped."""
        if len(self.segments) == 1 and not self.segments[0][1]:
            return escape(self.segments[0][0])
        parts: list[str] = []
        for text, italic in self.segments:
            inner = escape(text.strip(), starts_line=not parts and not italic)
            marked = f"*{inner}*" if italic and inner else inner
            before = " " if text[:1].isspace() else ""
            after = " " if text[-1:].isspace() and text.strip() else ""
            parts.append(before + marked + after)
        return "".join(parts)


def upright(text: str) -> Text:
    """Return a text without italics."""
    return Text(((text, False),))


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
    """

    def __init__(self, style: Style, lang: str = "en-US") -> None:
        self.style = style
        self.lang = lang

    def fixed(self, value: Number, decimals: int) -> str:
        """Write a number with a fixed number of decimals."""
        style = self.style
        units = rounded(value, decimals, style.ties)
        whole, part = digits(units, decimals)
        if len(whole) >= style.thousands.from_:
            whole = f"{int(whole):,}".replace(",", style.thousands.mark)
        sign = style.minus if units < 0 else ""  # a rounded zero has no sign
        return sign + whole + (style.decimal + part if part else "")

    def p(self, value: float) -> Text:
        """Write a P value with its symbol; thresholds are compared before rounding."""
        relation, number = self._p_parts(value)
        return fill(self.style.patterns.p, relation=relation, p=number)

    def _p_parts(self, value: float) -> tuple[str, str]:
        rule = self.style.p
        exact = to_fraction(value)
        if exact < Fraction(rule.floor):
            return "<", self._p_digits(str(rule.floor))
        if exact > Fraction(rule.ceiling):
            return ">", self._p_digits(str(rule.ceiling))
        decimals = self._p_decimals(exact)
        whole, part = digits(rounded(exact, decimals, self.style.ties), decimals)
        return "=", self._p_digits(f"{whole}.{part}")

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

    def _p_digits(self, text: str) -> str:
        if not self.style.p.leading_zero:
            text = text.removeprefix("0")
        return text.replace(".", self.style.decimal)

    def percent(self, value: Number, n: int, *, is_limit: bool) -> str:
        """Write a percentage without its sign; a count that is not 0 never shows as 0."""
        decimals = _step(self.style.percent.digits, n)
        small = self.style.percent.small
        if small is not None and small.below is not None and 0 < abs(to_exact(value)) < small.below:
            decimals = max(decimals, small.decimals)
        units = rounded(value, decimals, self.style.ties)
        if not is_limit:
            one = Fraction(1, 10**decimals)
            if units == 0 and value != 0:
                return f"<{self.fixed(one, decimals)}"
            if units == 100 * 10**decimals and value != 100:
                return f">{self.fixed(100 - one, decimals)}"
        return self.fixed(value, decimals)

    def bare(self, result: Result) -> str:
        """Write a number as a part of a text or a table cell: no symbol, no sign."""
        value, definition = result.value, result.definition
        assert value is not None
        style = self.style.digits
        match definition.role:
            case Role.COUNT:
                return self.fixed(value, 0)
            case Role.PERCENT:
                is_limit = not definition.id.endswith(".percent")
                return self.percent(value, result.n, is_limit=is_limit)
            case Role.MEAN:
                return self.fixed(value, definition.decimals + style.mean)
            case Role.RECORDED:
                return self.fixed(value, definition.decimals)
            case Role.STATISTIC:
                return self.fixed(value, style.statistic)
            case Role.RANKS:
                return self.fixed(value, 0 if float(value).is_integer() else 1)
            case Role.EFFECT:
                return self.fixed(value, style.effect)
            case Role.POINTS:
                return self.percent(value, result.n, is_limit=True)
            case Role.RATIO:
                if 0 < to_exact(value) < Fraction(1, 2000):
                    return f"<{self.fixed(Fraction(1, 1000), 3)}"
                return self.fixed(value, style.effect + (0 < to_exact(value) < Fraction(1, 100)))
            case Role.DF:
                whole = float(value).is_integer()
                return self.fixed(value, 0 if whole else style.df)
        raise ValueError(f"{definition.id} is not a bare number")

    def number(self, result: Result) -> Text:
        """Write a result as its own text."""
        if result.definition.role is Role.P:
            assert result.value is not None
            return self.p(float(result.value))
        if result.definition.role is Role.PERCENT:
            return fill(self.style.patterns.percent, percent=self.bare(result))
        return upright(self.bare(result))

    def composed(self, definition: Definition, parts: Mapping[str, Result]) -> Text:
        """Write a text that is composed of several results."""
        role = definition.role
        if role in (Role.WORDS, Role.CAPITAL_WORDS):
            count = parts["count"].value
            assert isinstance(count, int)
            return upright(in_words(count, self.lang, capital=role is Role.CAPITAL_WORDS))
        patterns = self.style.patterns
        if role is Role.MEAN_CI:
            limits = {name: parts[name] for name in ("low", "high")}
            inner = self.composed(replace(definition, role=Role.CI), limits)
            return upright(f"{self.bare(parts['mean'])} ({inner.plain})")
        pattern: str = getattr(patterns, role.value)
        if any(to_exact(result.value) < 0 for result in parts.values()):
            pattern = getattr(patterns, f"{role.value}_negative", None) or pattern
        texts = {
            name: self.number(result).plain
            if result.definition.role is Role.PERCENT
            else self.bare(result)
            for name, result in parts.items()
        }
        return fill(pattern, level=definition.level, **texts)

    def listed(self, counts: Sequence[tuple[str, int]]) -> Text:
        """Write names with their counts, the commonest first; those of 0 are left out.

        Examples
        --------
        >>> from sacroreport.writing.style import load_style
        >>> plain = Formatter(load_style("plain"))
        >>> plain.listed([("leukemia", 2), ("myeloma", 9), ("metastasis", 15), ("cyst", 0)]).plain
        'metastasis (15), myeloma (9), and leukemia (2)'
        """
        found = sorted((one for one in counts if one[1]), key=lambda one: -one[1])
        words = [f"{name} ({self.fixed(count, 0)})" for name, count in found]
        return upright(and_list(words, self.lang))

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
            value = parts["of"].value
            assert value is not None
            relation, number = self._p_parts(float(value))
            return fill(cells.p, relation="" if relation == "=" else relation, p=number)
        if role is Role.PERCENT:
            return fill(cells.percent, percent=self.bare(parts["of"]))
        if role is Role.MEAN_CI:
            limits = self.cell(Role.CI, {name: parts[name] for name in ("low", "high")}, level)
            return upright(f"{self.bare(parts['mean'])} ({limits.plain})")
        pattern: str = getattr(cells, role.value)
        if role is Role.CI and any(to_exact(one.value) < 0 for one in parts.values()):
            pattern = cells.ci_negative or pattern
        return fill(pattern, level=level, **{name: self.bare(one) for name, one in parts.items()})


def and_list(words: Sequence[str], lang: str) -> str:
    """Join words as a sentence lists them.

    Examples
    --------
    >>> (
    ...     and_list(["a", "b"], "en-US"),
    ...     and_list(["a", "b", "c"], "en"),
    ...     and_list(["a", "b", "c"], "de"),
    ... )
    ('a and b', 'a, b, and c', 'a, b und c')
    """
    code = lang.split("-")[0]
    word = {"de": "und", "fr": "et", "es": "y", "it": "e", "pt": "e"}.get(code, "and")
    if len(words) < 2:
        return "".join(words)
    comma = "," if word == "and" and len(words) > 2 else ""
    return f"{', '.join(words[:-1])}{comma} {word} {words[-1]}"


def in_sentence(label: str, lang: str) -> str:
    """Return a label as it stands within a sentence: its first letter small, if it may be.

    German nouns and what has capitals or digits beside the first letter stay.

    Examples
    --------
    >>> (
    ...     in_sentence("Multiple myeloma", "en-US"),
    ...     in_sentence("MRI", "en"),
    ...     in_sentence("Zyste", "de"),
    ... )
    ('multiple myeloma', 'MRI', 'Zyste')
    """
    first = label.split(" ")[0]
    if lang.startswith("de") or not first[:1].isupper() or not first[1:].islower():
        return label
    return label[0].lower() + label[1:]


def to_exact(value: Number | None) -> Fraction:
    """Return a number for comparison with a bound; a root is compared as a float."""
    if isinstance(value, Root):
        return Fraction(float(value))
    return to_fraction(value) if value is not None else Fraction(0)


def fill(pattern: str, **parts: str) -> Text:
    """Fill a style's pattern; what stands between asterisks becomes italic.

    Examples
    --------
    >>> fill("*M* = {mean}, *SD* = {sd}", mean="5.43", sd="2.44").markdown
    '*M* = 5.43, *SD* = 2.44'
    """
    pieces = pattern.split("*")
    segments = [
        (piece.format(**parts), index % 2 == 1) for index, piece in enumerate(pieces) if piece
    ]
    return Text(tuple(segments))


def _step(steps: tuple[Step, ...], value: int) -> int:
    for step in steps:
        if step.below is None or value < step.below:
            return step.decimals
    return steps[-1].decimals


def in_words(number: int, lang: str, *, capital: bool = False) -> str:
    """Return a count in words.

    Examples
    --------
    >>> in_words(7, "en-US"), in_words(28, "en-US", capital=True), in_words(7, "de-DE")
    ('seven', 'Twenty-eight', 'sieben')
    """
    for code in (lang.replace("-", "_"), lang.split("-")[0], "en"):
        if (convert := cardinal_of(code)) is not None:
            words = str(convert(number))
            break
    return words[0].upper() + words[1:] if capital else words
