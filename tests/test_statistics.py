"""Statistics against a second computation, and what cannot be computed."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from sacroreport.data.source import parse_table
from sacroreport.kinds.events import any_of
from sacroreport.kinds.load import parse_study
from sacroreport.kinds.results import Results, compute
from sacroreport.statistics.describe import describe_flag, describe_number, proportion
from sacroreport.statistics.exact import Root, exact_text, root_to_float, to_fraction
from sacroreport.statistics.moments import quantile, variance
from sacroreport.statistics.paired import mean_limits, standardised_change, t_test
from sacroreport.statistics.proportion import clopper_pearson, upper_one_sided, wilson
from tests.conftest import ANALYSES, HEAD, TABLE, VARIABLES

DECIMALS = st.decimals(min_value=-1000, max_value=1000, places=2).map(Fraction)
WEIGHTS = st.dictionaries(DECIMALS, st.integers(1, 9), min_size=1, max_size=12)


def expanded(weights: dict[Fraction, int]) -> list[Fraction]:
    return [value for value, count in weights.items() for _ in range(count)]


@given(WEIGHTS)
def test_moments_equal_those_of_the_expanded_values(weights: dict[Fraction, int]) -> None:
    values = expanded(weights)
    made = describe_number(weights)
    assert made["mean"].value == statistics.mean(values)
    assert made["min"].value == min(values)
    assert made["max"].value == max(values)
    if len(values) > 1:
        assert variance(weights) == statistics.variance(values)
        sd = made["sd"].value
        assert isinstance(sd, Root)
        assert float(sd) == pytest.approx(
            np.std([float(v) for v in values], ddof=1), rel=1e-9, abs=1e-9
        )
    else:
        assert made["sd"].value is None


@given(WEIGHTS, st.fractions(0, 1))
def test_quantiles_equal_numpys_type_7(weights: dict[Fraction, int], p: Fraction) -> None:
    wanted = np.quantile([float(v) for v in expanded(weights)], float(p))
    assert float(quantile(weights, p)) == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@given(WEIGHTS, st.integers(2, 5))
def test_describing_does_not_depend_on_how_values_are_split(
    weights: dict[Fraction, int], factor: int
) -> None:
    """Counting everybody several times changes no mean, quantile ends or range."""
    made = describe_number(weights)
    more = describe_number({value: factor * count for value, count in weights.items()})
    for name in ("mean", "min", "max"):
        assert made[name].value == more[name].value
    assert more["n"].value == factor * (made["n"].value or 0)


@given(st.lists(st.integers(-20, 20), min_size=2, max_size=30))
def test_the_paired_t_test_equals_scipys(changes: list[int]) -> None:
    weights = {Fraction(value): changes.count(value) for value in set(changes)}
    made = t_test(weights)
    if len(weights) == 1:
        assert made["p"].value is None
        assert "all changes are equal" in made["p"].reason
        return
    wanted = scipy.stats.ttest_rel(changes, [0] * len(changes))
    assert made["statistic"].value == pytest.approx(wanted.statistic, rel=1e-9)
    assert made["p"].value == pytest.approx(wanted.pvalue, rel=1e-9)
    limits = mean_limits(weights, Fraction(90))
    interval = wanted.confidence_interval(0.90)
    assert limits["low"].value == pytest.approx(interval.low, rel=1e-9, abs=1e-9)
    assert limits["high"].value == pytest.approx(interval.high, rel=1e-9, abs=1e-9)


@given(st.lists(st.integers(-20, 20), min_size=3, max_size=30))
def test_swapped_direction_changes_the_sign_and_nothing_else(changes: list[int]) -> None:
    weights = {Fraction(value): changes.count(value) for value in set(changes)}
    if len(weights) == 1:
        return
    mirrored = {-value: count for value, count in weights.items()}
    there, back = t_test(weights), t_test(mirrored)
    assert there["p"].value == back["p"].value
    assert float(there["statistic"].value or 0) == -float(back["statistic"].value or 0)
    effect = standardised_change(weights, Fraction(95))
    other = standardised_change(mirrored, Fraction(95))
    assert float(effect["dz_low"].value or 0) == pytest.approx(
        -float(other["dz_high"].value or 0), rel=1e-7, abs=1e-9
    )


@given(st.integers(1, 300), st.data())
def test_proportions_equal_scipys(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    for ours, method in ((clopper_pearson, "exact"), (wilson, "wilson")):
        low, high = ours(count, n, Fraction(95))
        wanted = scipy.stats.binomtest(count, n).proportion_ci(0.95, method=method)
        assert low == pytest.approx(100 * wanted.low, rel=1e-8, abs=1e-8)
        assert high == pytest.approx(100 * wanted.high, rel=1e-8, abs=1e-8)
        assert 0 <= low <= 100 * count / n <= high <= 100


@pytest.mark.parametrize(
    ("n", "two_sided", "one_sided"), [(20, 16.8, 13.9), (28, 12.3, 10.1), (50, 7.1, 5.8)]
)
def test_nothing_counted(n: int, two_sided: float, one_sided: float) -> None:
    low, high = clopper_pearson(0, n, Fraction(95))
    assert low == 0
    assert high == pytest.approx(100 * (1 - 0.025 ** (1 / n)), rel=1e-12)
    assert high == pytest.approx(two_sided, abs=0.05)
    assert upper_one_sided(n, Fraction(95)) == pytest.approx(one_sided, abs=0.0501)


@given(st.fractions(0, 10**6))
def test_roots_are_correctly_rounded(square: Fraction) -> None:
    root = root_to_float(square)
    assert root == pytest.approx(math.sqrt(square), rel=1e-15)
    below, above = (Fraction(math.nextafter(root, side)) for side in (-1, math.inf))
    assert below**2 <= square <= above**2 or square == 0


def test_floats_are_taken_at_their_shortest_form() -> None:
    assert to_fraction(0.1) == Fraction(1, 10)
    assert exact_text(Fraction(1, 3)) == "1/3"
    assert exact_text(0.1) is None


def results_of(table: str) -> Results:
    study = parse_study(HEAD + VARIABLES + ANALYSES)
    return compute(parse_table(table, "t.csv"), study)


def test_what_cannot_be_computed_is_null_with_a_reason() -> None:
    one = results_of("\n".join(TABLE.split()[:2]) + "\n")
    assert one["relief.n"].value == 1
    assert one["relief.test.p"].value is None
    assert one["relief.test.p"].reason == "needs 2 complete pairs, found 1"
    assert one["relief.effect.dz"].reason == "needs 2 complete pairs, found 1"
    assert one["age.sd"].reason == "needs 2 participants, found 1"
    nobody = results_of("id,age,sex,pain,pain_after,bleeding,fever\nP1,,,,,,\n")
    for id_, result in nobody.items():
        if result.value is None:
            assert result.reason, id_
        else:
            assert id_.rsplit(".")[-1] in ("n", "missing", "count"), id_
    assert nobody["harm.any.percent"].reason == "no participant has a value"


def test_pairs_are_complete_and_the_rest_is_counted() -> None:
    made = results_of(TABLE)
    assert (made["relief.n"].value, made["relief.missing"].value) == (4, 1)
    assert made["relief.before.mean"].value == Fraction(8 + 7 + 9 + 8, 4)
    assert made["pain.mean"].value == Fraction(8 + 7 + 9 + 6 + 8, 5)
    assert made["relief.change.mean"].value == -Fraction(6 + 4 + 5 + 7, 4)
    assert made["relief.improvement.mean"].value == Fraction(6 + 4 + 5 + 7, 4)


def test_any_event_is_yes_before_it_is_missing() -> None:
    made = results_of(TABLE)
    assert made["harm.any.count"].value == 1
    assert made["harm.any.missing"].value == 1
    assert made["harm.any.n"].value == 4
    assert made["harm.any.upper_one_sided"].reason == "only for a count of 0"
    assert made["harm.bleeding.upper_one_sided"].value == pytest.approx(100 * (1 - 0.05 ** (1 / 5)))
    assert any_of([None, True]) is True


def test_missing_direction_is_said() -> None:
    study = parse_study(HEAD + VARIABLES.replace(", better: lower", "") + ANALYSES)
    made = compute(parse_table(TABLE, "t.csv"), study)
    assert "add `better:`" in made["relief.improvement.mean"].reason
    assert made["relief.change.mean"].value is not None


def test_options_have_an_effect() -> None:
    """An option that is read and then forgotten is the worst of all."""
    wider = parse_study(
        HEAD.replace("date", "interval: wilson\ndate") + VARIABLES
        + ANALYSES.replace("pain_after}", "pain_after, level: 99}")
    )  # fmt: skip
    base, made = results_of(TABLE), compute(parse_table(TABLE, "t.csv"), wider)
    assert float(made["relief.change.low"].value or 0) < float(base["relief.change.low"].value or 0)
    assert float(made["relief.effect.dz_low"].value or 0) < float(
        base["relief.effect.dz_low"].value or 0
    )
    assert made["sex.f.low"].value != base["sex.f.low"].value
    assert "Wilson" in made["sex.f.low"].method
    one = proportion(3, 9, missing=0, level=Fraction(80), interval="wilson")
    assert "80%" in one["low"].method


def test_responders_count_the_unknown_as_told() -> None:
    text = (
        HEAD
        + VARIABLES
        + """\
analyses:
  relief:
    kind: paired
    before: pain
    after: pain_after
    responders:
      known: {when: "improvement >= 5", label: 5 points, source: here}
      all: {when: "improvement >= 5", label: 5 points, source: here, missing: nonresponder}
      mild: {when: "after <= 2 and not fever", label: mild, source: here}
      high: {when: "before >= 6", label: high, source: here}
"""
    )
    made = compute(parse_table(TABLE, "t.csv"), parse_study(text))
    assert [made[f"relief.responders.known.{key}"].value for key in ("count", "n", "missing")] == [
        3,
        4,
        1,
    ]
    assert [made[f"relief.responders.all.{key}"].value for key in ("count", "n")] == [3, 5]
    assert made["relief.responders.mild.count"].value == 2
    # over complete pairs, even where one of the two measurements would do
    assert [made[f"relief.responders.high.{key}"].value for key in ("count", "n", "missing")] == [
        4,
        4,
        1,
    ]


def test_multi_counts_each_code_over_everybody_known() -> None:
    text = (
        HEAD
        + 'variables:\n  scan: {label: S, type: multi, separator: "+", levels: {mri: MRI, ct: CT}}\n'
    )
    table = "id,scan\n1,mri\n2,mri+ct\n3,\n4,ct + mri\n"
    made = compute(parse_table(table, "t.csv"), parse_study(text))
    assert [made[f"scan.{key}"].value for key in ("n", "missing", "mri.count", "ct.count")] == [
        3,
        1,
        3,
        2,
    ]


def test_flags_out_of_the_known() -> None:
    made = describe_flag({True: 3, False: 4, None: 2}, Fraction(95), "clopper_pearson")
    assert (made["count"].value, made["n"].value, made["missing"].value) == (3, 7, 2)
