"""Numbers that a document prints together and that a reader would find at odds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sacroreport.document.document import Document
from sacroreport.findings import Finding, Place, Severity
from sacroreport.kinds.results import Results
from sacroreport.study.blocks import FewerPeople, SamePeople, Test
from sacroreport.study.study import AnalysisOf, Study


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
    for analysis, test in study.relations(Test):
        yield from _p_and_limits(analysis, test, printed, results)
        yield from _companion(test, printed)
    for _, model in study.relations(FewerPeople):
        yield from _fewer_people(model, printed, results)
    for _, pair in study.relations(SamePeople):
        yield from _same_people(pair, study, printed, results)


def _p_and_limits(
    analysis: AnalysisOf, test: Test, printed: Mapping[str, Place], results: Results
) -> Iterator[Finding]:
    level = float(analysis.options.level)
    for p_id in test.p:
        p = results.get(p_id)
        if p is None or p.value is None or p.id not in printed:
            continue
        for block, none in test.effects:
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


def _companion(test: Test, printed: Mapping[str, Place]) -> Iterator[Finding]:
    if not test.companion:
        return
    alone = [place for id_, place in printed.items() if id_.startswith(f"{test.companion}.")]
    own = test.p[0]
    if alone and not {own, test.adjusted} & set(printed):
        yield Finding(
            rule="companion-alone",
            severity=Severity.WARNING,
            place=alone[0],
            message=f'"{test.companion}" is a sensitivity analysis, and the test that it '
            "accompanies is not printed",
            way_out=f"print {own} as well",
        )


def _same_people(
    pair: SamePeople, study: Study, printed: Mapping[str, Place], results: Results
) -> Iterator[Finding]:
    variable = pair.variable
    of_pairs = first_number(f"{pair.block}.", printed, results)
    of_all = first_number(f"{variable}.", printed, results)
    if not of_pairs or not of_all:
        return
    pairs, everybody = results[of_pairs].n, results[of_all].n
    if pairs != everybody and not {pair.n, f"{variable}.n"} <= printed.keys():
        yield Finding(
            rule="different-n",
            severity=Severity.WARNING,
            place=printed[of_all],
            message=f'"{of_all}" and "{of_pairs}" describe {study.variables[variable].label} '
            "over different participants",
            found=f"{everybody} recorded and {pairs} complete pairs",
            way_out="print numbers of one of the two, or say of how many each is: print "
            f"{variable}.n and {pair.n}",
        )


def _fewer_people(
    model: FewerPeople, printed: Mapping[str, Place], results: Results
) -> Iterator[Finding]:
    of_model = first_number(model.model, printed, results)
    of_groups = first_number(model.others, printed, results)
    if not of_model or not of_groups:
        return
    fewer, everybody = results[model.n].n, results[model.n_others].n
    if fewer != everybody and model.n not in printed:
        yield Finding(
            rule="different-n",
            severity=Severity.WARNING,
            place=printed[of_model],
            message=f'"{of_groups}" and "{of_model}" are about different participants',
            found=f"{everybody} with a group and a value, {fewer} with all covariates too",
            way_out=f"say so, for example by printing {model.n}",
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
