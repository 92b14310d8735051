"""All ids of a study, in the order of ``study.yml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sacroreport.study.claim_kinds import ClaimOptions
from sacroreport.study.classes import classes_of
from sacroreport.study.group_ids import (
    adjusted_ids,
    compare_ids,
    correlate_ids,
    interaction_ids,
    paired_ids,
    paired_level_ids,
    variation_ids,
)
from sacroreport.study.head import Constant, Imported
from sacroreport.study.ids import (
    Definition,
    Role,
    Subject,
    denominators,
    distribution_ids,
    event_ids,
    flag_ids,
    level_ids,
    number_ids,
    reason_ids,
)
from sacroreport.study.kinds import (
    CompareAnalysis,
    CorrelateAnalysis,
    DescribeAnalysis,
    DistributionAnalysis,
    EventsAnalysis,
    PairedAnalysis,
    VariationAnalysis,
)
from sacroreport.study.study import AnalysisOf, VariableOf, levels_of


def catalogue(
    variables: Mapping[str, VariableOf],
    analyses: Mapping[str, AnalysisOf],
    constants: Mapping[str, Constant],
    claims: Mapping[str, ClaimOptions],
    imported: Mapping[str, Imported],
    influence: Iterable[str] = (),
    nouns: Iterable[str] = (),
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
    for name, source in imported.items():
        made += imported_ids(name, source)
    for name, constant in constants.items():
        made.append(
            Definition(
                id=f"constants.{name}",
                name="constants",
                role=Role.CONSTANT,
                meaning=constant.label or f"constant, {constant.source}",
            )
        )
    made.append(
        Definition(
            id="methods.statistics",
            name="methods",
            role=Role.METHODS,
            meaning="what a methods section says of the analyses that a document prints",
        )
    )
    for name, claim in claims.items():
        made.append(
            Definition(
                id=f"claims.{name}",
                name="claims",
                role=Role.CLAIM,
                meaning=f"claim that holds if {claim.condition}",
            )
        )
    result = {definition.id: definition for definition in made}
    result |= {one.id: one for one in noun_ids(result, tuple(nouns))}
    for id_ in influence:
        if id_ in result:
            result |= {one.id: one for one in influence_ids(result[id_])}
    return result


def noun_ids(ids: Mapping[str, Definition], nouns: tuple[str, ...]) -> Iterator[Definition]:
    """Yield the ids of counts with a noun that agrees with them."""
    for id_, definition in ids.items():
        prefix = id_.removesuffix(".count")
        if prefix == id_ or f"{prefix}.percent" not in ids:
            continue
        for noun in nouns:
            yield replace(
                definition,
                id=f"{prefix}.noun.{noun}",
                role=Role.NOUN,
                meaning=f"{definition.meaning}, with the noun that agrees",
                unit="",
                parts={"count": id_},
            )


def influence_ids(base: Definition) -> Iterator[Definition]:
    """Yield the ids of what single participants do to a number or a claim."""
    if base.role is Role.CLAIM:
        yield Definition(
            id=f"influence.{base.id}.count",
            name="influence",
            role=Role.COUNT,
            meaning=f"participants without whom it would turn: {base.meaning}",
            unit="participants",
        )
        return
    for ending, word in (("min", "smallest"), ("max", "largest")):
        yield replace(
            base,
            id=f"influence.{base.id}.{ending}",
            name="influence",
            meaning=f"{base.meaning}: the {word} with each participant left out in turn",
        )


IMPORTED_ROLES = {
    "number": Role.RECORDED, "count": Role.COUNT, "p": Role.P, "ratio": Role.RATIO,
    "effect": Role.EFFECT, "statistic": Role.STATISTIC,
}  # fmt: skip


def imported_ids(name: str, source: Imported) -> Iterator[Definition]:
    """Yield the ids of numbers that were computed elsewhere."""
    for part, number in source.numbers.items():
        yield Definition(
            id=f"{name}.{part}",
            name=name,
            role=IMPORTED_ROLES[number.role],
            meaning=number.label,
            unit=number.unit,
            decimals=number.decimals,
        )
    if {"low", "high"} <= set(source.numbers):
        yield Definition(
            id=f"{name}.ci",
            name=name,
            role=Role.CI,
            meaning=f"limits: {source.label or name}",
            level="95",
            parts={part: f"{name}.{part}" for part in ("low", "high")},
        )


def analysis_ids(analysis: AnalysisOf, variables: Mapping[str, VariableOf]) -> Iterator[Definition]:
    """Yield the ids of one analysis, group by group where it has groups of its own."""
    if not analysis.groups or isinstance(analysis.options, (CompareAnalysis, VariationAnalysis)):
        yield from block_ids(analysis, analysis.name, analysis.label, variables)
        return
    for group in analysis.groups:
        label = f"{analysis.label}, {group.label}"
        yield from block_ids(analysis, f"{analysis.name}.{group.part}", label, variables)


def block_ids(
    analysis: AnalysisOf, prefix: str, label: str, variables: Mapping[str, VariableOf]
) -> Iterator[Definition]:
    """Yield the ids of an analysis below a prefix."""
    options = analysis.options
    level = f"{options.level.normalize():f}"
    adjusted = bool(analysis.family)
    match options:
        case DescribeAnalysis():
            yield from describe_ids(analysis, prefix, label, variables[options.variable], level)
        case PairedAnalysis():
            before, after = variables[options.before], variables[options.after]
            subject = Subject(
                name=analysis.name,
                of=label,
                unit=before.unit,
                variables=(options.before, options.after),
                decimals=max(before.decimals, after.decimals),
                level=level,
            )
            labels = (before.label, after.label)
            if before.options.type == "number":
                criteria = {name: one.options.label for name, one in analysis.responders.items()}
                yield from paired_ids(
                    prefix, subject, labels, criteria, analysis.test, adjusted=adjusted
                )
            else:
                levels = {one.part: one.label for one in before.levels}
                yield from paired_level_ids(
                    prefix,
                    subject,
                    labels,
                    levels,
                    analysis.test,
                    ordered=before.options.type != "category",
                    adjusted=adjusted,
                )
        case CompareAnalysis():
            variable = variables[options.variable]
            subject = _grouped(analysis, label, variable, options.by, level)
            groups = {group.part: group.label for group in analysis.groups}
            levels = {one.part: one.label for one in variable.levels}
            kind = compared_as(options, variable)
            yield from compare_ids(
                prefix, subject, groups, kind, levels, analysis.test, adjusted=adjusted
            )
            if options.adjust_for:
                by = _listed([variables[one].label for one in options.adjust_for])
                model = replace(subject, variables=(*subject.variables, *options.adjust_for))
                yield from adjusted_ids(prefix, model, groups, f"adjusted for {by}")
            if options.interaction is not None:
                other = variables[options.interaction]
                parts = {one.part: one.label for one in levels_of(other)}
                read = (*subject.variables, options.interaction, *options.adjust_for)
                model = replace(subject, variables=read)
                yield from interaction_ids(prefix, model, groups, parts, other.label)
        case VariationAnalysis():
            variable = variables[options.variable]
            subject = _grouped(analysis, label, variable, options.by, level)
            groups = {group.part: group.label for group in analysis.groups}
            yield from variation_ids(prefix, subject, groups)
        case CorrelateAnalysis():
            subject = Subject(
                name=analysis.name, of=label, variables=(options.x, options.y), level=level
            )
            yield from correlate_ids(prefix, subject, options.method, adjusted=adjusted)
        case DistributionAnalysis():
            subject = Subject(name=analysis.name, of=label, variables=(options.variable,))
            yield from distribution_ids(prefix, subject, classes_of(options))
        case EventsAnalysis():
            subject = Subject(
                name=analysis.name, of=label, variables=options.variables, level=level
            )
            labels_ = {name: variables[name].label for name in options.variables}
            yield from event_ids(prefix, subject, labels_)


def _grouped(
    analysis: AnalysisOf, label: str, variable: VariableOf, by: str, level: str
) -> Subject:
    """Return what the ids of a variable in groups are about."""
    return Subject(
        name=analysis.name,
        of=label,
        unit=variable.unit,
        variables=(variable.name, by),
        decimals=variable.decimals,
        level=level,
    )


def _listed(labels: list[str]) -> str:
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if labels[1:] else labels)


def compared_as(options: CompareAnalysis, variable: VariableOf) -> str:
    """Return how a variable is compared: as a number, a flag or a category."""
    if variable.options.type == "number":
        return "number"
    return "flag" if variable.options.type == "flag" or options.event else "category"


def describe_ids(
    analysis: AnalysisOf, prefix: str, label: str, variable: VariableOf, level: str
) -> Iterator[Definition]:
    """Yield the ids of a description, by the type of its variable."""
    subject = Subject(
        name=analysis.name,
        of=label,
        unit=variable.unit,
        variables=(variable.name,),
        decimals=variable.decimals,
        level=level,
    )
    match variable.options.type:
        case "number":
            yield from number_ids(prefix, subject)
        case "flag":
            yield from flag_ids(prefix, subject)
        case "category" | "ordered" | "multi":
            labels = {one.part: one.label for one in variable.levels}
            yield from level_ids(prefix, subject, labels)
        case "date":
            yield from denominators(prefix, subject)
        case "text":
            return  # never analysed
    if variable.reasons:
        yield from reason_ids(prefix, subject, variable.reason_labels)
