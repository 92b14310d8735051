"""``methods.statistics``: a paragraph about the analyses that a document prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sacroreport import __version__
from sacroreport.statistics.result import Result, Results
from sacroreport.study.catalogue import compared_as
from sacroreport.study.ids import Role
from sacroreport.study.kinds import CompareAnalysis, CorrelateAnalysis, PairedAnalysis
from sacroreport.study.study import AnalysisOf, Study

ID = "methods.statistics"
ORIGINS = {
    "post_hoc": "was not planned before the data were seen",
    "reviewer": "was asked for by a reviewer",
}


def methods_text(study: Study, results: Results, ids: Iterable[str]) -> str:
    """Return what a methods section says of the statistics behind some ids.

    Parameters
    ----------
    ids
        Ids in the order in which they are printed; those that are no numbers of an
        analysis are passed over.

    Returns
    -------
    text
        English sentences; empty when no number is printed. Tests are named with how they
        treat ties and zeros and whether they are exact; intervals, missing values,
        adjustment and origin follow, in the order of the text.
    """
    printed = [study.catalogue[id_] for id_ in ids if id_ in study.catalogue]
    rows: dict[str, Result] = {}
    for definition in printed:
        for id_ in definition.parts.values() if definition.role.is_text else (definition.id,):
            if id_ in results:
                rows[id_] = results[id_]
    names = list(dict.fromkeys(row.definition.name for row in rows.values()))
    analyses = [study.analyses[name] for name in names if name in study.analyses]
    if not analyses:
        return ""
    roles = {definition.role for definition in printed}
    sentences = [
        *_described(roles),
        *_tests(study, analyses, rows),
        *_interactions(analyses, rows),
        *_influence(study, rows),
        *_intervals(rows),
        *_missing(analyses, rows),
        *_families(study, analyses, rows),
        *_origins(analyses),
        f"All numbers were computed from the data and put into this text by sacroreport "
        f"{__version__}; distribution functions are SciPy's.",
    ]
    return " ".join(sentences)


def tested_ids(study: Study) -> list[str]:
    """Return the ids of all analyses of a study but the plain descriptions of variables."""
    return [id_ for id_, one in study.catalogue.items() if one.name not in study.variables]


def _described(roles: set[Role]) -> Iterable[str]:
    kinds = []
    if roles & {Role.MEAN_SD}:
        kinds.append("mean and standard deviation")
    if roles & {Role.MEDIAN_IQR}:
        kinds.append("median and quartiles (type 7)")
    if roles & {Role.RANGE}:
        kinds.append("range")
    if roles & {Role.COUNT_PERCENT, Role.COUNT_OF_N, Role.PERCENT}:
        kinds.append("counts and percentages")
    if kinds:
        yield f"Values are {_listed(kinds)}."


def _tests(
    study: Study, analyses: Iterable[AnalysisOf], rows: Mapping[str, Result]
) -> Iterable[str]:
    for analysis in analyses:
        if any(id_.startswith(f"{analysis.name}.heterogeneity.") for id_ in rows):
            yield f"Variation of {analysis.label} between groups is given as Cochran's Q and I²."
        for part, opening in (("test", ""), ("companion", "As a sensitivity analysis, ")):
            prefix = f"{analysis.name}.{part}."
            method = next((row.method for id_, row in rows.items() if id_.startswith(prefix)), "")
            if not method:
                continue
            name, _, details = method.partition("; ")[0].partition(", ")
            details = f" ({details})" if details else ""
            subject = _subject(study, analysis)
            plain = ("Fisher's", "analysis of")
            article = "" if name.startswith(plain) else f"{_article(name)} "
            yield f"{opening}{subject} by {article}{name}{details}."


def _interactions(analyses: Iterable[AnalysisOf], rows: Mapping[str, Result]) -> Iterable[str]:
    for analysis in analyses:
        prefix = f"{analysis.name}.interaction."
        method = next((row.method for id_, row in rows.items() if id_.startswith(prefix)), "")
        if "interaction of " in method:
            what = method[method.index("interaction of ") :].removeprefix("interaction of ")
            names = what.removesuffix(", F test").removesuffix(" in a linear model")
            yield (
                f"Whether the difference in {analysis.label} varies was tested by the interaction "
                f"of {names} in a linear model."
            )


def _influence(study: Study, rows: Mapping[str, Result]) -> Iterable[str]:
    if any(row.definition.name == "influence" for row in rows.values()):
        yield "To see how far single participants matter, each was left out in turn."


def _subject(study: Study, analysis: AnalysisOf) -> str:
    match analysis.options:
        case PairedAnalysis() as options:
            before, after = (study.variables[one].label for one in (options.before, options.after))
            return f"{before} and {after} were compared in the same participants"
        case CompareAnalysis() as options:
            groups = _listed([group.label for group in analysis.groups])
            kind = compared_as(options, study.variables[options.variable])
            what = analysis.label
            if kind == "flag":
                event = next(
                    (
                        f" ({level.label})"
                        for level in study.variables[options.variable].levels
                        if level.code == options.event
                    ),
                    "",
                )
                what = f"The proportion of {analysis.label}{event}"
            return f"{what} was compared between {groups}"
        case CorrelateAnalysis():
            return f"The correlation of {analysis.label} was tested"
    return f"{analysis.label} was tested"


def _intervals(rows: Mapping[str, Result]) -> Iterable[str]:
    methods = [
        row.method
        for id_, row in rows.items()
        if id_.rsplit(".", 1)[-1] in ("low", "high", "dz_low", "dz_high", "d_low", "d_high")
        or id_.endswith("upper_one_sided")
    ]
    kinds = [
        f"{level} {name}" if (level := method.rpartition(", ")[2]).endswith("%") else method
        for method in dict.fromkeys(methods)
        for name in [method.rpartition(", ")[0]]
    ]
    if kinds:
        yield f"Limits: {'; '.join(kinds)}."
    shifts = [id_ for id_ in rows if ".shift.estimate" in id_]
    if shifts:
        yield "Shifts are Hodges-Lehmann estimates, zeros included."


def _missing(analyses: Iterable[AnalysisOf], rows: Mapping[str, Result]) -> Iterable[str]:
    left_out = any(row.missing for row in rows.values())
    unknown = any(row.where_missing for row in rows.values())
    by_group = any(analysis.groups for analysis in analyses)
    counted = [
        responder.options.label
        for analysis in analyses
        for name, responder in analysis.responders.items()
        if responder.options.missing == "nonresponder"
        and any(id_.startswith(f"{analysis.name}.responders.{name}.") for id_ in rows)
    ]
    if left_out:
        yield "Participants without a value were left out of the analysis that needs it."
    if by_group:
        yield "Participants without a group are in none of the groups."
    if unknown:
        yield "Participants for whom a condition is unknown were left out."
    if counted:
        yield f"For {_listed(counted)}, participants without a value count as not responding."
    if not (left_out or unknown or by_group or counted):
        yield "No value was missing."


def _families(
    study: Study, analyses: Iterable[AnalysisOf], rows: Mapping[str, Result]
) -> Iterable[str]:
    families: dict[str, list[str]] = {}
    for analysis in analyses:
        if f"{analysis.name}.test.p_adjusted" in rows:
            families.setdefault(analysis.family, []).append(analysis.label)
    for family, labels in families.items():
        count = sum(one.family == family for one in study.analyses.values())
        yield f"P values of {_listed(labels)} were adjusted for {count} tests by Holm's method."


def _origins(analyses: Iterable[AnalysisOf]) -> Iterable[str]:
    for analysis in analyses:
        origin, reason = analysis.options.origin, analysis.options.reason
        if origin in ORIGINS:
            yield f"The analysis of {analysis.label} {ORIGINS[origin]}: {reason}."


def _listed(words: list[str]) -> str:
    if len(words) < 3:
        return " and ".join(words)
    return f"{', '.join(words[:-1])}, and {words[-1]}"


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeio" else "a"
