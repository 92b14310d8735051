"""What becomes of a number, or of a claim, when one participant is left out.

Participants who are alike in all that matters count as one case, so this too works from
counts and never from people.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sacroreport.data.source import Frame
from sacroreport.data.tally import Tally, Values, tally_of
from sacroreport.kinds.run import kind_of, run
from sacroreport.statistics.estimate import Estimate, null
from sacroreport.statistics.exact import Number, Root
from sacroreport.statistics.holm import holm
from sacroreport.study.expression import Expression, Value
from sacroreport.study.study import AnalysisOf, ClaimOf, Study

MOST_CASES = 1000
"""Different participants up to whom each is left out in turn."""
MOST_UNASKED = 40
"""The same for claims that nobody asked about, which may not slow a check down."""
MOST_RUNS = 150
"""Analyses that are computed anew, in all, for claims that nobody asked about."""
METHOD = "each participant left out in turn"

Numbers = Mapping[str, Number | None]


def verdict(condition: Expression, numbers: Numbers) -> Value | None:
    """Return whether a condition on results holds; ``None`` is unknown.

    Examples
    --------
    >>> from sacroreport.study.compiler import compile_expression
    >>> from sacroreport.study.expression import NUMBER
    >>> narrow = compile_expression("a.sd <= 0.1", {"a.sd": NUMBER})
    >>> verdict(narrow, {"a.sd": Root(Fraction(1, 100))}), verdict(narrow, {"a.sd": None})
    (True, None)
    """
    try:
        return condition({id_: _known(numbers[id_]) for id_ in condition.names})
    except OverflowError:  # an exact number beyond all floats meets a float
        return None


def _known(value: Number | None) -> Value | None:
    """Return a number as expressions take it; a root is exact where it is rational."""
    if not isinstance(value, Root):
        return value
    parts = (value.square.numerator, value.square.denominator)
    roots = [math.isqrt(part) for part in parts]
    if all(root * root == part for root, part in zip(roots, parts, strict=True)):
        return Fraction(*roots)
    return float(value)


def turning(
    frame: Frame,
    study: Study,
    claim: ClaimOf,
    numbers: Numbers,
    known: Known | None = None,
) -> int | None:
    """Return how many participants there are without any one of whom a claim would turn.

    What has become unknown is not borne out either.

    Parameters
    ----------
    numbers
        All results with everybody, by id.
    known
        What has been computed for other claims; it is added to.

    Returns
    -------
    count
        ``None`` with over 1000 different participants.
    """
    cases = _cases(frame, study, claim.holds.names, {} if known is None else known)
    if cases is None:
        return None
    before = verdict(claim.holds, numbers) is True
    fewer = {"participants.n": frame.n - 1}
    return sum(
        case.count
        for case in cases
        if (verdict(claim.holds, {**numbers, **fewer, **case.numbers}) is True) is not before
    )


def runs(frame: Frame, study: Study, claim: ClaimOf) -> int | None:
    """Return how many analyses :func:`turning` computes anew for a claim; ``None`` is too many.

    Too many are those of over 40 different participants, and those of tests that list tables
    or orders: Fisher's of more than two by two cells, Spearman's.
    """
    needed = _needed(study, claim.holds.names)
    if not needed:
        return 0
    if any(_is_listing(analysis, study) for analysis in needed):
        return None
    different = len(_everybody(frame, study, needed).rows)
    return different * len(needed) if different <= MOST_UNASKED else None


def _is_listing(analysis: AnalysisOf, study: Study) -> bool:
    return analysis.wants("test") and kind_of(analysis).is_listing(analysis, study.variables)


def influence(frame: Frame, study: Study, numbers: Numbers) -> dict[str, Estimate]:
    """Return how far single participants move the numbers that a study asks about.

    Parameters
    ----------
    numbers
        All results with everybody, by id.

    Returns
    -------
    estimates
        ``influence.ID.min`` and ``.max`` of a number, ``influence.claims.NAME.count`` of a
        claim: the participants without whom it would turn. Null where leaving somebody out
        makes the number undefined, and with over 1000 different participants.
    """
    result: dict[str, Estimate] = {}
    known: Known = {}
    for asked in study.head.influence:
        claim = study.claims.get(asked.removeprefix("claims."))
        is_claim = asked.startswith("claims.") and claim is not None
        too_many = null(
            f"there are more than {MOST_CASES} different participants", n=frame.n, method=METHOD
        )
        if is_claim and claim is not None:
            count = turning(frame, study, claim, numbers, known)
            turned = Estimate(value=count, n=frame.n, method=METHOD) if count is not None else None
            estimates = {"count": turned or too_many}
        elif (cases := _cases(frame, study, (asked,), known)) is None:
            estimates = dict.fromkeys(("min", "max"), too_many)
        else:
            estimates = _range([case.numbers[asked] for case in cases], frame.n)
        result |= {f"influence.{asked}.{key}": estimate for key, estimate in estimates.items()}
    return result


def _range(values: list[Number | None], n: int) -> dict[str, Estimate]:
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not known:
        reason = "without one of the participants it is undefined"
        return dict.fromkeys(("min", "max"), null(reason, n=n, method=METHOD))
    ordered = sorted(known, key=float)
    return {
        key: Estimate(value=ordered[index], n=n, method=METHOD)
        for key, index in (("min", 0), ("max", -1))
    }


@dataclass(frozen=True, slots=True)
class Case:
    """The numbers without one participant, and how many participants are like that one."""

    numbers: Numbers
    count: int


Known = dict[tuple[str, frozenset[str], Values], dict[str, Number | None]]
"""Analysis, its blocks and who is left out → its numbers: asked for again by other ids."""


def _cases(frame: Frame, study: Study, ids: tuple[str, ...], known: Known) -> list[Case] | None:
    """Leave each different participant out; ``None`` if there are too many."""
    needed = _needed(study, ids)
    if not needed:  # numbers that no variable is behind: everybody is alike
        return [Case({}, frame.n)]
    everybody = _everybody(frame, study, needed)
    if len(everybody.rows) > MOST_CASES:
        return None
    cases = []
    for values, count in everybody.rows:
        numbers: dict[str, Number | None] = {}
        for analysis in needed:
            own = everybody.environment(values)
            # Whoever is alike for this analysis has the same numbers without them.
            key = analysis.name, analysis.only, tuple(own[name] for name in analysis.variables)
            if key not in known:
                without = _without(everybody, analysis, values)
                known[key] = {
                    f"{analysis.name}.{ending}": estimate.value
                    for ending, estimate in run(analysis, without, study).items()
                }
            numbers |= known[key]
        numbers |= _adjusted(study, needed, numbers)
        cases.append(Case(numbers, count))
    return cases


def _everybody(frame: Frame, study: Study, needed: list[AnalysisOf]) -> Tally:
    """Return the counts of all that some analyses read."""
    names = tuple(dict.fromkeys(name for analysis in needed for name in analysis.variables))
    return tally_of(frame, study, names)


def _needed(study: Study, ids: tuple[str, ...]) -> list[AnalysisOf]:
    """Return the analyses behind some ids, with the blocks that they need of them.

    For an adjusted P that is all of its family.
    """
    needed: dict[str, set[str]] = {}
    for id_ in ids:
        analysis = study.analyses.get(study.catalogue[id_].name)
        if analysis is None:  # a number that no participant is behind
            continue
        parts = id_.removeprefix(f"{analysis.name}.").split(".")
        needed.setdefault(analysis.name, set()).update(parts[:2])
        if parts[-1] == "p_adjusted":
            for name, other in study.analyses.items():
                if other.family == analysis.family:
                    needed.setdefault(name, set()).add("test")
    return [replace(study.analyses[name], only=frozenset(only)) for name, only in needed.items()]


def _without(everybody: Tally, analysis: AnalysisOf, left_out: Values) -> Tally:
    """Return the counts of one analysis without one participant."""
    rows: Counter[Values] = Counter()
    for values, count in everybody.rows:
        rest = count - (values == left_out)
        own = everybody.environment(values)
        kept = analysis.where(own) if analysis.where is not None else True
        if kept is True and rest:
            rows[tuple(own[name] for name in analysis.variables)] += rest
    return Tally.of(analysis.variables, tuple(rows.items()))


def _adjusted(study: Study, needed: list[AnalysisOf], numbers: Numbers) -> dict[str, Number | None]:
    families: dict[str, list[str]] = {}
    for analysis in needed:
        if analysis.family:
            families.setdefault(analysis.family, []).append(analysis.name)
    adjusted: dict[str, Number | None] = {}
    for family, names in families.items():
        tests = sum(analysis.family == family for analysis in study.analyses.values())
        if len(names) < tests or any(f"{name}.test.p" not in numbers for name in names):
            continue  # nobody asked for them
        raw = {name: value for name in names if (value := numbers[f"{name}.test.p"]) is not None}
        p_values = holm([float(value) for value in raw.values()], tests)
        adjusted |= dict.fromkeys(f"{name}.test.p_adjusted" for name in names)
        adjusted |= {f"{name}.test.p_adjusted": p for name, p in zip(raw, p_values, strict=True)}
    return adjusted
