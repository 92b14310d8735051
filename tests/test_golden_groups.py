"""Pairs, groups, tables and correlations against R: ``tests/golden/groups.R``."""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from sacroreport.statistics.association import correlation
from sacroreport.statistics.estimate import Estimate
from sacroreport.statistics.groups import (
    analysis_of_variance,
    kruskal_wallis,
    mean_difference,
    standardised_difference,
    t_test_of_groups,
)
from sacroreport.statistics.holm import holm
from sacroreport.statistics.ranks import rank_sum, signed_rank
from sacroreport.statistics.risk import (
    odds_ratio,
    paired_difference,
    risk_difference,
    sign_test,
    standardised_proportions,
)
from sacroreport.statistics.shift import group_shift, paired_shift
from sacroreport.statistics.tables import chi_square, fisher, fisher_exact, trend

GOLDEN = Path(__file__).parent / "golden"
LEVEL = Fraction(95)
Made = dict[str, object]


def rows() -> dict[tuple[str, str, str], dict[str, float]]:
    found: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    with (GOLDEN / "groups.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["dataset"], row["kind"], row["variables"]
            found[key][row["statistic"]] = float(row["value"])
    return dict(found)


ROWS = rows()


def columns(dataset: str) -> dict[str, list[str]]:
    with (GOLDEN / "datasets" / f"{dataset}.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    return {key: [record[key] for record in records] for key in records[0]}


def plain(block: dict[str, Estimate], prefix: str = "") -> Made:
    return {f"{prefix}{key}": one.value for key, one in block.items()}


def pairs_of(dataset: str, variables: str) -> Counter[tuple[Fraction, Fraction]]:
    data = columns(dataset)
    first, second = (data[name] for name in variables.split(":"))
    return Counter(
        (Fraction(x), Fraction(y)) for x, y in zip(first, second, strict=True) if x and y
    )


def groups_of(dataset: str, value: str, group: str) -> dict[str, Counter[Fraction]]:
    data = columns(dataset)
    found: dict[str, Counter[Fraction]] = defaultdict(Counter)
    for text, name in zip(data[value], data[group], strict=True):
        if text and name:
            found[name][Fraction(text)] += 1
    return found


def signed(dataset: str, variables: str) -> Made:
    pairs = pairs_of(dataset, variables)
    change: Counter[Fraction] = Counter()
    for (before, after), count in pairs.items():
        change[after - before] += count
    exact, approx = signed_rank(change), signed_rank(change, exact_up_to=0)
    pratt = signed_rank(change, zeros="pratt")
    assert exact is not None
    assert approx is not None
    assert pratt is not None
    assert exact.is_exact
    assert not approx.is_exact
    return {
        "n": sum(pairs.values()), "exact.v": exact.statistic, "exact.p": exact.p,
        "approx.p": approx.p, "pratt.v": pratt.statistic, "pratt.p": pratt.p,
    } | plain(paired_shift(change, LEVEL), "hl.")  # fmt: skip


def two_sample(dataset: str, variables: str) -> Made:
    value, group, reference, other = variables.split(":")
    groups = groups_of(dataset, value, group)
    first, second = groups[other], groups[reference]
    made: Made = {}
    for kind, pooled in (("welch", False), ("student", True)):
        made |= plain(t_test_of_groups(first, second, pooled=pooled), f"{kind}.")
        limits = mean_difference(first, second, LEVEL, pooled=pooled)
        made |= {f"{kind}.{key}": limits[key].value for key in ("low", "high")}
        made["difference"] = limits["mean"].value
    exact = rank_sum(first, second, exact_up_to=100)
    approx = rank_sum(first, second, exact_up_to=0)
    made |= {
        "ranksum.u": exact.statistic, "ranksum.exact_p": exact.p, "ranksum.approx_p": approx.p
    }  # fmt: skip
    made |= plain(group_shift(first, second, LEVEL), "hl.")
    return made | plain(standardised_difference(first, second, LEVEL))


def k_groups(dataset: str, variables: str) -> Made:
    groups = list(groups_of(dataset, *variables.split(":")).values())
    return plain(analysis_of_variance(groups), "anova.") | plain(kruskal_wallis(groups), "kruskal.")


def two_by_two(dataset: str, variables: str) -> Made:
    a, b, c, d = map(int, variables.split("/"))
    first, second, table = (a, a + b), (c, c + d), [[a, b], [c, d]]
    ratio = odds_ratio(first, second, LEVEL)
    risk = risk_difference(first, second, LEVEL)
    return {
        "or": ratio["estimate"].value, "or_low": ratio["low"].value, "or_high": ratio["high"].value,
        "rd": risk["estimate"].value, "rd_low": risk["low"].value, "rd_high": risk["high"].value,
        "smd": standardised_proportions(first, second).value,
        # without anybody in a row or column R says 1; nothing was tested
        "fisher.p": 1.0 if 0 in (a + c, b + d) else fisher(table)["p"].value,
    } | plain(chi_square(table), "chi.") | plain(chi_square(table, yates=True), "yates.")  # fmt: skip


def table(dataset: str, variables: str) -> Made:
    cells = [[int(cell) for cell in row.split(",")] for row in variables.split(";")]
    return {"fisher.p": fisher_exact(cells, most=10**9)} | plain(chi_square(cells), "chi.")


def trends(dataset: str, variables: str) -> Made:
    events, totals = ([int(one) for one in part.split(",")] for part in variables.split(":"))
    return plain(trend(events, totals))


def correlations(dataset: str, variables: str) -> Made:
    pairs = pairs_of(dataset, variables)
    made: Made = {"n": sum(pairs.values())}
    made |= plain(correlation(pairs, LEVEL, by_rank=False), "pearson.")
    spearman = plain(correlation(pairs, LEVEL, by_rank=True), "spearman.")
    p = spearman.pop("spearman.p")
    which = "exact_p" if sum(pairs.values()) <= 8 else "t_p"
    return made | spearman | {f"spearman.{which}": p}


def mcnemar(dataset: str, variables: str) -> Made:
    a, b, c, d = map(int, variables.split("/"))
    made = paired_difference((a, b, c, d), LEVEL)
    return {
        "p": sign_test(b, c, n=a + b + c + d).value, "difference": made["estimate"].value,
        "low": made["low"].value, "high": made["high"].value,
    }  # fmt: skip


def holms(dataset: str, variables: str) -> Made:
    values = [float(one) for one in variables.split(",")]
    adjusted = holm(values, len(values))
    return {f"p{index}": value for index, value in enumerate(adjusted, start=1)}


KINDS: dict[str, Callable[[str, str], Made]] = {
    "signed_rank": signed, "two_sample": two_sample, "k_groups": k_groups,
    "two_by_two": two_by_two, "table": table, "trend": trends, "correlation": correlations,
    "mcnemar": mcnemar, "holm": holms,
}  # fmt: skip


def whole_range_covers_less(kind: str, dataset: str, variables: str) -> bool:
    """Whether so few participants have no 95% limits: the range misses more than 5%."""
    if kind == "signed_rank":
        return 0.5 ** sum(pairs_of(dataset, variables).values()) > 0.025
    value, group, reference, other = variables.split(":")
    groups = groups_of(dataset, value, group)
    m, n = groups[other].total(), groups[reference].total()
    return 1 / math.comb(m + n, m) > 0.025


@pytest.mark.golden
@pytest.mark.parametrize("key", ROWS, ids=":".join)
def test_as_in_r(key: tuple[str, str, str]) -> None:
    dataset, kind, variables = key
    made = KINDS[kind](dataset, variables)
    compared = 0
    for statistic, wanted in ROWS[key].items():
        if statistic == "spearman.t_p" and statistic not in made:
            continue  # for so few pairs P is exact here
        found = made[statistic]
        if found is None and statistic in ("hl.low", "hl.high"):
            assert whole_range_covers_less(kind, dataset, variables)
            continue  # R gives the whole range, and warns that it covers less
        assert found is not None, statistic
        assert math.isclose(float(found), wanted, rel_tol=1e-9, abs_tol=1e-11), (  # type: ignore[arg-type]
            statistic, found, wanted,
        )  # fmt: skip
        compared += 1
    assert compared


def test_there_is_a_golden_value_of_every_kind() -> None:
    assert {kind for _, kind, _ in ROWS} == set(KINDS)
    assert sum(map(len, ROWS.values())) > 700
