"""Two printed numbers side by side that do not belong together, or stand the wrong way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sacroreport.findings import Finding, Severity
from sacroreport.guards.beside import Beside
from sacroreport.guards.language import Language
from sacroreport.study.study import Study

FIRST = {"max": "min", "q3": "q1", "high": "low"}
"""Statistic that ends a range → the one that begins it."""
SPREADS = {"mean": "sd", "count": "percent"}
"""Statistic → the one that stands behind it in parentheses."""


def check_pair(
    first: Beside, second: Beside, study: Study, language: Language
) -> Iterator[Finding]:
    """Find "8.9 ± 2.0" with the SD of another time, and "9 to 2" for a range of 2 to 9.

    Parameters
    ----------
    first, second
        Printed numbers of a sentence, one behind the other.
    """
    between = first.line.text[first.at + 1 : second.at]
    above, _, last = first.id.rpartition(".")
    of = second.id.rpartition(".")[2]
    is_spread = between.strip() == "±" and last == "mean"
    if is_spread or (between == " (" and SPREADS.get(last) == of):
        wanted = f"{above}.{SPREADS[last]}"
        is_kin = second.id.split(".")[0] == first.id.split(".")[0]
        if (is_kin or of == "sd") and wanted in study.catalogue and second.id != wanted:
            yield Finding(
                rule="words-against-numbers",
                severity=Severity.WARNING,
                **second.spot(),
                message=f'"{second.id}" does not belong behind "{first.id}"',
                expected=wanted,
                way_out=f"write {{{{< var {wanted} >}}}}, or say what they are",
            )
    elif _is_reversed(first, second, between, language):
        yield Finding(
            rule="words-against-numbers",
            severity=Severity.WARNING,
            **second.spot(),
            message=f'"{second.id}" comes before "{first.id}", and stands behind it',
            way_out="exchange the two, or correct the words",
        )


def _is_reversed(first: Beside, second: Beside, between: str, language: Language) -> bool:
    """Say whether two numbers are the limits of a range, or two times, the wrong way round."""
    words = language.beside
    if not re.fullmatch(rf" (?:{words.until}) | ?(?:[-–]|--) ?", between, re.I):
        return False
    above, _, last = first.id.rpartition(".")
    if last in FIRST:
        falls = language.down.search(f"{first.before} {second.after}") is not None
        return second.id == f"{above}.{FIRST[last]}" and not falls
    is_after = first.id.replace(".after.", ".before.", 1) == second.id != first.id
    return is_after and re.search(rf"\b(?:{words.since}) \Z", first.before, re.I) is not None
