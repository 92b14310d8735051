"""All checks of numbers as documents print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sacroreport.document.document import Document
from sacroreport.findings import Finding
from sacroreport.guards.between import check_denominators, check_roundings
from sacroreport.guards.closure import check_closure, check_limits
from sacroreport.guards.selfcheck import check_impossible
from sacroreport.guards.shown import Printed
from sacroreport.guards.wholes import check_wholes
from sacroreport.kinds.results import Results
from sacroreport.study.study import Study
from sacroreport.writing.values import Values


def check_printed(
    documents: Sequence[Document], values: Mapping[str, Values], study: Study, results: Results
) -> Iterator[Finding]:
    """Find numbers that are at odds as they are printed.

    Within each document and between them; ``values`` are those of each document, by name.
    """
    all_printed = [Printed(one, values[one.name], study, results) for one in documents]
    for printed in all_printed:
        yield from check_closure(printed)
        yield from check_limits(printed)
        yield from check_wholes(printed)
        yield from check_impossible(printed)
    yield from check_roundings(all_printed)
    yield from check_denominators(all_printed)
