"""Every statistic against R: ``tests/golden/golden.R`` made the values compared here."""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from sacroreport.statistics.describe import describe_category, describe_number, proportion
from sacroreport.statistics.estimate import Estimate
from sacroreport.statistics.moments import variance
from sacroreport.statistics.paired import mean_limits, standardised_change, t_test
from sacroreport.statistics.proportion import upper_one_sided

GOLDEN = Path(__file__).parent / "golden"
LEVELS = {"paired": Fraction(95), "paired90": Fraction(90)}
Rows = dict[tuple[str, str, str], dict[str, float]]


def golden() -> Rows:
    rows: Rows = defaultdict(dict)
    with (GOLDEN / "golden.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            value = float("nan") if row["value"] in ("NA", "NaN", "") else float(row["value"])
            rows[row["dataset"], row["kind"], row["variables"]][row["statistic"]] = value
    return dict(rows)


def dataset(name: str) -> dict[str, list[str]]:
    with (GOLDEN / "datasets" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    return {key: [record[key] for record in records] for key in records[0]}


def weights(texts: list[str]) -> dict[Fraction, int]:
    return dict(Counter(Fraction(text) for text in texts if text))


def number(variables: str, columns: dict[str, list[str]], kind: str) -> dict[str, Estimate]:
    texts = columns[variables]
    return describe_number(weights(texts), missing=texts.count(""))


def category(variables: str, columns: dict[str, list[str]], kind: str) -> dict[str, Estimate]:
    name, _, level = variables.partition(":")
    column = Counter(text or None for text in columns[name])
    made: dict[str, Estimate] = {}
    for interval, prefix in (("clopper_pearson", ""), ("wilson", "wilson_")):
        out = describe_category(column, {level: "x"}, Fraction(95), interval)
        made |= {f"{prefix}{key.removeprefix('x.')}": value for key, value in out.items()}
    return made


def paired(variables: str, columns: dict[str, list[str]], kind: str) -> dict[str, Estimate]:
    before, after = (columns[name] for name in variables.split(":"))
    pairs = [(Fraction(x), Fraction(y)) for x, y in zip(before, after, strict=True) if x and y]
    missing = len(before) - len(pairs)
    change = dict(Counter(y - x for x, y in pairs))
    level = LEVELS[kind]
    blocks = {
        "before": describe_number(dict(Counter(x for x, _ in pairs)), missing=missing),
        "after": describe_number(dict(Counter(y for _, y in pairs)), missing=missing),
        "change": describe_number(change, missing=missing) | mean_limits(change, level),
        "test": t_test(change),
        "effect": standardised_change(change, level),
    }
    made = {
        f"{part}.{key}": value for part, block in blocks.items() for key, value in block.items()
    }
    return made | {"n": made["change.n"], "missing": made["change.missing"]}


def zero(variables: str, columns: dict[str, list[str]], kind: str) -> dict[str, Estimate]:
    count, n = map(int, variables.split("/"))
    made = proportion(count, n, missing=0, level=Fraction(95), interval="clopper_pearson")
    score = proportion(count, n, missing=0, level=Fraction(95), interval="wilson")
    made |= {f"wilson_{key}": score[key] for key in ("low", "high")}
    one_sided = upper_one_sided(n, Fraction(95))
    for key, value in (("high_one_sided", one_sided), ("low_one_sided", 100 - one_sided)):
        made[key] = Estimate(value=value, n=n)
    return made


COMPUTE: dict[str, Callable[[str, dict[str, list[str]], str], dict[str, Estimate]]] = {
    "number": number,
    "category": category,
    "paired": paired,
    "paired90": paired,
    "zero": zero,
}


@pytest.mark.golden
@pytest.mark.parametrize("key", sorted(golden()), ids=lambda key: "-".join(key))
def test_equals_r(key: tuple[str, str, str]) -> None:
    name, kind, variables = key
    expected = golden()[key]
    columns = dataset(name) if kind != "zero" else {}
    made = COMPUTE[kind](variables, columns, kind)
    for statistic, value in expected.items():
        ours = made[statistic].value
        assert ours is not None, (key, statistic)
        # R finds the limits of dz with a root finder; all else is closed form there.
        tolerance = 1e-7 if statistic in ("effect.dz_low", "effect.dz_high") else 1e-9
        assert math.isclose(float(ours), value, rel_tol=tolerance, abs_tol=1e-11), (
            key, statistic, float(ours), value,
        )  # fmt: skip


@pytest.mark.golden
def test_golden_values_cover_every_kind() -> None:
    rows = golden()
    assert {kind for _, kind, _ in rows} == set(COMPUTE)
    assert len({name for name, _, _ in rows}) >= 5
    assert sum(len(statistics) for statistics in rows.values()) > 1000


def test_fixture_of_28_pairs() -> None:
    """The synthetic fixture, whose numbers were computed elsewhere before."""
    columns = dataset("pairs28")
    made = paired("pre:post", columns, "paired")
    shown = {key: float(made[key].value or 0) for key in made if made[key].value is not None}
    assert shown["change.mean"] == pytest.approx(-5.428571, abs=1e-6)
    assert shown["change.sd"] == pytest.approx(2.440834, abs=1e-6)
    assert shown["test.statistic"] == pytest.approx(-11.76864, abs=1e-5)
    assert shown["test.p"] == pytest.approx(3.869e-12, rel=1e-3)
    assert shown["change.low"] == pytest.approx(-6.375028, abs=1e-6)
    assert shown["change.high"] == pytest.approx(-4.482115, abs=1e-6)
    assert shown["effect.dz"] == pytest.approx(-2.2241, abs=1e-4)
    assert shown["effect.gz"] == pytest.approx(-2.1616, abs=1e-4)
    change = Counter(
        Fraction(y) - Fraction(x) for x, y in zip(columns["pre"], columns["post"], strict=True)
    )
    assert float(variance(change)) == pytest.approx(2.440834**2, abs=1e-5)
