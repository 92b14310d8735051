"""Claims: words that are printed only while the data bear them out."""

from __future__ import annotations

from sacroreport.statistics.exact import Root
from sacroreport.statistics.result import Results
from sacroreport.study.expression import Value
from sacroreport.study.study import ClaimOf


def claim_text(claim: ClaimOf, results: Results) -> tuple[str, str]:
    """Return what a claim says under these results, or an empty text and the reason.

    A claim that is unknown, because a number in it is null, is not borne out.
    """
    environment: dict[str, Value | None] = {}
    for id_ in claim.holds.names:
        value = results[id_].value
        environment[id_] = float(value) if isinstance(value, Root) else value
    verdict = claim.holds(environment)
    if verdict is True:
        return claim.options.says, ""
    if claim.options.otherwise is not None and verdict is False:
        return claim.options.otherwise, ""
    unknown = [f"{id_}: {results[id_].reason}" for id_ in claim.holds.names if results[id_].reason]
    state = f"is unknown ({'; '.join(unknown)})" if verdict is None else "does not hold"
    return "", f'the claim "{claim.options.says}" {state}: {claim.options.holds}'
