"""Results that were to be reported and stand in no document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sacroreport.document.document import Document
from sacroreport.findings import Finding, Severity
from sacroreport.study.study import Study

COUNTS = (".n", ".missing")


def check_reported(documents: Iterable[Document], study: Study) -> Iterator[Finding]:
    """Find primary analyses, and what says ``report: true``, that no document prints.

    A number of participants alone reports nothing. For a primary analysis with a test, its
    P value alone does not either, nor do the numbers of single groups or times.
    """
    printed: set[str] = set()
    for document in documents:
        for id_ in document.ids:
            definition = study.catalogue.get(id_.removeprefix("cells."))
            parts = definition.parts.values() if definition is not None else ()
            printed |= {id_.removeprefix("cells."), *parts}
    wanted = [
        ("analyses", name, one.options.primary)
        for name, one in study.analyses.items()
        if name in (study.source.data.get("analyses") or {})
        and (one.options.primary or one.options.report)
    ]
    wanted += [
        ("variables", name, False) for name, one in study.variables.items() if one.options.report
    ]
    for collection, name, is_primary in wanted:
        known = [one for one in study.catalogue if _is_result(one, name, is_primary=is_primary)]
        single = _single(name, study) if is_primary else frozenset()
        # Where there is an estimate of the difference, the mean of one group reports nothing: it
        # does not say whether the treatment helped.
        together = [one for one in known if single.isdisjoint(one.split("."))]
        estimates, single = (together, single) if together else (known, frozenset())
        if any(
            _is_result(one, name, is_primary=is_primary) and single.isdisjoint(one.split("."))
            for one in printed
        ):
            continue
        what = "the primary analysis" if is_primary else f'"{name}" with `report: true`'
        what = f'{what} "{name}"' if is_primary else what
        place = study.source.key_place((collection, name))
        if not known:  # of a date or a text only those who have one are counted
            yield Finding(
                rule="unreported",
                severity=Severity.WARNING,
                place=place,
                message=f"{what} has no result that a document could print",
                way_out=f"remove `{'primary' if is_primary else 'report'}: true`",
            )
            continue
        yield Finding(
            rule="unreported",
            severity=Severity.WARNING,
            place=place,
            message=f"no document prints {what}"
            + (", or its P value or single groups only" if is_primary else ""),
            way_out="print an estimate of it, for example "
            f"{{{{< var {estimates[0]} >}}}}; what was planned and is left out misleads",
        )


def _is_result(id_: str, name: str, *, is_primary: bool) -> bool:
    """Say whether an id is of an analysis and says more than how many, or whether by chance."""
    if not id_.startswith(f"{name}.") or id_.endswith(COUNTS):
        return False
    return not (is_primary and (".test." in id_ or ".companion." in id_))


def _single(name: str, study: Study) -> frozenset[str]:
    """Return the parts of ids of one group of a comparison, or of one time of pairs."""
    analysis = study.analyses.get(name)
    if analysis is None:
        return frozenset()
    groups = (group.part for group in analysis.groups if analysis.kind.compares)
    return frozenset({*analysis.times, *groups})
