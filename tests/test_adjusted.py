"""Adjusted comparisons, interactions, margins, influence: against R and by other ways."""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroreport.data.source import parse_table
from sacroreport.kinds.load import parse_study
from sacroreport.kinds.results import Results, compute
from sacroreport.statistics.linear import least_squares
from sacroreport.statistics.margins import stuart_maxwell
from tests.conftest import HEAD, Study

GOLDEN = Path(__file__).parent / "golden"


def rows() -> dict[tuple[str, str, str], dict[str, float]]:
    found: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    with (GOLDEN / "adjusted.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["dataset"], row["kind"], row["variables"]
            found[key][row["statistic"]] = float(row["value"])
    return dict(found)


ROWS = rows()
MODELS = [key for key in ROWS if key[1] != "stuart_maxwell"]


def computed(dataset: str, kind: str, variables: str) -> tuple[Results, list[str], list[str]]:
    """Describe a dataset of R's as a study, and compute it; also groups and levels."""
    text = (GOLDEN / "datasets" / f"{dataset}.csv").read_text(encoding="utf-8")
    records = list(csv.DictReader(text.splitlines()))
    y, by, reference, *rest = variables.split(":")
    modifier = rest.pop(0) if kind == "interaction" else ""
    covariates = rest[0].split(",") if rest else []
    levels = {}
    declared = []
    for name in dict.fromkeys([y, by, *([modifier] if modifier else []), *covariates]):
        codes = sorted({record[name] for record in records} - {""})
        is_number = all(code.replace(".", "").replace("-", "").isdigit() for code in codes)
        if name in (by, modifier) or not is_number:
            levels[name] = codes
            listed = ", ".join(
                f'"{code}": {{label: L{at}, id: l{at}}}' for at, code in enumerate(codes)
            )
            declared.append(f"  {name}: {{label: {name}, type: category, levels: {{{listed}}}}}")
        else:
            declared.append(f"  {name}: {{label: {name}, type: number, decimals: 3}}")
    options = [f"kind: compare, variable: {y}, by: {by}"]
    if len(levels[by]) == 2:
        options.append(f'reference: "{reference}"')
    elif not covariates:
        options.append("test: anova")
    if covariates:
        options.append(f"adjust_for: [{', '.join(covariates)}]")
    if modifier:
        options.append(f"interaction: {modifier}")
    study = parse_study(
        HEAD.replace("participant: id", "participant: participant")
        + "variables:\n" + "\n".join(declared)
        + "\nanalyses:\n  a: {" + ", ".join(options) + "}\n"
    )  # fmt: skip
    groups = levels[by]
    if reference:
        groups = [code for code in groups if code != reference] + [reference]
    order = [f"l{levels[by].index(code)}" for code in groups]
    inner = [f"l{at}" for at in range(len(levels.get(modifier, [])))]
    return compute(parse_table(text, "a.csv"), study), order, inner


@pytest.mark.golden
@pytest.mark.parametrize("key", MODELS, ids=":".join)
def test_as_in_r(key: tuple[str, str, str]) -> None:
    results, groups, levels = computed(*key)
    block = "adjusted" if key[1] == "ancova" else "interaction"
    for statistic, wanted in ROWS[key].items():
        part, _, ending = statistic.rpartition(".")
        if part.startswith("mean"):
            part = f"adjusted.{groups[int(part[4:]) - 1]}"
        elif part.startswith("level"):
            part = f"interaction.{levels[int(part[5:]) - 1]}"
        elif part == "difference":
            part = "adjusted"
        elif statistic == "n" and block == "interaction":
            assert results["a.interaction.p"].n == wanted
            continue
        found = results[f"a.{part or block}.{ending}"].value
        assert found is not None, statistic
        assert math.isclose(float(found), wanted, rel_tol=1e-9, abs_tol=1e-11), statistic


@pytest.mark.golden
@pytest.mark.parametrize("key", [key for key in ROWS if key[1] == "stuart_maxwell"], ids=":".join)
def test_margins_as_in_r(key: tuple[str, str, str]) -> None:
    table = [[int(cell) for cell in row.split(",")] for row in key[2].split(";")]
    made = stuart_maxwell(table)
    for statistic, wanted in ROWS[key].items():
        assert math.isclose(float(made[statistic].value or 0), wanted, rel_tol=1e-9), statistic


fractions = st.integers(-5, 5).map(Fraction)


@given(
    st.lists(st.tuples(fractions, fractions, fractions, st.integers(1, 3)), min_size=4, max_size=9)
)
def test_least_squares_is_what_numpy_says(
    rows: list[tuple[Fraction, Fraction, Fraction, int]],
) -> None:
    design = [((Fraction(1), a, b), y, count) for a, b, y, count in rows]
    fit = least_squares(design)
    matrix = np.array([[float(x) for x in xs] for xs, _, count in design for _ in range(count)])
    response = np.array([float(y) for _, y, count in design for _ in range(count)])
    if fit is None:
        assert np.linalg.matrix_rank(matrix) < 3
        return
    found = np.linalg.lstsq(matrix, response, rcond=None)[0]
    assert np.allclose(found, [float(one) for one in fit.coefficients], atol=1e-9)
    residual = float(((response - matrix @ found) ** 2).sum())
    assert math.isclose(residual, float(fit.residual), abs_tol=1e-8)
    assert fit.residual >= 0


ARMS = """\
variables:
  arm: {label: Arm, type: category, levels: {a: {label: A, id: arm_a}, b: {label: B, id: arm_b}}}
  site: {label: Site, type: category, levels: {x: X, z: Z}}
  pre: {label: Before, type: number, missing: {NR: refused, ND: {label: not done, id: undone}}}
  again: {label: Once more, type: number, derive: "pre + 1"}
  later: {label: Later, type: number}
"""
COMPARED = "  c: {kind: compare, variable: later, by: arm, reference: b, "


def nulls(study: Study, analyses: str, table: str) -> dict[str, str]:
    study.write("data/study.yml", HEAD + ARMS + "analyses:\n" + analyses)
    study.write("data/table.csv", "id,arm,site,pre,later\n" + table)
    made = study.run("results", "--json").json
    return {row["id"]: row["reason"] for row in made if row["value"] is None and row["reason"]}


FOUR = "1,a,x,1,5\n2,a,z,2,7\n3,b,x,4,8\n4,b,z,3,6\n"


@pytest.mark.parametrize(
    ("analyses", "table", "id_", "says"),
    [
        (COMPARED + "adjust_for: [pre]}\n", FOUR[: FOUR.index("3,b")], "c.test.p", "needs 2 groups with participants, found 1"),
        (COMPARED + "adjust_for: [pre, again]}\n", FOUR, "c.adjusted.mean", "follows from the others"),
        (COMPARED + "adjust_for: [pre, site]}\n", FOUR, "c.test.df2", "more participants than the 4 terms, found 4"),
        (COMPARED + "adjust_for: [pre]}\n", FOUR.replace("4,8", "4,10").replace("3,6", "3,8").replace("2,7", "2,7"), "c.test.p", "leaves no variation"),
        (COMPARED + "interaction: site}\n", FOUR.replace("3,b,x", "3,b,z"), "c.interaction.x.mean", "there is no participant with B and X"),
        (COMPARED + "interaction: site}\n", FOUR, "c.interaction.p", "more participants than the 4 terms, found 4"),
        ("  c: {kind: paired, before: arm, after: arm2}\n", FOUR, "c.test.p", "no participant changed"),
    ],
)  # fmt: skip
def test_what_cannot_be_fitted_is_null_with_a_reason(
    small: Study, analyses: str, table: str, id_: str, says: str
) -> None:
    if "arm2" in analyses:
        twice = (
            ARMS
            + '  arm2: {label: Arm 2, type: category, derive: "arm", levels: {a: {label: A, id: arm_a}, b: {label: B, id: arm_b}}}\n'
        )
        study = parse_study(HEAD + twice + "analyses:\n" + analyses)
        results = compute(parse_table("id,arm,site,pre,later\n" + table, "a.csv"), study)
        assert says in results[id_].reason
        return
    assert says in nulls(small, analyses, table)[id_]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("adjust_for: []", "`adjust_for:` names no variable"),
        ("adjust_for: [arm]", "a variable cannot be grouped by itself"),
        ("adjust_for: [prre]", 'no.*|not declared. Did you mean "pre"'),
        ("adjust_for: [pre, pre]", r'the variable "\w+" stands twice'),
        ("adjust_for: [pre], test: welch", 'the test is the analysis of covariance; found "welch"'),
        ("test: ancova", "Say by `adjust_for:` for which"),
        ("interaction: pre", 'cannot use "pre"; found a number; expected'),
    ],
)  # fmt: skip
def test_a_defective_model_names_the_way_out(small: Study, options: str, says: str) -> None:
    small.write("data/study.yml", HEAD + ARMS + f"analyses:\n{COMPARED}{options}}}\n")
    outcome = small.run("check")
    assert outcome.code == 1
    assert re.search(says, outcome.out), outcome.out


def test_levels_that_nobody_has_take_no_part(small: Study) -> None:
    """As in tests of several groups; what is asked of them is null."""
    arms = ARMS.replace(
        "b: {label: B, id: arm_b}", "b: {label: B, id: arm_b}, e: {label: E, id: arm_e}"
    )
    sites = arms.replace("{x: X, z: Z}", "{x: X, y: Y, z: Z}")
    table = "1,a,x,1,5\n2,a,z,2,7\n3,b,x,4,8\n4,b,z,3,6\n5,b,z,5,9\n6,a,x,4,4\n"
    analyses = (
        "  c: {kind: compare, variable: later, by: arm, adjust_for: [pre], interaction: site}\n"
    )
    study = parse_study(HEAD + sites + "analyses:\n" + analyses)
    made = compute(parse_table("id,arm,site,pre,later\n" + table, "a.csv"), study)
    two = parse_study(
        HEAD + ARMS + "analyses:\n" + COMPARED + "adjust_for: [pre], interaction: site}\n"
    )
    wanted = compute(parse_table("id,arm,site,pre,later\n" + table, "a.csv"), two)
    for id_ in (
        "c.test.p",
        "c.test.df",
        "c.adjusted.arm_a.mean",
        "c.interaction.p",
        "c.interaction.df",
    ):
        assert made[id_].value == wanted[id_].value
        assert made[id_].value is not None
    assert made["c.adjusted.arm_e.mean"].reason == "no participant has this level"


def test_a_perfect_fit_has_means_and_no_limits(small: Study) -> None:
    table = "1,a,x,1,5\n2,a,z,2,5\n3,b,x,4,5\n4,b,z,3,5\n"
    study = parse_study(HEAD + ARMS + "analyses:\n" + COMPARED + "adjust_for: [pre]}\n")
    made = compute(parse_table("id,arm,site,pre,later\n" + table, "a.csv"), study)
    assert made["c.adjusted.mean"].value == 0
    assert made["c.adjusted.arm_a.mean"].value == 5
    assert "the limits are undefined" in made["c.adjusted.low"].reason
    assert "the test is undefined" in made["c.test.p"].reason


def test_missing_values_are_counted_by_reason(small: Study) -> None:
    table = "1,a,x,NR,5\n2,a,z,ND,7\n3,b,x,,8\n4,b,z,3,6\n5,,z,NR,6\n"
    small.write("data/study.yml", HEAD + ARMS + "analyses:\n"
        "  d: {kind: describe, variable: pre, by: arm}\n"
        "  w: {kind: describe, variable: pre, where: \"later > 5\"}\n")  # fmt: skip
    small.write("data/table.csv", "id,arm,site,pre,later\n" + table)
    made = {row["id"]: row["value"] for row in small.run("results", "--json").json}
    assert [made[f"pre.reasons.{one}.count"] for one in ("refused", "undone", "unexplained")] == [
        2,
        1,
        1,
    ]
    assert made["pre.missing"] == 4
    assert made["d.arm_a.reasons.refused.count"] == 1
    assert made["d.arm_b.reasons.unexplained.count"] == 1
    assert made["w.reasons.refused.count"] == 1
    assert "later.reasons.unexplained.count" not in made
    small.write("data/study.yml", HEAD + ARMS.replace("label: not done, id: undone", "label: mean"))
    assert 'the reason "mean" needs an `id:`: "mean" is reserved' in small.run("check").out


def influence_study(*, holm: bool = False) -> str:
    family = "families:\n  f: {analyses: [c, together], adjust: holm}\n" if holm else ""
    ids = "c.test.p, c.difference.mean, claims.lower, later.mean" + (
        ", c.test.p_adjusted" if holm else ""
    )
    return (
        HEAD + ARMS + "analyses:\n" + COMPARED + "where: \"pre != 9\"}\n"
        "  together: {kind: correlate, x: pre, y: later}\n" + family
        + "claims:\n  lower: {says: lower, holds: \"c.difference.mean < 0 and together.r > 0\"}\n"
        + f"influence: [{ids}]\n"
    )  # fmt: skip


people = st.tuples(
    st.sampled_from("ab"),
    st.sampled_from(["1", "2", "3", "9", ""]),
    st.sampled_from(["4", "5", "7", ""]),
)


@given(st.lists(people, min_size=3, max_size=8), st.booleans())
def test_influence_is_what_leaving_out_each_line_says(
    rows: list[tuple[str, str, str]], holm: bool
) -> None:
    def results(kept: list[tuple[str, str, str]], text: str) -> Results:
        lines = [f"P{at},{arm},x,{before},{later}" for at, (arm, before, later) in enumerate(kept)]
        return compute(
            parse_table("id,arm,site,pre,later\n" + "\n".join(lines) + "\n", "a.csv"),
            parse_study(text),
        )

    text = influence_study(holm=holm)
    plain = text[: text.index("influence:")]
    everybody = results(rows, text)
    others = [results(rows[:at] + rows[at + 1 :], plain) for at in range(len(rows))]
    for id_ in (
        "c.test.p",
        "c.difference.mean",
        "later.mean",
        *(["c.test.p_adjusted"] if holm else []),
    ):
        values = [other[id_].value for other in others]
        low, high = everybody[f"influence.{id_}.min"], everybody[f"influence.{id_}.max"]
        if None in values:
            assert low.value is high.value is None
            assert "undefined" in low.reason
        else:
            known = [float(value) for value in values if value is not None]
            assert (float(low.value or 0), float(high.value or 0)) == (min(known), max(known))

    def holds(made: Results) -> bool | None:
        difference, r = made["c.difference.mean"].value, made["together.r"].value
        parts = [None if difference is None else difference < 0, None if r is None else r > 0]
        return False if False in parts else None if None in parts else True

    before = holds(everybody) is True
    turned = sum((holds(other) is True) is not before for other in others)
    assert everybody["influence.claims.lower.count"].value == turned


@pytest.mark.parametrize(
    ("ids", "says"),
    [
        ("c.test.q", r'there is no number "c.test.q"'),
        ("c.difference.ci", "is no number of an analysis and no claim"),
        ("participants.n", "is no number of an analysis and no claim"),
        ("c.test.p, c.test.p", '"c.test.p" stands twice'),
    ],
)
def test_influence_of_nothing_is_refused(small: Study, ids: str, says: str) -> None:
    text = influence_study()
    small.write("data/study.yml", text[: text.index("influence:")] + f"influence: [{ids}]\n")
    assert says in small.run("check").out


def test_too_many_different_participants(small: Study) -> None:
    small.write("data/study.yml", influence_study())
    lines = [f"P{at},{'ab'[at % 2]},x,{at},{at * at % 97}" for at in range(1, 1102)]
    small.write("data/table.csv", "id,arm,site,pre,later\n" + "\n".join(lines) + "\n")
    made = {row["id"]: row for row in small.run("results", "--json").json}
    assert made["influence.c.test.p.min"]["reason"].startswith("there are more than 1000")
    assert made["influence.later.mean.min"]["value"] is not None


DISAGREE = """\
variables:
  arm: {label: Arm, type: category, levels: {a: {label: A, id: arm_a}, b: {label: B, id: arm_b}}}
  good: {label: Good, type: flag}
  first: {label: First, type: number}
  last: {label: Last, type: number}
analyses:
  c: {kind: compare, variable: good, by: arm, reference: b}
  pair: {kind: paired, before: first, after: last}
"""


def disagreeing(small: Study, text: str) -> str:
    """2 of 14 against 7 of 14: Fisher's P is .10, and Newcombe's limits leave 0 out."""
    small.write("data/study.yml", HEAD + DISAGREE)
    rows = [
        f"{at},{'a' if at < 14 else 'b'},{'yes' if at < 2 or 14 <= at < 21 else 'no'},{at},"
        f"{'' if at == 5 else 2 * at}"
        for at in range(28)
    ]
    small.write("data/table.csv", "id,arm,good,first,last\n" + "\n".join(rows) + "\n")
    small.document(text)
    outcome = small.run("check")
    assert outcome.code == 0, outcome.out
    return outcome.out


def test_p_and_limits_that_disagree_are_found(small: Study) -> None:
    both = "{{< var c.test.p >}}, {{< var c.risk_difference.ci >}}"
    out = disagreeing(small, both)
    assert '"c.test.p" and the limits of "c.risk_difference" disagree' in out
    assert "P 0.1032 (Fisher's exact test" in out
    assert "95% limits -61.09 to -1.124" in out
    assert "p-and-interval" not in disagreeing(small, "{{< var c.test.p >}}")
    assert "p-and-interval" not in disagreeing(
        small, "{{< var pair.test.p >}} {{< var pair.change.ci >}}"
    )


def test_a_companion_alone_is_found(small: Study) -> None:
    assert "the test that it accompanies is not printed" in disagreeing(
        small, "{{< var pair.companion.p >}}"
    )
    both = "{{< var pair.companion.p >}} {{< var pair.test.p >}}"
    assert "companion-alone" not in disagreeing(small, both)


def test_pairs_and_all_recorded_are_told_apart(small: Study) -> None:
    out = disagreeing(small, "{{< var pair.before.mean_sd >}} and {{< var first.mean_sd >}}")
    assert "28 recorded and 27 complete pairs" in out
    told = "of {{< var first.n >}}, and in {{< var pair.n >}} pairs"
    assert "different-n" not in disagreeing(
        small, f"{{{{< var pair.before.mean_sd >}}}} and {{{{< var first.mean_sd >}}}} {told}"
    )
    assert "different-n" not in disagreeing(
        small, "{{< var pair.after.mean >}}, {{< var last.mean >}}"
    )


def methods(small: Study, text: str) -> str:
    """Return the paragraph of a document about a study with covariates of strange labels."""
    arms = ARMS.replace("label: Before,", 'label: "Base; line",')
    analyses = (
        "  c: {kind: compare, variable: later, by: arm, reference: b, adjust_for: [pre, extra], "
        'interaction: site, where: "later > 0"}\n'
    )
    more = '  extra: {label: Extra, type: number, derive: "later * later"}\n'
    claims = "claims:\n  low: {says: was lower, holds: c.adjusted.mean < 0}\n"
    influence = "influence: [c.difference.mean, claims.low]\n"
    study = HEAD + arms + more + "analyses:\n" + analyses + claims + influence
    small.write("data/study.yml", study)
    rows = [
        f"{at},{'ab'[at % 2]},{'xz'[at // 2 % 2]},{at * at % 7},{at * 5 % 11 + 1}"
        for at in range(24)
    ]
    small.write("data/table.csv", "id,arm,site,pre,later\n" + "\n".join(rows) + "\n")
    small.document(text + "\n\n{{< var methods.statistics >}}")
    outcome = small.run("build", "--format", "html")
    assert outcome.code == 0, outcome.out
    page = (small.root / "_output/manuscript/report.html").read_text(encoding="utf-8")
    match = re.search(r'data-stat="methods.statistics"[^>]*>(.*?)</span>', page, re.S)
    assert match
    return " ".join(match[1].split())


def test_methods_tell_the_model(small: Study) -> None:
    covariates = "adjusted for Base; line and Extra"
    text = methods(small, "{{< var c.adjusted.mean >}} ({{< var c.adjusted.ci >}})")
    assert f"compared between A and B by analysis of covariance, {covariates}." in text
    assert "Later (where later &gt; 0)" in text
    text = methods(small, "{{< var c.interaction.x.n >}} {{< var c.interaction.p >}}")
    model = f"a linear model with the product of Arm and Site, {covariates}"
    assert f"varies with Site was tested by F in {model}." in text
    text = methods(small, "{{< var c.interaction.x.mean_ci >}}")
    assert f"within the levels of Site are from {model}." in text
    assert "was tested by F" not in text
    text = methods(
        small, "{{< var influence.c.difference.mean.max >}} {{< var influence.claims.low.count >}}"
    )
    assert (
        "each was left out in turn: difference of means of Later, A against B; “was lower”." in text
    )


def test_numbers_with_and_without_covariates_are_told_apart(small: Study) -> None:
    small.write("data/study.yml", HEAD + ARMS + f"analyses:\n{COMPARED}adjust_for: [pre]}}\n")
    rows = [
        f"{at},{'ab'[at % 2]},x,{'' if at == 3 else at * at % 7},{at * 5 % 11}" for at in range(12)
    ]
    small.write("data/table.csv", "id,arm,site,pre,later\n" + "\n".join(rows) + "\n")
    small.document("{{< var c.difference.mean >}} {{< var c.adjusted.mean >}}")
    out = small.run("check").out
    assert "12 with a group and a value, 11 with all covariates too" in out
