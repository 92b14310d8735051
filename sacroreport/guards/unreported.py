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
    P value alone does not either.
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
        shown = [id_ for id_ in printed if id_.startswith(f"{name}.") and not id_.endswith(COUNTS)]
        if is_primary:
            shown = [id_ for id_ in shown if ".test." not in id_ and ".companion." not in id_]
        if shown:
            continue
        what = "the primary analysis" if is_primary else f'"{name}" with `report: true`'
        what = f'{what} "{name}"' if is_primary else what
        some = next(
            id_
            for id_ in study.catalogue
            if id_.startswith(f"{name}.") and not id_.endswith(COUNTS)
        )
        yield Finding(
            rule="unreported",
            severity=Severity.WARNING,
            place=study.source.key_place((collection, name)),
            message=f"no document prints {what}" + (", or its P value only" if is_primary else ""),
            way_out=f"print an estimate of it, for example {{{{< var {some} >}}}}; what was "
            "planned and is left out misleads",
        )
