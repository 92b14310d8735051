"""All ids of a study, in the order of ``study.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sacroreport.study.ids import (
    Definition,
    Role,
    Subject,
    denominators,
    event_ids,
    flag_ids,
    level_ids,
    number_ids,
    paired_ids,
)
from sacroreport.study.kinds import (
    Claim,
    Constant,
    DescribeAnalysis,
    EventsAnalysis,
    PairedAnalysis,
)
from sacroreport.study.study import AnalysisOf, VariableOf


def catalogue(
    variables: Mapping[str, VariableOf],
    analyses: Mapping[str, AnalysisOf],
    constants: Mapping[str, Constant],
    claims: Mapping[str, Claim],
) -> dict[str, Definition]:
    """Return every id with its definition.

    The set of ids follows from the description alone: the same study over other data
    has the same ids.
    """
    made = [
        Definition(
            id="participants.n",
            name="participants",
            role=Role.COUNT,
            meaning="participants in the data",
            unit="participants",
        )
    ]
    for analysis in analyses.values():
        made += analysis_ids(analysis, variables)
    for name, constant in constants.items():
        made.append(
            Definition(
                id=f"constants.{name}",
                name="constants",
                role=Role.CONSTANT,
                meaning=constant.label or f"constant, {constant.source}",
            )
        )
    for name, claim in claims.items():
        made.append(
            Definition(
                id=f"claims.{name}",
                name="claims",
                role=Role.CLAIM,
                meaning=f"claim that holds if {claim.holds}",
            )
        )
    return {definition.id: definition for definition in made}


def analysis_ids(analysis: AnalysisOf, variables: Mapping[str, VariableOf]) -> Iterator[Definition]:
    """Yield the ids of one analysis."""
    options = analysis.options
    level = f"{options.level.normalize():f}"
    match options:
        case DescribeAnalysis():
            yield from describe_ids(analysis, variables[options.variable], level)
        case PairedAnalysis():
            before, after = variables[options.before], variables[options.after]
            subject = Subject(
                name=analysis.name,
                of=analysis.label,
                unit=before.unit,
                variables=(options.before, options.after),
                decimals=max(before.decimals, after.decimals),
                level=level,
            )
            criteria = {name: one.options.label for name, one in analysis.responders.items()}
            yield from paired_ids(analysis.name, subject, (before.label, after.label), criteria)
        case EventsAnalysis():
            subject = Subject(
                name=analysis.name, of=analysis.label, variables=options.variables, level=level
            )
            labels = {name: variables[name].label for name in options.variables}
            yield from event_ids(analysis.name, subject, labels)


def describe_ids(analysis: AnalysisOf, variable: VariableOf, level: str) -> Iterator[Definition]:
    """Yield the ids of a description, by the type of its variable."""
    subject = Subject(
        name=analysis.name,
        of=analysis.label,
        unit=variable.unit,
        variables=(variable.name,),
        decimals=variable.decimals,
        level=level,
    )
    match variable.options.type:
        case "number":
            yield from number_ids(analysis.name, subject)
        case "flag":
            yield from flag_ids(analysis.name, subject)
        case "category" | "ordered" | "multi":
            labels = {one.part: one.label for one in variable.levels}
            yield from level_ids(analysis.name, subject, labels)
        case "date":
            yield from denominators(analysis.name, subject)
        case "text":
            pass  # never analysed
