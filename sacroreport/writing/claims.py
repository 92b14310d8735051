"""Claims: words that are printed only while the data bear them out."""

from __future__ import annotations

from sacroreport.statistics.influence import verdict
from sacroreport.statistics.result import Results
from sacroreport.study.study import ClaimOf


def claim_text(claim: ClaimOf, results: Results) -> tuple[str, str]:
    """Return what a claim says under these results, or an empty text and the reason.

    A claim that is unknown, because a number in it is null, is not borne out.
    """
    holds = verdict(claim.holds, {id_: results[id_].value for id_ in claim.holds.names})
    if holds is True:
        return claim.options.says, ""
    if claim.options.otherwise is not None and holds is False:
        return claim.options.otherwise, ""
    unknown = [f"{id_}: {results[id_].reason}" for id_ in claim.holds.names if results[id_].reason]
    state = f"is unknown ({'; '.join(unknown)})" if holds is None else "does not hold"
    return "", f'the claim "{claim.options.says}" {state}: {claim.options.holds}'
