"""Numbers that a document prints together and that a reader would find at odds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sacroreport.document.document import Document
from sacroreport.findings import Finding, Place, Severity
from sacroreport.statistics.result import Results
from sacroreport.study.kinds import CompareAnalysis, PairedAnalysis
from sacroreport.study.study import AnalysisOf, Study

EFFECTS = {
    "change": 0, "improvement": 0, "shift": 0, "difference": 0, "risk_difference": 0,
    "adjusted": 0, "": 0, "odds_ratio": 1,
}  # fmt: skip
"""Block with limits → the value that says there is no effect; a correlation has no block."""
TESTS = ("test.p", "companion.p")


def check_agreement(document: Document, study: Study, results: Results) -> Iterator[Finding]:
    """Find pairs of printed numbers that contradict each other or need each other.

    A P value and limits that disagree about the effect; a companion test without the test
    that it accompanies; a variable alone and in pairs over different participants.
    """
    printed: dict[str, Place] = {}
    for id_, place in document.printed.items():
        definition = study.catalogue.get(id_)
        for one in (id_, *(definition.parts.values() if definition is not None else ())):
            printed.setdefault(one, place)
    for analysis in study.analyses.values():
        yield from _p_and_limits(analysis, printed, results)
        yield from _companion(analysis, printed)
        yield from _two_denominators(analysis, study, printed, results)


def _p_and_limits(
    analysis: AnalysisOf, printed: Mapping[str, Place], results: Results
) -> Iterator[Finding]:
    level = float(analysis.options.level)
    for test in TESTS:
        p = results.get(f"{analysis.name}.{test}")
        if p is None or p.value is None or p.id not in printed:
            continue
        for part, none in EFFECTS.items():
            block = f"{analysis.name}.{part}".rstrip(".")
            low, high = results.get(f"{block}.low"), results.get(f"{block}.high")
            if low is None or high is None or low.value is None or high.value is None:
                continue
            if low.id not in printed and high.id not in printed:
                continue
            excluded = float(low.value) > none or float(high.value) < none
            significant = float(p.value) < 1 - level / 100
            if excluded == significant:
                continue
            limits = f"{float(low.value):.4g} to {float(high.value):.4g}"
            yield Finding(
                rule="p-and-interval",
                severity=Severity.WARNING,
                place=printed[p.id],
                message=f'"{p.id}" and the limits of "{block}" disagree about whether there is an '
                "effect",
                found=f"P {float(p.value):.4g} ({p.method}), {level:g}% limits {limits} "
                f"({low.method})",
                way_out="they come from different methods: say so, or choose a test and limits "
                "of one kind",
            )


def _companion(analysis: AnalysisOf, printed: Mapping[str, Place]) -> Iterator[Finding]:
    prefix = f"{analysis.name}.companion."
    alone = [place for id_, place in printed.items() if id_.startswith(prefix)]
    primary = {f"{analysis.name}.test.p", f"{analysis.name}.test.p_adjusted"}
    if alone and not primary & set(printed):
        yield Finding(
            rule="companion-alone",
            severity=Severity.WARNING,
            place=alone[0],
            message=f'"{analysis.name}.companion" is a sensitivity analysis, and the test that it '
            "accompanies is not printed",
            way_out=f"print {analysis.name}.test.p as well",
        )


def _two_denominators(
    analysis: AnalysisOf, study: Study, printed: Mapping[str, Place], results: Results
) -> Iterator[Finding]:
    options = analysis.options
    if isinstance(options, CompareAnalysis) and options.adjust_for:
        yield from _adjusted_denominators(analysis, printed, results)
    if not isinstance(options, PairedAnalysis) or analysis.by:
        return
    for part, variable in (("before", options.before), ("after", options.after)):
        of_pairs = first_number(f"{analysis.name}.{part}.", printed, results)
        of_all = first_number(f"{variable}.", printed, results)
        if not of_pairs or not of_all:
            continue
        pairs, everybody = results[of_pairs].n, results[of_all].n
        if pairs != everybody and not {f"{analysis.name}.n", f"{variable}.n"} <= printed.keys():
            yield Finding(
                rule="different-n",
                severity=Severity.WARNING,
                place=printed[of_all],
                message=f'"{of_all}" and "{of_pairs}" describe {study.variables[variable].label} '
                "over different participants",
                found=f"{everybody} recorded and {pairs} complete pairs",
                way_out="print numbers of one of the two, or say of how many each is: print "
                f"{variable}.n and {analysis.name}.n",
            )


def _adjusted_denominators(
    analysis: AnalysisOf, printed: Mapping[str, Place], results: Results
) -> Iterator[Finding]:
    model = f"{analysis.name}.adjusted.n"
    of_model = first_number(
        (f"{analysis.name}.adjusted.", f"{analysis.name}.test."), printed, results
    )
    groups = tuple(f"{analysis.name}.{group.part}." for group in analysis.groups)
    of_groups = first_number((*groups, f"{analysis.name}.difference."), printed, results)
    if not of_model or not of_groups:
        return
    fewer, everybody = results[model].n, results[f"{analysis.name}.n"].n
    if fewer != everybody and model not in printed:
        yield Finding(
            rule="different-n",
            severity=Severity.WARNING,
            place=printed[of_model],
            message=f'"{of_groups}" and "{of_model}" are about different participants',
            found=f"{everybody} with a group and a value, {fewer} with all covariates too",
            way_out=f"say so, for example by printing {model}",
        )


def first_number(
    prefix: str | tuple[str, ...], printed: Mapping[str, object], results: Results
) -> str:
    """Return the first printed number below a prefix that is no count of participants."""
    for id_ in printed:
        row = results.get(id_)
        if id_.startswith(prefix) and row is not None and not id_.endswith((".n", ".missing")):
            return id_
    return ""
