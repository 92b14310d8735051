"""``kind: events``: each of several flags, and any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import override

from sacroreport.data.tally import Tally
from sacroreport.kinds.kind import ComputedKind
from sacroreport.kinds.parts.blocks import flag_block, level_of
from sacroreport.kinds.parts.code import Code, level_of_code, proportion
from sacroreport.project.positions import Path
from sacroreport.statistics.estimate import Estimate, Estimates
from sacroreport.study.blocks import Block, Statistic, Subject
from sacroreport.study.expression import Value
from sacroreport.study.ids import Formula, Role
from sacroreport.study.kind import Example, Use
from sacroreport.study.options import AnalysisOptions, Name
from sacroreport.study.study import AnalysisOf, Study, VariableOf

ANY = "any"
UPPER = Statistic(
    "upper_one_sided", Role.PERCENT,
    "one-sided upper limit of the percentage when nothing was counted", "%",
    formula=Formula("100 · (1 − α^(1/n)), α = 1 − level"),
)  # fmt: skip


class EventsAnalysis(AnalysisOptions):
    """Count events, each and any of them."""

    kind: Literal["events"]
    variables: Annotated[tuple[Name, ...], Field(min_length=1)]
    by: Name | None = None


class Events(ComputedKind):
    """Each event and any event is counted, with its limits."""

    name = "events"
    options = EventsAnalysis
    examples = (Example("flags", "harm: {kind: events, variables: [cured, well]}"),)

    @override
    def uses(self, options: AnalysisOptions) -> Mapping[Path, Use]:
        flag = frozenset({"flag"})
        return {
            ("variables", index): Use(name, flag) for index, name in enumerate(self.events(options))
        }

    @override
    def events(self, options: AnalysisOptions) -> tuple[str, ...]:
        assert isinstance(options, EventsAnalysis)
        return options.variables

    @override
    def blocks(
        self, analysis: AnalysisOf, path: str, label: str, variables: Mapping[str, VariableOf]
    ) -> Iterator[Block]:
        about = Subject(
            name=analysis.name, of=label, variables=analysis.events, level=level_of(analysis)
        )
        for name in analysis.events:
            inner = replace(about, of=variables[name].label, variables=(name,))
            block = flag_block(f"{path}.{name}", inner, analysis.interval, more=(UPPER,))
            yield replace(block, describes=(name,))
        whole = replace(about, of="any event")
        yield flag_block(f"{path}.{ANY}", whole, analysis.interval, more=(UPPER,))

    @override
    def compute(self, analysis: AnalysisOf, tally: Tally, study: Study) -> Estimates:
        """Count each event and any event.

        ``any`` is yes for a participant with one yes; unknown with no yes and a missing
        value; otherwise no. A count of zero has a one-sided upper limit as well.
        """
        from sacroreport.statistics.describe import describe_flag, one_sided

        level, names = Fraction(analysis.options.level), analysis.events
        columns = {name: tally.column(name) for name in names}
        columns[ANY] = Counter()
        for values, count in tally.rows:
            seen = tally.environment(values)
            columns[ANY][any_of([seen[name] for name in names])] += count
        estimates: dict[str, Estimate] = {}
        for name, column in columns.items():
            described = describe_flag(column, level, analysis.interval)
            described["upper_one_sided"] = one_sided(described, level)
            estimates |= {f"{name}.{key}": estimate for key, estimate in described.items()}
        return estimates

    @override
    def code(
        self, analysis: AnalysisOf, tally: Tally, study: Study, ending: str, method: str
    ) -> Code | None:
        part, _, statistic = ending.rpartition(".")
        if part == ANY:
            return None
        level = level_of_code(analysis)
        return proportion(tally.column(part), True, statistic, level, analysis.interval)


def any_of(values: list[Value | None]) -> bool | None:
    """Return whether one of several flags is yes, in three-valued logic.

    Examples
    --------
    >>> any_of([False, True, None]), any_of([False, None]), any_of([False, False])
    (True, None, False)
    """
    if True in values:
        return True
    return None if None in values else False


KIND = Events()
