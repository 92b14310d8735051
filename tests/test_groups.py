"""Pairs, groups and correlations: second computations, properties, and studies that use them."""

from __future__ import annotations

import html
import itertools
import math
import re
import shutil
import statistics
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from sacroreport.kinds.results import Result
from sacroreport.statistics.ranks import (
    doubled_midranks,
    rank_sum,
    rank_sum_quantile,
    signed_rank,
    signed_rank_quantile,
)
from sacroreport.statistics.risk import odds_ratio
from sacroreport.statistics.shift import group_shift, paired_shift
from sacroreport.statistics.tables import MOST_STEPS, fisher, fisher_exact
from sacroreport.study.ids import Definition, Role
from sacroreport.writing.formatter import Formatter
from sacroreport.writing.style import load_style
from tests.conftest import HEAD, REPOSITORY, Outcome, Study

values = st.integers(-4, 4).map(Fraction)
samples = st.lists(values, min_size=1, max_size=8)


def smallest_tail(scores: list[int], observed: int) -> Fraction:
    below = sum(score <= observed for score in scores)
    above = sum(score >= observed for score in scores)
    return min(Fraction(1), Fraction(2 * min(below, above), len(scores)))


@given(samples, st.sampled_from(["drop", "pratt"]))
def test_signed_rank_is_what_all_signs_say(changes: list[Fraction], zeros: str) -> None:
    test = signed_rank(Counter(changes), zeros=zeros)
    kept = changes if zeros == "pratt" else [one for one in changes if one]
    ranks = doubled_midranks(Counter(abs(one) for one in kept))
    mine = [ranks[abs(one)] for one in changes if one]
    if not mine:
        assert test is None
        return
    assert test is not None
    observed = sum(ranks[one] for one in changes if one > 0)
    scores = [
        sum(rank for rank, sign in zip(mine, signs, strict=True) if sign)
        for signs in itertools.product((0, 1), repeat=len(mine))
    ]
    assert test.statistic == Fraction(observed, 2)
    assert test.p == smallest_tail(scores, observed)


@given(samples, samples)
def test_rank_sum_is_what_all_choices_say(first: list[Fraction], second: list[Fraction]) -> None:
    first, second = first[:5], second[:5]
    test = rank_sum(Counter(first), Counter(second))
    together = [*first, *second]
    ranks = doubled_midranks(Counter(together))
    doubled = [ranks[one] for one in together]
    observed = sum(doubled[: len(first)])
    scores = [sum(choice) for choice in itertools.combinations(doubled, len(first))]
    assert test.p == smallest_tail(scores, observed)
    wins = sum((x > y) + Fraction(x == y, 2) for x in first for y in second)
    assert test.statistic == wins


@given(samples, samples, st.integers(1, 5), st.integers(-9, 9))
def test_nothing_changes_but_what_must(
    first: list[Fraction], second: list[Fraction], scale: int, shift: int
) -> None:
    """Swapped direction, another unit, another origin."""
    one, two = Counter(first), Counter(second)
    forth, back = rank_sum(one, two), rank_sum(two, one)
    assert forth.p == back.p
    assert forth.statistic + back.statistic == len(first) * len(second)
    moved = [
        Counter({value * scale + shift: n for value, n in group.items()}) for group in (one, two)
    ]
    assert rank_sum(*moved).p == forth.p
    here, there = group_shift(one, two, Fraction(95)), group_shift(*moved, Fraction(95))
    assert there["estimate"].value == scale * Fraction(here["estimate"].value or 0)
    other = group_shift(two, one, Fraction(95))
    if here["high"].value is not None:
        assert other["low"].value == -Fraction(here["high"].value)
    doubled = signed_rank(Counter({-value: n for value, n in one.items()}))
    plain = signed_rank(one)
    assert (doubled and doubled.p) == (plain and plain.p)


@given(st.lists(values, min_size=2, max_size=9))
def test_a_paired_shift_is_the_median_of_walsh_averages(changes: list[Fraction]) -> None:
    averages = sorted(
        (changes[i] + changes[j]) / 2 for i in range(len(changes)) for j in range(i, len(changes))
    )
    made = paired_shift(Counter(changes), Fraction(90))
    middle = len(averages)
    assert made["estimate"].value == (averages[(middle - 1) // 2] + averages[middle // 2]) / 2
    rank = signed_rank_quantile(len(changes), Fraction(5, 100))
    if rank == 0:
        assert made["low"].value is None
        return
    assert (made["low"].value, made["high"].value) == (averages[rank - 1], averages[-rank])


@given(st.integers(1, 6), st.integers(1, 6), st.fractions(Fraction(1, 1000), Fraction(1, 2)))
def test_quantiles_are_those_of_the_distribution(m: int, n: int, tail: Fraction) -> None:
    ranks = list(range(1, m + n + 1))
    sums = sorted(sum(one) - m * (m + 1) // 2 for one in itertools.combinations(ranks, m))
    wanted = next(
        value for index, value in enumerate(sums)
        if Fraction(sum(other <= value for other in sums), len(sums)) >= tail
    )  # fmt: skip
    assert rank_sum_quantile(m, n, tail) == wanted


def small_tables() -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(0, 4), min_size=3, max_size=3)
    return st.lists(row, min_size=2, max_size=3)


@given(small_tables())
def test_fisher_is_the_sum_over_all_tables(table: list[list[int]]) -> None:
    kept = [row for row in table if any(row)]
    columns = [column for column in zip(*kept, strict=True) if any(column)] if kept else []
    found = fisher(table)["p"].value
    if len(kept) < 2 or len(columns) < 2:
        assert found is None
        return
    rows = [sum(row) for row in kept]
    totals = [sum(column) for column in columns]

    def fillings(room: list[int], left: list[int]) -> list[tuple[int, ...]]:
        if len(room) == 1:
            return [tuple(left)]
        found = []
        for cells in itertools.product(*(range(min(room[0], total) + 1) for total in left)):
            if sum(cells) == room[0]:
                rest = [total - cell for total, cell in zip(left, cells, strict=True)]
                found += [(*cells, *more) for more in fillings(room[1:], rest)]
        return found

    def weight(cells: tuple[int, ...]) -> Fraction:
        return Fraction(1, math.prod(math.factorial(cell) for cell in cells))

    flat = tuple(cell for row in zip(*columns, strict=True) for cell in row)
    everything = [weight(cells) for cells in fillings(rows, totals)]
    likely = sum(one for one in everything if one <= weight(flat))
    assert found == float(Fraction(likely, sum(everything)))


def test_a_table_too_large_for_fisher_says_so() -> None:
    table = [[10, 12, 9, 7], [8, 9, 14, 5], [10, 3, 9, 11], [4, 15, 2, 8]]
    assert fisher_exact(table) is None
    method = fisher(table)["p"].method
    assert (
        method
        == f"Pearson chi-square test in place of Fisher's exact one (over {MOST_STEPS:,} tables)"
    )


@pytest.mark.parametrize("cells", [(8, 10, 1, 6), (2, 14, 7, 14), (5, 9, 5, 9)])
def test_odds_ratio_limits_have_their_tails(cells: tuple[int, int, int, int]) -> None:
    """At the lower limit the count, or more, has 2.5%; at the upper one, or less."""
    count, size, other, others = cells
    made = odds_ratio((count, size), (other, others), Fraction(95))
    total = count + other
    support = range(max(0, total - others), min(size, total) + 1)

    def share(ratio: Fraction, wanted: range) -> float:
        weights = {k: math.comb(size, k) * math.comb(others, total - k) * ratio**k for k in support}
        return float(Fraction(sum(weights[k] for k in wanted), sum(weights.values())))

    low, high = (Fraction(made[key].value or 0) for key in ("low", "high"))
    assert math.isclose(share(low, range(count, support[-1] + 1)), 0.025, rel_tol=1e-9)
    assert math.isclose(share(high, range(support[0], count + 1)), 0.025, rel_tol=1e-9)


STUDY = (
    HEAD
    + """\
variables:
  age: {label: Age, type: number, unit: y}
  arm: {label: Arm, type: category, levels: {a: {label: Active, id: active}, p: {label: Placebo, id: placebo}}}
  stage: {label: Stage, type: ordered, levels: {one: I, two: II, three: III}}
  later: {label: Stage after, type: ordered, levels: {one: I, two: II, three: III}}
  cured: {label: Cured, type: flag}
  well: {label: Well before, type: flag}
  pain: {label: Pain, type: number, better: lower}
  pain_after: {label: Pain after, type: number, better: lower}
analyses:
  age_by_arm: {kind: compare, variable: age, by: arm, reference: p}
  ranks: {kind: compare, variable: pain, by: arm, reference: p, test: mann_whitney}
  stages: {kind: compare, variable: pain, by: stage, test: kruskal}
  cure: {kind: compare, variable: cured, by: arm, reference: p}
  arms: {kind: compare, variable: arm, by: cured, reference: "no", event: a, test: chi_square}
  trend: {kind: compare, variable: cured, by: stage, test: trend}
  relief: {kind: paired, before: pain, after: pain_after, test: wilcoxon}
  relief_by_arm: {kind: paired, before: pain, after: pain_after, by: arm}
  wellness: {kind: paired, before: well, after: cured}
  staging: {kind: paired, before: stage, after: later}
  age_in_stages: {kind: describe, variable: age, by: stage}
  together: {kind: correlate, x: age, y: pain, method: spearman}
  sites: {kind: variation, variable: age, by: stage}
  baseline: {kind: compare, variable: pain_after, by: arm, reference: p, adjust_for: [pain, well]}
  by_well: {kind: compare, variable: pain_after, by: arm, reference: p, interaction: well}
  moving: {kind: paired, before: stage, after: later, test: stuart_maxwell}
families:
  main: {analyses: [age_by_arm, cure, relief], adjust: holm}
"""
)
TABLE = """\
id,age,arm,stage,later,cured,well,pain,pain_after
P1,50,a,one,one,yes,no,8,2
P2,61,a,two,one,yes,no,7,3
P3,72,a,three,two,no,no,9,4
P4,43,a,two,two,yes,yes,6,
P5,38,a,one,,yes,no,8,1
P6,55,p,one,two,no,no,7,7
P7,66,p,two,three,no,yes,9,8
P8,47,p,three,three,yes,yes,8,9
P9,NA,p,three,three,no,no,6,5
P10,59,p,one,two,no,,7,6
"""


@pytest.fixture
def grouped(small: Study) -> Study:
    small.write("data/study.yml", STUDY)
    small.write("data/table.csv", TABLE)
    small.document(
        "Age differed by {{< var age_by_arm.difference.mean >}} years ({{< var age_by_arm.difference.ci >}}; "
        "{{< var age_by_arm.test.p >}}), {{< var cure.active.count_of_n >}} against "
        "{{< var cure.placebo.count_of_n >}} were cured (odds ratio {{< var cure.odds_ratio.estimate >}}), and "
        "{{< var relief_by_arm.active.improvement.mean >}} was the relief."
    )
    return small


def test_a_study_of_two_groups(grouped: Study) -> None:
    made = {row["id"]: row for row in grouped.run("results", "--json").json}
    assert made["age_by_arm.n"]["value"] == 9
    assert made["age_by_arm.missing"]["value"] == 1
    assert made["age_by_arm.difference.mean"]["exact"] == "-79/20"
    assert made["age_by_arm.test.p"]["method"] == "Welch t test, two-sided"
    assert made["ranks.test.statistic"]["text"] == "14"
    assert "exact under ties" in made["ranks.test.p"]["method"]
    assert made["stages.test.df"]["value"] == 2
    assert "stages.difference.mean" not in made
    assert made["cure.active.count_of_n"]["text"] == "4 of 5"
    assert made["cure.risk_difference.estimate"]["value"] == 60
    assert made["cure.risk_difference.ci"]["text"].startswith("95% CI ")
    assert made["cure.test.p"]["exact"] is None
    assert made["arms.yes.count"]["value"] == 4
    assert made["trend.test.df"]["value"] == 1
    assert made["relief.test.p"]["method"].startswith("Wilcoxon signed-rank test")
    assert made["relief.companion.p"]["method"].startswith("paired t test")
    assert made["relief_by_arm.active.n"]["value"] == 4
    assert "relief_by_arm.active.test.p" not in made
    assert made["wellness.increased.count"]["value"] == 3
    assert made["wellness.test.p"]["value"] == pytest.approx(0.625)
    assert made["staging.decreased.count"]["value"] == 2
    assert made["age_in_stages.three.mean"]["exact"] == "119/2"
    assert made["together.n"]["value"] == 9
    ps = sorted(made[f"{name}.test.p"]["value"] for name in ("age_by_arm", "cure", "relief"))
    assert made["relief.test.p_adjusted"]["value"] == pytest.approx(min(1, 3 * ps[0]))
    assert grouped.run("build").code == 0


def test_results_do_not_depend_on_the_order_of_rows(grouped: Study) -> None:
    before = grouped.run("results", "--json").json
    head, *body = TABLE.splitlines()
    grouped.write("data/table.csv", "\n".join([head, *reversed(body)]) + "\n")
    assert grouped.run("results", "--json").json == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("by: arm, reference: p}\n  ranks", "by: arm}\n  ranks", r'15:3: "age_by_arm" compares two groups.*"a" or "p"'),
        ("reference: p}\n  ranks", "reference: q}\n  ranks", r'there is no such group; found "q"; expected "a" or "p"'),
        ("by: stage, test: kruskal", "by: stage", r'compares 3 groups.*`test: anova` or `test: kruskal`'),
        ("test: kruskal", "test: kruskal, reference: one", r"`reference:` is for two groups"),
        ("by: stage, test: kruskal", "by: stage, test: welch", r"does not fit a number in 3 groups; found \"welch\"; expected one of anova, kruskal"),
        ("event: a, ", "", r'compares a variable with two levels.*`event:`'),
        ("event: a, ", "event: x, ", r'an event is one of two levels of the variable; found "x"'),
        ("by: arm, reference: p}\n  arms", "by: arm, reference: p, test: trend}\n  arms", r"does not fit a flag in 2 groups"),
        ("by: stage}", "by: age}", r'cannot use "age"; found a number; expected a category, flag or ordered'),
        ("variable: age, by: stage}", "variable: stage, by: stage}", r"a variable cannot be grouped by itself"),
        ("before: well, after: cured", "before: well, after: cured, test: t", r"this test does not fit pairs of a flag"),
        ("after: pain_after, by: arm", "after: pain_after, by: arm, test: t", r"by group there is no test"),
        ("before: stage, after: later", "before: stage, after: cured", r'differ in `type:`; found ordered and flag'),
        ("x: age, y: pain", "x: age, y: age", r'the variable "\w+" stands twice'),
        ("[age_by_arm, cure, relief]", "[age_by_arm, cur, relief]", r'names "cur", which is no analysis with a test. Did you mean "cure"'),
        ("[age_by_arm, cure, relief]", "[age_by_arm, relief_by_arm]", r"is made by group and has no test"),
        ("[age_by_arm, cure, relief]", "[cure, cure]", r'"cure" is in the family "main" already'),
        ("adjust: holm", "adjust: bonferroni", r"holm"),
        ("method: spearman", "method: kendall", r"pearson"),
        ("variable: age, by: stage}", "variable: age, by: stage, origin: post_hoc}", r"needs a `reason:`"),
    ],
)  # fmt: skip
def test_a_defective_comparison_names_line_and_way_out(
    grouped: Study, old: str, new: str, said: str
) -> None:
    grouped.edit("data/study.yml", old, new)
    outcome = grouped.run("check")
    assert outcome.code == 1, outcome
    assert re.search(said, outcome.out), outcome.out


@pytest.mark.parametrize(
    ("rows", "ids"),
    [
        ("", ["age_by_arm.difference.mean", "cure.test.p", "relief.test.p", "together.r"]),
        ("P1,50,a,one,one,yes,no,8,2\n", ["age_by_arm.test.p", "cure.odds_ratio.estimate"]),
        (
            "P1,50,a,one,one,yes,yes,8,8\nP2,50,p,one,one,yes,yes,8,8\nP3,50,p,one,one,yes,yes,8,8\n",
            [
                "age_by_arm.test.p",
                "ranks.effect.d",
                "relief.test.p",
                "together.test.p",
                "cure.test.p",
            ],
        ),
    ],
)
def test_what_cannot_be_computed_is_null_with_a_reason(
    grouped: Study, rows: str, ids: list[str]
) -> None:
    grouped.write("data/table.csv", TABLE.splitlines()[0] + "\n" + (rows or "P1,,a,,,,,,\n"))
    made = {row["id"]: row for row in grouped.run("results", "--json").json}
    for id_ in ids:
        assert made[id_]["value"] is None, id_
        assert made[id_]["reason"], id_
    assert all((row["value"] is not None) or row["text"] or row["reason"] for row in made.values())


def test_the_methods_are_those_of_what_a_document_prints(grouped: Study) -> None:
    grouped.edit(
        "data/study.yml", "method: spearman}",
        "method: spearman, origin: post_hoc, reason: a colleague asked}",
    )  # fmt: skip
    grouped.document(
        "{{< var methods.statistics >}} {{< var relief.test.p >}} {{< var age_by_arm.test.p_adjusted >}}",
        "tests",
    )
    grouped.document("{{< var together.r >}} {{< var methods.statistics >}}", "one")
    grouped.document("{{< var age.mean_sd >}}: {{< var methods.statistics >}}", "none")
    assert grouped.run("build", "tests", "one", "none", "--format", "html").code == 0

    def shown(name: str) -> str:
        text = (grouped.root / f"_output/manuscript/{name}.html").read_text(encoding="utf-8")
        match = re.search(r'data-stat="methods.statistics"[^>]*>(.*?)</span>', text, re.S)
        assert match
        return " ".join(html.unescape(match[1]).split())

    tests = shown("tests")
    order = [
        "Pain and Pain after were compared in the same participants by a Wilcoxon signed-rank test "
        "(two-sided, zeros dropped, exact under ties).",
        "Age was compared between Active and Placebo by a Welch t test (two-sided).",
        "Participants without a value were left out",
        "The P value of Age was adjusted for 3 tests by Holm's method.",
    ]
    places = [tests.find(sentence) for sentence in order]
    assert -1 not in places, tests
    assert places == sorted(places)
    assert "correlation" not in tests
    assert (
        "The analysis of Age and Pain was not planned before the data were seen: a colleague"
        in shown("one")
    )
    assert "was compared" not in shown("none")
    assert "Values are mean and standard deviation." in shown("none")
    assert grouped.run("verify").code == 0
    grouped.edit("data/study.yml", "title:", "lang: de-DE\ntitle:")
    outcome = grouped.run("check")
    assert outcome.code == 1
    assert "written in English only" in outcome.out


FIXTURES = REPOSITORY / "tests/fixtures/studies"
IN_R = {
    "tooth_growth": {  # t.test, wilcox.test by enumeration, kruskal.test, fisher.test
        "by_supplement.test.p": 0.06063451,
        "by_supplement.test.df": 55.30943,
        "by_dose.test.p": 1.475207e-09,
        "by_dose.test.statistic": 40.66894,
        "long_by_supplement.test.p": 0.0378872129,
        "long_by_dose.test.p": 1.23180658e-08,
    },
    "anorexia": {  # wilcox.test, t.test, quantile
        "weight.companion.p": 0.000700253106,
        "weight.before.median": 83.3,
        "weight.after.q3": 95.2,
        "by_treatment.cbt.improvement.mean": 3.00689655,
        "by_treatment.cont.improvement.low": -3.67670759,
    },
}


@pytest.mark.parametrize("name", IN_R)
def test_studies_of_others(name: str, tmp_path: Path, call: Callable[..., Outcome]) -> None:
    """Two arms, and one arm before and after: described, built, proved."""
    study = Study(tmp_path / name, call)
    shutil.copytree(FIXTURES / name, study.root)
    made = {row["id"]: row["value"] for row in study.run("results", "--json").json}
    for id_, value in IN_R[name].items():
        assert made[id_] == pytest.approx(value, rel=1e-5), id_
    assert study.run("build", "--strict").code == 0
    assert study.run("verify").code == 0


def test_variation_between_groups(small: Study) -> None:
    """Q and I² against a second computation; null below 5 groups of 10."""
    levels = ", ".join(f"c{index}: Center {index}" for index in range(5))
    small.write(
        "data/study.yml",
        HEAD + "variables:\n  x: {label: X, type: number}\n"
        f"  center: {{label: Center, type: category, levels: {{{levels}}}}}\n"
        "analyses:\n  between: {kind: variation, variable: x, by: center}\n",
    )  # fmt: skip
    rows = [(index % 5, (index * 7) % 11 + index % 5) for index in range(60)]

    def made() -> dict[str, dict[str, object]]:
        lines = [f"P{i},{value},c{center}" for i, (center, value) in enumerate(rows)]
        small.write("data/table.csv", "\n".join(["id,x,center", *lines]) + "\n")
        return {row["id"]: row for row in small.run("results", "--json").json}

    found = made()
    groups = [[value for center, value in rows if center == index] for index in range(5)]
    means = [statistics.mean(group) for group in groups]
    weights = [len(group) / statistics.variance(group) for group in groups]
    center = sum(w * m for w, m in zip(weights, means, strict=True)) / sum(weights)
    q = sum(w * (m - center) ** 2 for w, m in zip(weights, means, strict=True))
    assert found["between.heterogeneity.statistic"]["value"] == pytest.approx(q)
    assert found["between.heterogeneity.i2"]["value"] == pytest.approx(max(0, 100 * (q - 4) / q))
    assert found["between.heterogeneity.p"]["value"] == pytest.approx(chi2.sf(q, 4), rel=1e-9)
    assert found["between.means.max"]["value"] == pytest.approx(max(means))
    rows = rows[:-15]
    found = made()
    assert found["between.heterogeneity.i2"]["value"] is None
    assert "needs 5 groups of 10, found 5 with 9" in str(found["between.heterogeneity.p"]["reason"])


def test_quotients_and_near_constant_changes_end(small: Study) -> None:
    """A BMI has denominators without bound; a change that hardly varies, a t without."""
    small.write(
        "data/study.yml",
        HEAD + "variables:\n  w: {label: W, type: number, decimals: 2}\n"
        "  h: {label: H, type: number, decimals: 3}\n"
        '  b: {label: B, type: number, decimals: 1, derive: "w / (h * h)"}\n'
        "  x: {label: X, type: number, decimals: 3}\n  y: {label: Y, type: number, decimals: 3}\n"
        "analyses:\n  co: {kind: correlate, x: b, y: w}\n  pair: {kind: paired, before: x, after: y}\n",
    )
    rows = [(60 + index * 7 % 31 + index / 100, 1.5 + index * 11 % 37 / 100) for index in range(80)]
    lines = [
        f"P{index},{w:.2f},{h:.3f},{1000.001 if index == 0 else 1000},{1.001 if index == 1 else 1}"
        for index, (w, h) in enumerate(rows)
    ]
    small.write("data/table.csv", "\n".join(["id,w,h,x,y", *lines]) + "\n")
    made = {row["id"]: row for row in small.run("results", "--json").json}
    quotients = [round(w, 2) / round(h, 3) ** 2 for w, h in rows]
    wanted = statistics.correlation(quotients, [round(w, 2) for w, _ in rows])
    assert made["co.r"]["value"] == pytest.approx(wanted, rel=1e-9)
    assert made["pair.effect.dz_low"]["value"] is None
    assert "too far for noncentral limits" in made["pair.effect.dz_low"]["reason"]
    assert made["pair.effect.dz"]["value"] < -10_000


def test_large_tables_do_not_fill_the_memory() -> None:
    table = [[(row * 7 + column * 5) % 13 + 8 for column in range(6)] for row in range(6)]
    assert fisher_exact(table) is None
    big = [[12_000, 13_000], [12_500, 12_500]]
    assert 0 < float(fisher_exact(big) or 0) < 1e-4
    assert fisher_exact([[3000, 1, 2], [1, 2, 3]]) is None


def test_limits_of_shifts_need_participants_enough() -> None:
    few = {Fraction(value): 1 for value in range(5)}
    made = paired_shift(few, Fraction(95))
    assert made["estimate"].value == 2
    assert made["low"].value is None
    assert made["high"].reason == "so few participants cannot give 95% limits of a shift"
    assert paired_shift({**few, Fraction(9): 1}, Fraction(95))["low"].value == 0
    assert group_shift({Fraction(1): 3}, {Fraction(2): 3}, Fraction(95))["low"].value is None


def test_a_group_that_nobody_has_is_left_out_of_tests_of_several(grouped: Study) -> None:
    text = "\n".join(line for line in TABLE.splitlines() if line.split(",")[3] != "two")
    grouped.write("data/table.csv", text + "\n")
    made = {row["id"]: row for row in grouped.run("results", "--json").json}
    assert made["stages.two.n"]["value"] == 0
    assert made["stages.test.df"]["value"] == 1


def test_the_methods_never_deny_what_is_missing(grouped: Study) -> None:
    grouped.edit(
        "data/study.yml", "  wellness:",
        '  older: {kind: describe, variable: pain, where: "age > 40"}\n'
        "  age_later: {kind: describe, variable: age, by: later}\n"
        "  answer: {kind: paired, before: pain, after: pain_after, responders: {two: {when: improvement >= 2, "
        "label: at least 2 points, source: protocol, missing: nonresponder}}}\n  wellness:",
    )  # fmt: skip
    for ids, said in (
        ("older.mean_sd", "a condition is unknown"),
        ("age_later.one.mean_sd", "without a group"),
        ("answer.responders.two.count_percent", "count as not responding"),
    ):
        grouped.document(f"{{{{< var {ids} >}}}} {{{{< var methods.statistics >}}}}")
        assert grouped.run("build", "--format", "html").code == 0
        page = (grouped.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
        assert said in page, ids
        assert "No value was missing" not in page


def test_texts_of_small_differences_and_ratios() -> None:
    bmj = Formatter(load_style("bmj"))

    def shown(value: float, role: Role, n: int = 150) -> str:
        definition = Definition(id="a.estimate", name="a", role=role, meaning="m")
        result = Result(definition=definition, value=value, n=n, missing=0, method="", reason="")
        return bmj.bare(result).text

    assert shown(-0.23, Role.POINTS) == "−0.2"
    assert shown(0.23, Role.POINTS) == "0.2"
    assert shown(0.0000056, Role.RATIO) == "<0.001"
    assert shown(0.0056, Role.RATIO) == "0.006"
    assert shown(0.011, Role.RATIO) == "0.01"


def test_exact_p_of_tied_changes_and_of_larger_tables() -> None:
    """Named values: V = 13 with P 35/256 under ties; Fisher's P as R has it, without a seed."""
    changes = [Fraction(one) for one in (-6, -5, -5, -5, -5, -4, 1, 2, 2, 5)]
    test = signed_rank(Counter(changes))
    assert test is not None
    assert (test.statistic, test.p) == (13, Fraction(35, 256))
    assert round(float(test.p), 4) == 0.1367
    ties = signed_rank(Counter(Fraction(one) for one in (1, 1, 2, 3, 4, -1, 0, 2)))
    assert ties is not None
    assert float(ties.p) == 0.0625
    for table in ([[16, 9, 9], [12, 2, 0]], [[2, 3, 7], [5, 2, 2], [3, 5, 0]]):
        found = {fisher(table)["p"].value for _ in range(3)}
        assert len(found) == 1
        assert round(float(found.pop() or 0), 8) == 0.03712812
