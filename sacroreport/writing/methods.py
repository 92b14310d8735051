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
            if id_.startswith("influence."):  # what it is about is described too
                base = id_.removeprefix("influence.").rpartition(".")[0]
                rows |= {base: results[base]} if base in results else {}
    names = list(dict.fromkeys(row.definition.name for row in rows.values()))
    analyses = [study.analyses[name] for name in names if name in study.analyses]
    if not analyses:
        return ""
    roles = {definition.role for definition in printed}
    sentences = [
        *_described(roles),
        *_tests(study, analyses, rows),
        *_interactions(study, analyses, rows),
        *_influence(study, rows),
        *_intervals(rows),
        *_missing(analyses, rows, results),
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
            adjusted = f"{analysis.name}.adjusted."
            is_ancova = analysis.test == "ancova" and part == "test"
            if is_ancova and (method or any(id_.startswith(adjusted) for id_ in rows)):
                how = f"analysis of covariance{_for(study, analysis)}"
                yield f"{_subject(study, analysis)} by {how}."
                continue
            if not method:
                continue
            name, _, details = method.partition("; ")[0].partition(", ")
            details = f" ({details})" if details else ""
            subject = _subject(study, analysis)
            plain = ("Fisher's", "analysis of")
            article = "" if name.startswith(plain) else f"{_article(name)} "
            yield f"{opening}{subject} by {article}{name}{details}."


def _for(study: Study, analysis: AnalysisOf) -> str:
    names = getattr(analysis.options, "adjust_for", ())
    labels = [study.variables[name].label for name in names]
    return f", adjusted for {_listed(labels)}" if labels else ""


def _interactions(
    study: Study, analyses: Iterable[AnalysisOf], rows: Mapping[str, Result]
) -> Iterable[str]:
    for analysis in analyses:
        prefix = f"{analysis.name}.interaction."
        endings = [id_.removeprefix(prefix) for id_ in rows if id_.startswith(prefix)]
        if not endings:
            continue
        by = study.variables[analysis.by].label
        other = study.variables[str(getattr(analysis.options, "interaction", ""))].label
        model = f"a linear model with the product of {by} and {other}{_for(study, analysis)}"
        if any("." in ending for ending in endings):
            yield (
                f"Differences in {_where(analysis)} within the levels of {other} are from {model}."
            )
        if any("." not in ending for ending in endings):
            yield (
                f"Whether the difference in {_where(analysis)} varies with {other} was tested by "
                f"F in {model}."
            )


def _influence(study: Study, rows: Mapping[str, Result]) -> Iterable[str]:
    about: dict[str, None] = {}
    for id_, row in rows.items():
        if row.definition.name != "influence":
            continue
        base = id_.removeprefix("influence.").rpartition(".")[0]
        if base.startswith("claims."):
            about[f"“{study.claims[base.removeprefix('claims.')].options.says}”"] = None
        elif base in rows:
            about[rows[base].definition.meaning] = None
    if about:
        yield (
            "To see how far single participants matter, each was left out in turn: "
            f"{'; '.join(about)}."
        )


def _where(analysis: AnalysisOf) -> str:
    """Return what an analysis is about, with its condition."""
    if analysis.where is None:
        return analysis.label
    return f"{analysis.label} (where {analysis.where.text})"


def _subject(study: Study, analysis: AnalysisOf) -> str:
    match analysis.options:
        case PairedAnalysis() as options:
            before, after = (study.variables[one].label for one in (options.before, options.after))
            both = f"{before} and {after}"
            condition = f" (where {analysis.where.text})" if analysis.where is not None else ""
            return f"{both} were compared in the same participants{condition}"
        case CompareAnalysis() as options:
            groups = _listed([group.label for group in analysis.groups])
            kind = compared_as(options, study.variables[options.variable])
            what = _where(analysis)
            if kind == "flag":
                event = next(
                    (
                        f" ({level.label})"
                        for level in study.variables[options.variable].levels
                        if level.code == options.event
                    ),
                    "",
                )
                what = f"The proportion of {_where(analysis)}{event}"
            return f"{what} was compared between {groups}"
        case CorrelateAnalysis():
            return f"The correlation of {_where(analysis)} was tested"
    return f"{_where(analysis)} was tested"


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


def _missing(
    analyses: Iterable[AnalysisOf], rows: Mapping[str, Result], results: Results
) -> Iterable[str]:
    left_out = any(row.missing for row in rows.values())
    unknown = any(row.where_missing for row in rows.values())
    names = {analysis.by for analysis in analyses if analysis.by}
    by_group = any(results[f"{name}.missing"].value for name in names)
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
            families.setdefault(analysis.family, []).append(_where(analysis))
    for family, labels in families.items():
        count = sum(one.family == family for one in study.analyses.values())
        several = "P values" if len(labels) > 1 else "The P value"
        verb = "were" if len(labels) > 1 else "was"
        names = _listed(list(dict.fromkeys(labels)))
        yield f"{several} of {names} {verb} adjusted for {count} tests by Holm's method."


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
    return "an" if word[:1].lower() in "aeio" and not word.startswith("one") else "a"
