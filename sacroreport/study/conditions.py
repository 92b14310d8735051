"""The condition that a ready-made claim becomes: an expression over ids.

It is written in the language of ``holds``, so that whatever judges claims judges them alike:
exactly, in three-valued logic, and with participants left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from sacroreport.findings import did_you_mean, quoted
from sacroreport.project.positions import Path
from sacroreport.study.claim_kinds import (
    ClaimOptions,
    DirectionClaim,
    EverybodyClaim,
    ExtremeClaim,
    HalfClaim,
    LevelClaim,
    MajorityClaim,
    NotSignificantClaim,
    OrderClaim,
    SignificantClaim,
    UnchangedClaim,
)
from sacroreport.study.directions import block_of, direction
from sacroreport.study.ids import Definition, Role
from sacroreport.study.kind import DirectionError
from sacroreport.study.reporter import Reporter
from sacroreport.study.study import AnalysisOf, VariableOf

PLAIN_NUMBER = re.compile(r"-?\d{1,25}(\.\d{1,25})?", re.ASCII)
Ids = Mapping[str, Definition]


def numbers_of(text: Definition) -> str:
    """Return the way out where a text is named and a number is meant."""
    parts = [part for part in text.parts.values() if part]
    return f"name a number that it is made of: {quoted(parts)}" if parts else "name a number"


def condition_of(
    reporter: Reporter,
    name: str,
    options: ClaimOptions,
    ids: Ids,
    analyses: Mapping[str, AnalysisOf],
    variables: Mapping[str, VariableOf],
) -> str:
    """Return the condition of a ready-made claim; empty after reporting a defect."""
    return _Writer(reporter, name, ids, analyses, variables).written(options)


class _Writer:
    """Writes the condition of one ready-made claim; empty after reporting a defect."""

    def __init__(
        self,
        reporter: Reporter,
        name: str,
        ids: Ids,
        analyses: Mapping[str, AnalysisOf],
        variables: Mapping[str, VariableOf],
    ) -> None:
        self.reporter = reporter
        self.path: Path = ("claims", name)
        self.ids, self.analyses, self.variables = ids, analyses, variables

    def written(self, options: ClaimOptions) -> str:
        match options:
            case LevelClaim():
                return self.of_level(options)
            case ExtremeClaim():
                return self.extreme(options)
            case OrderClaim():
                return self.order(options)
            case EverybodyClaim() | MajorityClaim() | HalfClaim():
                return self.share(options)
        try:
            match options:
                case DirectionClaim():
                    block, analysis = self.block(options.analysis, "analysis")
                    return direction(options.kind, block, analysis, self.ids, self.variables)
                case UnchangedClaim():
                    return self.unchanged(options)
                case SignificantClaim() | NotSignificantClaim():
                    return self.significant(options)
        except DirectionError as wrong:
            self.reporter.report(
                wrong.rule, (*self.path, wrong.key), str(wrong), found=wrong.found,
                expected=wrong.expected, way_out=wrong.way_out,
            )  # fmt: skip
        return ""

    def of_level(self, options: LevelClaim) -> str:
        levels = self.levels(options.of)
        if levels is None:
            return ""
        own = self.level(options.level, levels)
        others = [f"{part}.percent" for part in levels.values() if part != own]
        if not others:
            self.report("of", f'"{options.of}" has one level only, so nothing is compared')
        sign = ">" if options.kind == "most_common" else "<"
        return " and ".join(f"{own}.percent {sign} {other}" for other in others) if own else ""

    def extreme(self, options: ExtremeClaim) -> str:
        good = self.number(options.id, "id")
        others = []
        for index, id_ in enumerate(options.among):
            if not self.number(id_, "among", index) or not good:
                good = False
            elif options.among.index(id_) < index:
                self.report("among", f'"{id_}" stands twice', index)
                good = False
            elif id_ != options.id:
                good = self.alike(options.id, id_, "among", index)
                others.append(id_)
        if good and not others:
            self.report("among", "there is nothing to compare with")
        sign = ">" if options.kind == "highest" else "<"
        return " and ".join(f"{options.id} {sign} {id_}" for id_ in others) if good else ""

    def order(self, options: OrderClaim) -> str:
        than = str(options.than)
        good = self.number(options.id, "id")
        if not PLAIN_NUMBER.fullmatch(than):
            good &= self.number(than, "than")
            if good and than == options.id:
                self.report("than", f'"{than}" is compared with itself')
                good = False
            good = good and self.alike(options.id, than, "than")
        if not good:
            return ""
        more = options.kind == "more"
        if options.by is None:
            return f"{options.id} {'>' if more else '<'} {than}"
        first, second = (options.id, than) if more else (than, options.id)
        return f"{first} - {second} >= {options.by:f}".replace("- -", "+ ")

    def share(self, options: EverybodyClaim | MajorityClaim | HalfClaim) -> str:
        whole = part = options.of
        if options.level is not None:
            levels = self.levels(options.of)
            if levels is None or not (part := self.level(options.level, levels)):
                return ""
            whole = part if f"{part}.n" in self.ids else options.of
        elif f"{part}.percent" not in self.ids or f"{part}.missing" not in self.ids:
            shares = [
                block
                for id_ in self.ids
                if (block := id_.removesuffix(".percent")) != id_ and f"{block}.missing" in self.ids
            ]
            self.refuse(options.of, shares, "has no share of participants", "percent")
            return ""
        count, percent = f"{part}.count", f"{part}.percent"
        n, missing = f"{whole}.n", f"{whole}.missing"
        if isinstance(options, HalfClaim):
            if not options.within:
                return f"{percent} == 50"
            return f"abs({percent} - 50) <= {options.within:f}"
        if isinstance(options, EverybodyClaim):
            text = f"{percent} == {100 if options.kind == 'all' else 0}"
            certain = f"{missing} == 0"
            return text if options.missing == "exclude" else f"{text} and certain({certain})"
        if options.missing == "exclude":
            return f"{percent} {'>' if options.kind == 'majority' else '<'} 50"
        # Whatever the missing values are, the share lies between these two.
        least, most = (f"{part} / ({n} + {missing})" for part in (count, f"({count} + {missing})"))
        if options.kind == "majority":
            return f"{most} > 1 / 2 and certain({least} > 1 / 2)"
        return f"{least} < 1 / 2 and certain({most} < 1 / 2)"

    def unchanged(self, options: UnchangedClaim) -> str:
        block, analysis = self.block(options.analysis, "analysis")
        low, high = f"{block}.change.low", f"{block}.change.high"
        if not analysis.times or low not in self.ids:
            raise DirectionError(
                "wrong-type", f'"{options.analysis}" has no limits of a mean change',
                expected="an analysis of pairs of numbers",
            )  # fmt: skip
        return f"{low} >= -{options.within:f} and {high} <= {options.within:f}"

    def significant(self, options: SignificantClaim | NotSignificantClaim) -> str:
        block, analysis = self.block(options.analysis, "analysis", tested=True)
        adjusted = f"{block}.test.p_adjusted"
        p = adjusted if adjusted in self.ids else f"{block}.test.p"
        alpha = options.alpha
        if alpha is None:
            alpha = 1 - analysis.options.level / Decimal(100)
        shown = f"{alpha:f}"
        shown = shown.rstrip("0") if "." in shown else shown
        if isinstance(options, NotSignificantClaim):
            return f"{p} >= {shown}"
        text = f"{p} < {shown}"
        if options.direction is None:
            return text
        way = direction(
            options.direction, block, analysis, self.ids, self.variables, key="direction"
        )
        return f"{text} and {way}"

    def block(self, name: str, key: str, *, tested: bool = False) -> tuple[str, AnalysisOf]:
        return block_of(name, key, self.analyses, self.ids, tested=tested)

    def levels(self, of: str) -> dict[str, str] | None:
        """Return the levels of a block: code of each → the part of ids that counts it."""
        analysis = self.analyses.get(of)
        known = self.ids.get(f"{of}.list")
        if known is not None and known.role is Role.LIST:
            levels = self.variables[known.variables[0]].levels
            return {level.code: f"{of}.{level.part}" for level in levels}
        if analysis is None and "." in of:
            outer = self.analyses.get(of.rpartition(".")[0])
            if outer is not None and outer.groups and outer.events:
                analysis = outer
        if analysis is not None and analysis.events:
            names = analysis.events
            if f"{of}.{names[0]}.percent" in self.ids:
                return {name: f"{of}.{name}" for name in names}
        blocks = [
            id_.removesuffix(".list")
            for id_, definition in self.ids.items()
            if definition.role is Role.LIST
        ]
        self.refuse(of, blocks, "has no levels", "list")
        return None

    def level(self, level: str, levels: Mapping[str, str]) -> str:
        if level in levels:
            return levels[level]
        by_part = {part.rpartition(".")[2]: code for code, part in levels.items()}
        near = did_you_mean(level, levels)
        self.reporter.report(
            "unknown-level", (*self.path, "level"), f'there is no level "{level}"',
            expected=f"one of {quoted(list(levels))}",
            way_out=f'did you mean "{by_part[level]}"?' if level in by_part else near,
        )  # fmt: skip
        return ""

    def refuse(self, of: str, blocks: Iterable[str], what: str, ending: str) -> None:
        """Report what is named by ``of:`` and does not fit."""
        is_known = of in self.analyses or any(id_.startswith(f"{of}.") for id_ in self.ids)
        way_out = did_you_mean(of, blocks)
        if of in self.ids:
            way_out = f"name what its ids begin with, without .{of.rpartition('.')[2]}"
        elif f"{(outer := of.rpartition('.')[0])}.list" in self.ids:
            way_out = f"write `of: {outer}`, and `level:` with the level"
        elif is_known and f"{of}.list" in self.ids:
            way_out = "say of which `level:`"
        elif is_known:
            inside = [block for block in blocks if block.startswith(f"{of}.")][:6]
            way_out = f"name one of its parts: {quoted(inside)}" if inside else ""
        message = f'"{of}" {what}' if is_known or of in self.ids else f'there is no "{of}"'
        self.reporter.report(
            "wrong-type" if is_known or of in self.ids else "unknown-id",
            (*self.path, "of"), message, way_out=way_out,
            expected=f"what has ids that end in .{ending}",
        )  # fmt: skip

    def number(self, id_: str, key: str, *index: int) -> bool:
        """Refuse what is no id of a number."""
        known = self.ids.get(id_)
        path = (*self.path, key, *index)
        if known is None:
            numbers = [
                other for other, definition in self.ids.items() if not definition.role.is_text
            ]
            below = [other for other in numbers if other.startswith(f"{id_}.")][:6]
            self.reporter.report(
                "unknown-id", path, f'there is no number "{id_}"',
                expected="an id, or digits such as 0.05" if key == "than" else "",
                way_out=f"name one of {quoted(below)}" if below else did_you_mean(id_, numbers),
            )  # fmt: skip
        elif known.role.is_text:
            self.reporter.report(
                "text-id", path, f'"{id_}" is a text, and numbers are compared',
                way_out=numbers_of(known),
            )  # fmt: skip
        return known is not None and not known.role.is_text

    def alike(self, first: str, second: str, key: str, *index: int) -> bool:
        """Refuse numbers in different units: their order says nothing."""
        units = [self.ids[id_].unit or "no unit" for id_ in (first, second)]
        if units[0] == units[1]:
            return True
        self.reporter.report(
            "unlike-units", (*self.path, key, *index), f'"{first}" and "{second}" differ in unit',
            found=f"{units[0]} and {units[1]}", expected="the same for both",
            way_out="compare them by `holds:` if that is meant",
        )  # fmt: skip
        return False

    def report(self, key: str, message: str, *index: int) -> None:
        self.reporter.report("bad-value", (*self.path, key, *index), message)
