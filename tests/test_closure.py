"""Numbers that are at odds as they are printed, and numbers that cannot be."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.special import stdtr

from sacroreport.document.document import read_document
from sacroreport.findings import Finding
from sacroreport.guards.printed import check_printed
from sacroreport.guards.shown import Printed
from sacroreport.pipeline.check import Checked, check
from sacroreport.project.root import find_project
from sacroreport.writing.style import style_names
from sacroreport.writing.values import Values, write_values
from tests.conftest import HEAD, Study
from tests.printed_texts import text_of

OURS = {
    "does-not-close", "does-not-sum", "two-roundings", "different-n", "p-and-interval",
    "impossible-number", "too-few-digits",
}  # fmt: skip

PAIRS = """\
variables:
  pain: {label: Pain before, type: number, better: lower}
  later: {label: Pain after, type: number, better: lower}
analyses:
  relief: {kind: paired, before: pain, after: later}
"""
EIGHTHS = [(8, 2), (8, 2), (8, 2), (8, 2), (8, 2), (8, 3), (8, 3), (9, 3)]
"""Means of 8.125, 2.375 and 5.75: printed with one decimal they do not close, with two they do."""
THIRDS = [(7, 1), (7, 2), (8, 2)]
"""Thirds close with no number of decimals."""
FALL = "{{< var relief.before.mean_sd >}} {{< var relief.after.mean >}} {{< var relief.improvement.mean >}}"


def make(
    small: Study, study: str, header: str, rows: Iterable[Sequence[object]], *texts: str
) -> Path:
    """Write a study, its rows, and a document for each text."""
    small.write("data/study.yml", HEAD + study)
    lines = [",".join(map(str, (f"P{at}", *row))) for at, row in enumerate(rows, start=1)]
    small.write("data/table.csv", f"id,{header}\n" + "\n".join(lines) + "\n")
    for at, text in enumerate(texts):
        small.document(text, name="report" if at == 0 else f"report{at}")
    return small.root


def checked(root: Path, style: str | None = None) -> Checked:
    paths = sorted((root / "manuscript").glob("*.qmd"))
    return check(find_project(root), paths, style)


def ours(found: Iterable[Finding]) -> list[Finding]:
    return [one for one in found if one.rule in OURS]


def findings(root: Path, style: str | None = None) -> list[Finding]:
    made = checked(root, style)
    assert made.analysis.results is not None, made.findings  # else there is nothing to find
    return ours(made.findings)


def only(found: Sequence[Finding]) -> Finding:
    assert len(found) == 1, [str(one) for one in found]
    return found[0]


def with_text(made: Checked, texts: dict[str, str]) -> list[Finding]:
    """Return what is found when the formatter had written other texts."""
    values = {}
    assert made.analysis.results is not None
    for name, one in made.values.items():
        rows = dict(one.rows)
        for id_, text in texts.items():
            assert rows[id_].text is not None, id_
            said = text_of(text, rows[id_], one.style, made.analysis.study, made.analysis.results)
            rows[id_] = dataclasses.replace(rows[id_], text=said)
        values[name] = Values(one.style, rows)
    return list(check_printed(made.documents, values, made.analysis.study, made.analysis.results))


# --- before, after and change -------------------------------------------------------------


def test_a_fall_that_does_not_close_is_found_with_its_cure(small: Study) -> None:
    root = make(small, PAIRS, "pain,later", EIGHTHS, f"Words.\n{FALL}")
    one = only(findings(root))
    assert (one.rule, one.severity) == ("does-not-close", "warning")
    assert str(one.place) == "manuscript/report.qmd:6:65"
    assert one.message == (
        '"relief.before.mean" less "relief.after.mean" is not "relief.improvement.mean" as they '
        "are printed"
    )
    assert one.found == "8.1 and 2.4, which differ by 5.7, and 5.8"
    assert one.way_out == (
        "with 2 decimals they are 8.13, 2.38 and 5.75: declare `decimals: 1` for pain and later, "
        "or say in a footnote that they differ because of rounding"
    )
    # the cure cures
    declared = PAIRS.replace("better: lower", "better: lower, decimals: 1")
    make(small, declared, "pain,later", EIGHTHS)
    assert findings(root) == []
    assert findings(make(small, PAIRS, "pain,later", EIGHTHS), "apa") == []


def test_what_no_decimals_make_close_needs_a_footnote(small: Study) -> None:
    root = make(small, PAIRS, "pain,later", THIRDS, FALL)
    one = only(findings(root))
    assert one.found == "7.3 and 1.7, which differ by 5.6, and 5.7"
    assert one.way_out == "say in a footnote that they differ because of rounding"


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("Differences may not add up because of rounding.", "notice"),
        ("All means were\nrounded to one decimal.", "notice"),
        ("There was a rounded mass in surrounding tissue.", "warning"),
        ("<!-- because of rounding -->", "warning"),
        ("<!-- one --> Nothing, <!-- two --> twice.", "warning"),
    ],
)
def test_a_document_that_speaks_of_rounding_is_told_gently(
    small: Study, said: str, severity: str
) -> None:
    root = make(small, PAIRS, "pain,later", THIRDS, f"{FALL}\n\n{said}")
    assert only(findings(root)).severity == severity


def test_an_abstract_in_the_front_matter_may_speak_of_rounding(small: Study) -> None:
    root = make(small, PAIRS, "pain,later", THIRDS)
    small.document(FALL, front="title: A\nabstract: Differences are exact before rounding.")
    assert only(findings(root)).severity == "notice"


def test_change_and_improvement_are_one_finding(small: Study) -> None:
    root = make(small, PAIRS, "pain,later", EIGHTHS, FALL + " {{< var relief.change.mean_ci >}}")
    assert only(findings(root)).found.endswith("and 5.8")
    small.document(FALL.replace("improvement", "change"))
    assert only(findings(root)).found == "2.4 and 8.1, which differ by −5.7, and −5.8"
    # improvement of a scale on which more is better is after less before
    make(small, PAIRS.replace("lower", "higher"), "pain,later", EIGHTHS, FALL)
    assert only(findings(root)).found == "2.4 and 8.1, which differ by −5.7, and −5.8"


def test_two_of_three_cannot_be_at_odds(small: Study) -> None:
    text = "{{< var relief.before.mean >}} {{< var relief.improvement.mean >}}"
    assert findings(make(small, PAIRS, "pain,later", EIGHTHS, text)) == []


def test_a_group_at_a_time(small: Study) -> None:
    study = PAIRS.replace(
        "variables:", "variables:\n  sex: {label: Sex, type: category, levels: {f: F, m: M}}"
    )
    study = study.replace("after: later}", "after: later, by: sex}")
    text = " ".join(
        f"{{{{< var relief.{sex}.{part}.mean >}}}}"
        for sex in "fm" for part in ("before", "after", "improvement")
    )  # fmt: skip
    rows = [("f", *one) for one in THIRDS] + [("m", 5, 2), ("m", 6, 2)]
    one = only(findings(make(small, study, "sex,pain,later", rows, text)))
    assert '"relief.f.before.mean"' in one.message


GROUPS = """\
variables:
  arm: {label: Arm, type: category, levels: {a: {label: A, id: arm_a}, b: {label: B, id: arm_b}}}
  size: {label: Size, type: number}
  good: {label: Good, type: flag}
analyses:
  c: {kind: compare, variable: size, by: arm, reference: b}
  g: {kind: compare, variable: good, by: arm, reference: b}
"""


def test_means_of_groups_and_their_difference(small: Study) -> None:
    rows = [
        ("a" if at < 8 else "b", size, "yes")
        for at, size in enumerate(x for p in zip(*EIGHTHS, strict=True) for x in p)
    ]
    text = "{{< var c.arm_a.mean >}} {{< var c.arm_b.mean >}} {{< var c.difference.mean_ci >}}"
    root = make(small, GROUPS, "arm,size,good", rows, text)
    one = only(findings(root))
    assert one.found == "8.1 and 2.4, which differ by 5.7, and 5.8"
    assert "declare `decimals: 1` for size" in one.way_out
    small.document(text.replace("c.arm_a.mean", "c.arm_a.median"))
    assert findings(root) == []


def test_risks_and_their_difference(small: Study) -> None:
    # 1 of 3 and 1 of 6: 33%, 17% and 17 points
    rows = [("a", 1, "yes" if at == 0 else "no") for at in range(3)]
    rows += [("b", 1, "yes" if at == 0 else "no") for at in range(6)]
    text = "{{< var g.arm_a.percent >}} {{< var g.arm_b.count_percent >}} {{< var g.risk_difference.estimate >}}"
    root = make(small, GROUPS, "arm,size,good", rows, text)
    one = only(findings(root))
    assert one.found == "33% and 17%, which differ by 16, and 17"
    assert one.way_out == "say in a footnote that they differ because of rounding"
    make(
        small, GROUPS, "arm,size,good", [*rows, *rows[3:], *rows[3:]]
    )  # 33%, 17%: exact in 3 of 18
    assert only(findings(root)).rule == "does-not-close"
    make(small, GROUPS, "arm,size,good", [("a", 1, "yes"), ("a", 1, "no"), ("b", 1, "no")])
    assert findings(root) == []  # 50%, 0% and 50


def test_fewer_decimals_of_the_terms_are_what_a_reader_can_expect(small: Study) -> None:
    # 60 of each, so that the groups have no decimal and the difference has one
    rows = [("a", 1, "yes" if at < 20 else "no") for at in range(60)]
    rows += [("b", 1, "yes" if at < 7 else "no") for at in range(60)]
    text = "{{< var g.arm_a.percent >}} {{< var g.arm_b.percent >}} {{< var g.risk_difference.estimate >}}"
    root = make(small, GROUPS, "arm,size,good", rows, text)
    made = checked(root)
    assert made.values["manuscript/report.qmd"]["g.risk_difference.estimate"].plain == "21.7"
    assert only(ours(made.findings)).found == "33% and 12%, which differ by 21.0, and 21.7"
    rows[66] = ("b", 1, "no")  # 33%, 10% and 23.3 points
    make(small, GROUPS, "arm,size,good", rows)
    assert findings(root) == []


# --- parts and wholes ---------------------------------------------------------------------

KINDS = """\
variables:
  kind: {label: Kind, type: category, levels: {x: Ex, y: Why, z: Zed}}
  good: {label: Good, type: flag}
  bad: {label: Bad, type: flag, derive: "not good"}
tables:
  kinds: {caption: Kinds, rows: [kind]}
"""
ALL_PERCENT = (
    "{{< var kind.x.percent >}} {{< var kind.y.count_percent >}} {{< var kind.z.percent >}}"
)


def kinds(small: Study, text: str, counts: tuple[int, int, int], missing: int = 0) -> list[Finding]:
    codes = "x" * counts[0] + "y" * counts[1] + "z" * counts[2]
    rows = [(code, "yes" if at % 3 else "no") for at, code in enumerate(codes)]
    return findings(make(small, KINDS, "kind,good", rows + [("", "yes")] * missing, text))


def test_percentages_that_do_not_sum(small: Study) -> None:
    one = only(kinds(small, ALL_PERCENT, (1, 1, 1)))
    assert (one.rule, one.severity) == ("does-not-sum", "warning")
    assert one.message == "the printed percentages of Kind sum to 99"
    assert one.found == "kind.x.percent 33%, kind.y.percent 33%, kind.z.percent 33%"
    assert "because of rounding" in one.way_out
    assert kinds(small, ALL_PERCENT, (1, 1, 2)) == []
    assert kinds(small, ALL_PERCENT.replace("kind.z.percent", "kind.z.count"), (1, 1, 1)) == []
    told = kinds(small, ALL_PERCENT + "\n\nThey do not sum because of rounding.", (1, 1, 1))
    assert only(told).severity == "notice"


def test_an_empty_level_need_not_be_printed(small: Study) -> None:
    two = "{{< var kind.x.percent >}} {{< var kind.y.percent >}}"
    assert kinds(small, two, (5, 3, 0))[0].message.endswith("sum to 101")  # 62.5 and 37.5
    assert kinds(small, two, (5, 3, 1)) == []


def test_a_table_says_so_itself(small: Study) -> None:
    table = "{{< include _generated/tbl-kinds.md >}}"
    assert kinds(small, table, (1, 1, 1)) == []
    assert only(kinds(small, f"{ALL_PERCENT}\n\n{table}", (1, 1, 1))).severity == "notice"
    after = only(kinds(small, f"{table}\n\n{ALL_PERCENT}", (1, 1, 1)))
    assert (after.severity, str(after.place)) == ("notice", "manuscript/report.qmd:7:61")
    table = table.replace("kinds", "others")  # a table of something else says nothing of kinds
    root = make(
        small, KINDS + "  others: {caption: Others, rows: [good]}\n", "kind,good",
        [("x", "yes"), ("y", "no"), ("z", "no")], f"{ALL_PERCENT}\n\n{table}",
    )  # fmt: skip
    assert only(findings(root)).severity == "warning"


def test_an_automatic_note_speaks_of_percentages_alone(small: Study) -> None:
    study = PAIRS.replace(
        "analyses:",
        "  kind: {label: Kind, type: category, levels: {x: Ex, y: Why, z: Zed}}\nanalyses:",
    )
    study += "tables:\n  kinds: {caption: Kinds, rows: [kind]}\n"
    rows = [(*one, kind) for one, kind in zip(THIRDS, "xyz", strict=True)]
    text = FALL + "\n\n{{< include _generated/tbl-kinds.md >}}"
    root = make(small, study, "pain,later,kind", rows, text)
    assert only(findings(root)).severity == "warning"
    make(
        small,
        study.replace("rows: [kind]", "rows: [kind], notes: [Numbers were rounded.]"),
        "pain,later,kind",
        rows,
    )
    assert only(findings(root)).severity == "notice"


def test_moves_between_levels_are_a_whole(small: Study) -> None:
    study = """\
variables:
  first: {label: First, type: ordered, levels: &all {i: One, j: Two, k: Three}}
  last: {label: Last, type: ordered, levels: *all}
  was: {label: Was, type: category, levels: *all}
  is_now: {label: Is now, type: category, levels: *all}
analyses:
  stage: {kind: paired, before: first, after: last}
  kind: {kind: paired, before: was, after: is_now}
"""
    text = "{{< var stage.decreased.percent >}} {{< var stage.unchanged.percent >}} {{< var stage.increased.percent >}}"
    rows = [("i", "j", "i", "j"), ("j", "j", "j", "j"), ("j", "i", "j", "i")]
    root = make(small, study, "first,last,was,is_now", rows, text)
    assert only(findings(root)).message == (
        "the printed percentages of First (decreased, unchanged, increased) sum to 99"
    )
    small.document(text.replace("decreased", "increased"))
    assert findings(root) == []
    # 3 of 8 and 5 of 8: 38% and 63%
    rows = [("i", "i", "i", "j" if at < 3 else "i") for at in range(8)]
    text = "{{< var kind.changed.percent >}} {{< var kind.unchanged.percent >}}"
    make(small, study, "first,last,was,is_now", rows, text)
    assert only(findings(root)).message.endswith("sum to 101")
    small.document("{{< var kind.after.i.percent >}} {{< var kind.after.j.percent >}}")
    assert only(findings(root)).message.endswith("sum to 101")


def test_opposites_are_parts_of_a_whole(small: Study) -> None:
    text = "{{< var good.percent >}} {{< var bad.percent >}}"
    rows = [("x", "yes" if at < 5 else "no") for at in range(8)]
    root = make(small, KINDS, "kind,good", rows, text)
    assert only(findings(root)).found == "good.percent 63%, bad.percent 38%"
    make(small, KINDS, "kind,good", rows[:7], text)
    assert findings(root) == []  # 71% and 29%


COUNTED = "{{< var participants.n >}}: {{< var kind.x.Words >}}, {{< var kind.y.count >}}, {{< var kind.z.count_percent >}}"


def test_counts_beside_all_participants(small: Study) -> None:
    one = only(kinds(small, COUNTED, (3, 2, 5), missing=2))
    assert (one.rule, one.severity) == ("does-not-sum", "warning")
    assert one.message == "the printed counts of Kind sum to 10, and 12 participants are printed"
    assert "kind.x.count Three" in one.found
    assert one.way_out == "say how many have no value: print kind.missing or kind.n"
    assert kinds(small, COUNTED, (3, 2, 5)) == []
    for told in ("kind.missing", "kind.n", "kind.x.count_of_n"):
        assert kinds(small, f"{COUNTED} {{{{< var {told} >}}}}", (3, 2, 5), missing=2) == []
    table = "{{< var participants.n >}}\n\n{{< include _generated/tbl-kinds.md >}}"
    assert kinds(small, table, (3, 2, 5), missing=2) == []  # its note says of whom they are
    assert kinds(small, COUNTED.replace("participants.n", "good.n"), (3, 2, 5), missing=2) == []


def test_prose_is_prose_though_a_table_prints_the_same_before(small: Study) -> None:
    study = KINDS + "  plainly: {caption: Kinds, rows: [kind], counts: count}\n"
    rows = [("x", "yes"), ("y", "no"), ("z", "no"), ("", "no")]
    prose = " ".join(f"{{{{< var kind.{one}.count >}}}}" for one in "xyz")
    table = "{{< include _generated/tbl-plainly.md >}}"
    text = f"{{{{< var participants.n >}}}}\n\n{table}"
    assert findings(make(small, study, "kind,good", rows, text)) == []
    one = only(findings(make(small, study, "kind,good", rows, f"{text}\n\n{prose}")))
    assert str(one.place).startswith("manuscript/report.qmd:9:")


def test_lists_and_opposites_are_counted_too(small: Study) -> None:
    text = "{{< var participants.n >}}: {{< var kind.list >}}"
    assert (
        "kind.z.count 5, participants.n 12" in only(kinds(small, text, (3, 2, 5), missing=2)).found
    )
    assert kinds(small, text, (3, 2, 5)) == []
    text = "{{< var participants.n >}}: {{< var good.count >}} and {{< var bad.count >}}"
    rows = [("x", "yes"), ("y", "no"), ("z", "")]
    one = only(findings(make(small, KINDS, "kind,good", rows, text)))
    assert one.message.startswith("the printed counts of Good and Bad sum to 2, and 3")
    assert findings(make(small, KINDS, "kind,good", rows[:2], text)) == []


def test_a_name_within_another_is_read_as_itself(small: Study) -> None:
    study = KINDS.replace("{x: Ex, y: Why, z: Zed}", "{x: Men, y: Women, z: Other men}")
    rows = [(code, "yes") for code in "xyyyzz"]
    root = make(small, study, "kind,good", rows, "{{< var kind.list >}} {{< var kind.n >}}")
    made = checked(root)
    printed = printed_of(made)
    shown = {id_: int(ways[0].number.value) for id_, ways in printed.numbers.items()}
    assert shown == {"kind.x.count": 1, "kind.y.count": 3, "kind.z.count": 2, "kind.n": 6}
    assert ours(made.findings) == []


def printed_of(made: Checked) -> Printed:
    (document,) = made.documents
    assert made.analysis.results is not None
    return Printed(document, made.values[document.name], made.analysis.study, made.analysis.results)


# --- P and limits -------------------------------------------------------------------------

NARROW = [
    (50, 50),
    (51, 51),
    (53, 52),
    (52, 52),
    (53, 52),
    (51, 51),
    (50, 50),
    (52, 51),
    (53, 52),
    (51, 50),
]


def test_a_limit_that_is_rounded_to_no_effect(small: Study) -> None:
    text = "{{< var relief.test.p >}} {{< var relief.change.ci >}}"
    root = make(small, PAIRS, "pain,later", NARROW, text)
    made = checked(root)
    values = made.values["manuscript/report.qmd"]
    assert (values["relief.test.p"].plain, values["relief.change.ci"].plain) == (
        "p = 0.015", "95% CI −0.9 to −0.1",
    )  # fmt: skip
    assert ours(made.findings) == []
    made_by = PAIRS.replace("after: later}", "after: later, level: 98.4}")
    make(small, made_by, "pain,later", NARROW, text)
    made = checked(root)
    assert made.values["manuscript/report.qmd"]["relief.change.ci"].plain == "98.4% CI −1.0 to 0.0"
    one = only(ours(made.findings))
    assert (one.rule, one.severity) == ("p-and-interval", "warning")
    assert '"relief.change.high" is printed as 0, as if there might be none' in one.message
    assert one.found == "p = 0.015 and 0.0"
    assert one.way_out.startswith(
        "declare `decimals: 1` for pain and later, which prints −0.01, or "
    )


def test_a_limit_at_no_effect_without_a_p_says_nothing(small: Study) -> None:
    made_by = PAIRS.replace("after: later}", "after: later, level: 98.4}")
    root = make(small, made_by, "pain,later", NARROW, "{{< var relief.change.ci >}}")
    assert findings(root) == []


def test_a_limit_that_never_excluded_no_effect_is_another_matter(small: Study) -> None:
    made_by = PAIRS.replace("after: later}", "after: later, level: 98.8}")
    text = "{{< var relief.test.p >}} {{< var relief.change.ci >}}"
    made = checked(make(small, made_by, "pain,later", NARROW, text))
    assert made.analysis.results is not None
    assert float(made.analysis.results["relief.change.high"].value) > 0  # type: ignore[arg-type]
    assert made.values["manuscript/report.qmd"]["relief.change.high"].plain == "0.0"
    assert ours(made.findings) == with_text(made, {"relief.test.p": "p = 0.001"}) == []


# --- one number, two names ----------------------------------------------------------------

FINER = PAIRS.replace(
    "label: Pain after, type: number", "label: Pain after, type: number, decimals: 1"
)


def test_one_number_printed_as_two(small: Study) -> None:
    text = "{{< var pain.mean >}} and {{< var relief.before.mean_sd >}}"
    root = make(small, FINER, "pain,later", EIGHTHS, text)
    one = only(findings(root))
    assert (one.rule, one.severity) == ("two-roundings", "warning")
    assert "pain.mean and relief.before.mean_sd (relief.before.mean)" in one.message
    assert one.found == ("8.1 at manuscript/report.qmd:5:1, 8.13 at manuscript/report.qmd:5:27")
    assert one.way_out == "print pain.mean in both places"
    # the same decimals, or other participants: two numbers
    assert findings(make(small, PAIRS, "pain,later", EIGHTHS)) == []
    more = [*EIGHTHS, *((before, "") for before, _ in EIGHTHS)]  # the same mean
    found = findings(make(small, FINER, "pain,later", more))
    assert [one.rule for one in found] == ["different-n"]


def test_more_zeros_are_no_other_number(small: Study) -> None:
    text = "{{< var pain.max >}} and {{< var relief.before.max >}}"
    one = only(findings(make(small, FINER, "pain,later", EIGHTHS, text)))
    assert (one.rule, one.severity, one.found[:4]) == ("two-roundings", "notice", "9 at")


def test_one_number_printed_as_two_in_two_documents(small: Study) -> None:
    texts = ("{{< var pain.mean >}}", "{{< var relief.before.mean >}}")
    root = make(small, FINER, "pain,later", EIGHTHS, *texts)
    one = only(findings(root))
    assert one.rule == "two-roundings"
    assert "manuscript/report1.qmd:5:1" in one.found
    small.document(texts[1], name="report1", front="title: A\nstyle: ama")
    assert findings(root) == []  # another style rounds otherwise, as it must


def test_documents_that_disagree_on_n(small: Study) -> None:
    texts = ("{{< var pain.mean >}}", "{{< var relief.before.mean >}}")
    root = make(small, PAIRS, "pain,later", [*EIGHTHS, (9, "")], *texts)
    one = only(findings(root))
    assert (one.rule, one.severity) == ("different-n", "warning")
    assert str(one.place) == "manuscript/report.qmd:5:1"
    assert '"relief.before.mean" in manuscript/report1.qmd' in one.message
    assert one.found == "9 recorded here and 8 complete pairs at manuscript/report1.qmd:5:1"
    # who is told how many each is about is not misled
    small.document(texts[0] + " of {{< var pain.n >}}")
    small.document(texts[1] + " of {{< var relief.n >}}", name="report1")
    assert findings(root) == []
    small.document(texts[1], name="report1")
    # within one document it is said there, and once
    small.document(" ".join(texts))
    assert "in manuscript" not in only(findings(root)).message
    small.document(texts[1])
    assert findings(root) == []
    assert findings(make(small, PAIRS, "pain,later", EIGHTHS, *texts)) == []


# --- what cannot be -----------------------------------------------------------------------

EVERYTHING = """\
variables:
  arm: {label: Arm, type: category, levels: {a: {label: A, id: arm_a}, b: {label: B, id: arm_b}}}
  age: {label: Size, type: number}
  pain: {label: Pain before, type: number, better: lower}
  later: {label: Pain after, type: number, better: lower}
  good: {label: Good, type: flag}
  kind: {label: Kind, type: category, levels: {x: Ex, y: Why}}
  never: {label: Never, type: flag, derive: pain < 0}
analyses:
  relief: {kind: paired, before: pain, after: later}
  e: {kind: events, variables: [good, never]}
  c: {kind: compare, variable: age, by: arm, reference: b}
  f: {kind: compare, variable: age, by: arm, reference: b, test: anova}
  g: {kind: compare, variable: good, by: arm, reference: b, test: chi_square}
  corr: {kind: correlate, x: age, y: pain}
"""
ROWS = [
    ("a", 51, 8, 2, "yes", "x"), ("a", 62, 7, 3, "no", "y"), ("b", 73, 9, 4, "yes", "x"),
    ("b", 44, 6, 5, "no", "x"), ("b", 39, 8, 1, "no", "y"),
]  # fmt: skip
HAS = "arm,age,pain,later,good,kind"


def corrupted(small: Study, texts: dict[str, str], *beside: str) -> list[Finding]:
    named = " ".join(f"{{{{< var {id_} >}}}}" for id_ in (*texts, *beside))
    made = checked(make(small, EVERYTHING, HAS, ROWS, named))
    assert [one.rule for one in ours(made.findings) if one.rule == "impossible-number"] == []
    found = with_text(made, texts)
    return [one for one in found if one.rule == "impossible-number"]


@pytest.mark.parametrize(
    ("texts", "beside", "message"),
    [
        ({"age.sd": "−13.6"}, (), '"age.sd" is below 0'),
        ({"age.range": "51 to 38"}, (), '"age.min" is printed as more than "age.max"'),
        ({"age.median": "37.0"}, ("age.min",), '"age.min" is printed as more than "age.median"'),
        ({"age.q1": "74.0"}, ("age.max",), '"age.q1" is printed as more than "age.max"'),
        ({"age.mean_sd": "73.8 ± 13.9"}, ("age.range",), '"age.mean" is printed as more than "age.max"'),
        ({"age.mean": "53.9"}, (), '"age.mean" cannot be the mean of 5 values with 0 decimals'),
        ({"age.median": "51.5"}, (), '"age.median" cannot be the median of 5 values with 0 decimals'),
        ({"age.q3": "62.4"}, (), '"age.q3" cannot be the upper quartile of 5 values'),
        ({"relief.improvement.mean": "4.7"}, (), '"relief.improvement.mean" cannot be the mean of 5'),
        ({"good.percent": "42%"}, ("good.count_of_n",), '"good.percent" is not the percentage of "good.count" of 5'),
        ({"good.count_percent": "3 (40%)"}, (), '"good.percent" is not the percentage of "good.count" of 5'),
        ({"good.count_percent": "2 (<1%)"}, (), '"good.percent" is not the percentage'),
        ({"good.count_of_n": "6 of 5"}, (), '"good.count" is more than its denominator'),
        ({"good.n": "6"}, ("participants.n",), '"good.n" is more than there are participants'),
        ({"good.percent": "112%"}, (), '"good.percent" is not between 0 and 100'),
        ({"good.ci": "95% CI 5% to 38%"}, ("good.percent",), '"good.percent" is printed as more than "good.high"'),
        ({"relief.improvement.mean_ci": "4.6 (95% CI 4.9 to 7.9)"}, (), '"relief.improvement.low" is printed as more than "relief.improvement.mean"'),
        ({"relief.change.ci": "95% CI −1.0 to −6.5"}, (), '"relief.change.low" is printed as more than "relief.change.high"'),
        ({"relief.effect.dz_low": "3.00"}, ("relief.effect.dz",), '"relief.effect.dz_low" is printed as more'),
        ({"c.effect.d_low": "4.00"}, ("c.effect.d",), '"c.effect.d_low" is printed as more than "c.effect.d"'),
        ({"e.never.percent": "70%"}, ("e.never.upper_one_sided",), '"e.never.percent" is printed as more than "e.never.upper_one_sided"'),
        ({"c.test.df": "200.0"}, ("c.test.p", "c.test.statistic"), '"c.test.p" is not the P value'),
        ({"f.test.df2": "300"}, ("f.test.p", "f.test.statistic", "f.test.df"), '"f.test.p" is not the P value'),
        ({"corr.ci": "95% CI 0.80 to 0.90"}, ("corr.r",), '"corr.low" is printed as more than "corr.r"'),
        ({"relief.test.p": "p = 0.031"}, ("relief.test.statistic", "relief.test.df"), '"relief.test.p" is not the P value of "relief.test.statistic"'),
        ({"relief.test.statistic": "−2.06"}, ("relief.test.p",), '"relief.test.p" is not the P value'),
        ({"relief.test.df": "27"}, ("relief.test.p", "relief.test.statistic"), '"relief.test.p" is not the P value'),
        ({"c.test.p": "p < 0.0001"}, ("c.test.statistic",), '"c.test.p" is not the P value'),
        ({"f.test.p": "p = 0.21"}, ("f.test.statistic",), '"f.test.p" is not the P value'),
        ({"g.test.p": "p > 0.99"}, ("g.test.statistic",), '"g.test.p" is not the P value'),
        ({"kind.x.words": "two"}, (), '"kind.x.words" has a text that is no number'),
        ({"age.mean": "nan"}, (), '"age.mean" has a text that is no number'),
        ({"relief.test.p": "p = 0.0"}, (), ""),
        ({"kind.list": "ex (3) and zed (2)"}, ("kind.n",), '"kind.list" has a text that is no number in its style'),
        ({"kind.list": "ex (3) and why (1)"}, ("kind.n",), "the counts of Kind do not sum to their denominator"),
    ],
)  # fmt: skip
def test_each_impossible_number_is_an_error(
    small: Study, texts: dict[str, str], beside: tuple[str, ...], message: str
) -> None:
    found = corrupted(small, texts, *beside)
    if not message:
        assert found == []
        return
    assert any(message in one.message for one in found), [str(one) for one in found]
    assert {one.severity for one in found} == {"error"}
    assert all(one.place.line and "report it" in one.way_out for one in found)


def test_degrees_of_freedom_are_rounded_when_they_have_decimals(small: Study) -> None:
    ids = ("c.test.statistic", "c.test.df", "c.test.p")
    text = " ".join(f"{{{{< var {id_} >}}}}" for id_ in ids)
    made = checked(make(small, EVERYTHING, HAS, ROWS, text))

    def found(df: str, exact: float) -> list[str]:
        p = f"p = {2 * stdtr(exact, -20.5):.6f}"
        return [one.rule for one in with_text(made, dict(zip(ids, ("20.50", df, p), strict=True)))]

    assert found("1.0", 0.951) == found("1.0", 1.049) == found("1", 1) == []
    assert found("1.0", 0.94) == found("1.0", 1.06) == ["impossible-number"]
    assert found("1", 0.99) == found("1", 1.01) == ["impossible-number"]  # whole ones are exact


def test_a_statistic_of_0_has_a_p_of_1(small: Study) -> None:
    text = "{{< var relief.test.statistic >}} {{< var relief.test.p >}}"
    root = make(small, PAIRS, "pain,later", [(1, 2), (2, 1), (1, 2), (2, 1)], text)
    assert checked(root, "apa").values["manuscript/report.qmd"]["relief.test.p"].plain == "p > .999"
    assert findings(root, "apa") == []


def test_a_bound_of_a_percentage_is_no_number(small: Study) -> None:
    rows = [("a", 1, "yes" if at == 0 else "no") for at in range(250)]
    root = make(small, GROUPS, "arm,size,good", rows, "{{< var good.count_percent >}}")
    made = checked(root, "apa")
    assert made.values["manuscript/report.qmd"]["good.count_percent"].plain == "1 (<1%)"
    assert ours(made.findings) == []
    assert len(with_text(made, {"good.count_percent": "1 (>99%)"})) == 1


@pytest.mark.parametrize(("level", "holds"), [(10, False), (49, True), (50, True), (99, True)])
def test_limits_of_a_low_level_need_not_hold_their_effect_size(
    small: Study, level: int, holds: bool
) -> None:
    study = PAIRS.replace("after: later}", f"after: later, level: {level}}}")
    text = "{{< var relief.effect.dz >}} {{< var relief.effect.dz_low >}} {{< var relief.effect.dz_high >}}"
    made = checked(make(small, study, "pain,later", [(9, 1), (9, 2)], text))
    results = made.analysis.results
    assert results is not None
    dz, low, high = (results[f"relief.effect.{one}"].value for one in ("dz", "dz_low", "dz_high"))
    assert dz is not None
    assert low is not None
    assert high is not None
    assert (float(low) <= float(dz) <= float(high)) is holds
    assert [one for one in made.findings if one.rule == "impossible-number"] == []


def test_the_heterogeneity_of_centers_has_its_p(small: Study) -> None:
    levels = ", ".join(f"{one}: {{label: Center {one}, id: at_{one}}}" for one in "abcde")
    study = (
        f"variables:\n  center: {{label: Center, type: category, levels: {{{levels}}}}}\n"
        "  size: {label: Size, type: number}\n"
        "analyses:\n  v: {kind: variation, variable: size, by: center}\n"
    )
    rows = [
        (center, 10 + (at * 7 + place * 3) % 9)
        for place, center in enumerate("abcde")
        for at in range(10)
    ]
    text = "{{< var v.heterogeneity.statistic >}} {{< var v.heterogeneity.df >}} {{< var v.heterogeneity.p >}}"
    made = checked(make(small, study, "center,size", rows, text))
    assert ours(made.findings) == []
    assert only(with_text(made, {"v.heterogeneity.p": "p = 0.020"})).rule == "impossible-number"


def test_the_interaction_has_its_p(small: Study) -> None:
    study = EVERYTHING.replace(
        "  corr:",
        "  i: {kind: compare, variable: later, by: arm, reference: b, interaction: good}\n  corr:",
    )
    rows = [
        ("ab"[at % 2], 50 + at, 8, (at * at) % 7 + at % 4, "yes" if at % 3 else "no", "x")
        for at in range(24)
    ]
    text = "{{< var i.interaction.statistic >}} {{< var i.interaction.df >}} {{< var i.interaction.df2 >}} {{< var i.interaction.p >}}"
    made = checked(make(small, study, HAS, rows, text))
    assert ours(made.findings) == []
    assert only(with_text(made, {"i.interaction.p": "p < 0.0001"})).rule == "impossible-number"
    assert only(with_text(made, {"i.interaction.statistic": "61.00"})).rule == "impossible-number"


def test_what_rounding_explains_is_a_warning_with_its_cure(small: Study) -> None:
    rows = [
        ("a", "5.6", 8, 2, "yes", "x"),
        ("a", "5.6", 7, 3, "no", "y"),
        ("b", "5.6", 6, 3, "no", "y"),
    ]
    text = "{{< var age.min >}} {{< var age.mean >}}"
    found = findings(make(small, EVERYTHING, HAS, rows, text))
    one = only(found)
    assert (one.rule, one.severity) == ("too-few-digits", "warning")
    assert one.message == '"age.min" is printed as more than "age.mean": they are rounded too far'
    assert (one.found, one.way_out) == ("age.min 6, age.mean 5.6", "declare `decimals: 1` for age")
    finer = EVERYTHING.replace(
        "{label: Size, type: number}", "{label: Size, type: number, decimals: 1}"
    )
    assert findings(make(small, finer, HAS, rows, text)) == []


def imported(small: Study, estimate: str) -> list[Finding]:
    import hashlib

    root = make(
        small,
        EVERYTHING,
        HAS,
        ROWS,
        "{{< var cox.hazard >}} ({{< var cox.ci >}}, {{< var cox.p >}})",
    )
    digest = hashlib.sha256((root / "data/table.csv").read_bytes()).hexdigest()
    numbers = ", ".join(
        f"{one}: {{label: {one}, role: ratio}}" for one in ("hazard", "low", "high")
    )
    small.write(
        "data/study.yml",
        f"{HEAD}{EVERYTHING}imported:\n  cox: {{file: cox.csv, data_digest: {digest}, "
        f"numbers: {{{numbers}, p: {{label: P, role: p}}}}}}\n",
    )
    small.write("data/cox.csv", f"id,value\nhazard,{estimate}\nlow,1.2\nhigh,2.5\np,0.03\n")
    return findings(root)


def test_imported_limits_hold_their_estimate(small: Study) -> None:
    assert imported(small, "1.8") == []
    one = only(imported(small, "2.9"))
    assert (one.rule, one.severity) == ("impossible-number", "error")
    assert one.message == '"cox.hazard" is printed as more than "cox.high"'
    assert one.way_out.endswith("correct the file that they were imported from")


def test_imported_numbers_of_other_kinds_are_not_between_the_limits(small: Study) -> None:
    imported(small, "1.8")
    small.edit("data/study.yml", "low: {label", "other: {label: Other, role: ratio}, low: {label")
    small.write("data/cox.csv", "id,value\nhazard,9\nother,9\nlow,1.2\nhigh,2.5\np,0.03\n")
    assert findings(small.root) == []  # which of the two has the limits is not known
    small.write("data/cox.csv", "id,value\nhazard,9\nother,9\nlow,3.2\nhigh,2.5\np,0.03\n")
    assert only(findings(small.root)).message == '"cox.low" is printed as more than "cox.high"'


def test_imported_counts_may_count_something_else(small: Study) -> None:
    imported(small, "1.8")
    small.edit("data/study.yml", "p: {label: P, role: p}", "p: {label: Lesions, role: count}")
    small.write("data/cox.csv", "id,value\nhazard,1.8\nlow,1.2\nhigh,2.5\np,40\n")
    assert findings(small.root) == []


def test_reasons_may_outnumber_those_with_a_value(small: Study) -> None:
    study = EVERYTHING.replace(
        "{label: Size, type: number}", "{label: Size, type: number, missing: {R: refused, L: lost}}"
    )
    rows = [("a", "R", 8, 2, "yes", "x")] * 4 + [("b", 39, 8, 1, "no", "y")]
    text = "{{< var age.reasons.refused.count >}} of {{< var age.missing >}}, {{< var age.n >}}"
    root = make(small, study, HAS, rows, text)
    assert findings(root) == []
    assert printed_of(checked(root)).first("age.reasons.refused.count") is not None


def test_marks_of_thousands_are_read(small: Study) -> None:
    study = "nouns: {person: [person, people]}\n" + EVERYTHING
    root = make(small, study, HAS, ROWS, "{{< var good.noun.person >}} {{< var age.mean >}}")
    for style, count, mean in (
        ("ama", "12\u2009345", "\u221212\u2009345.6"),
        ("lancet", "12\u2009345", "\u221212\u2009345·6"),
        ("plain", "12,345", "\u221212,345.6"),
    ):
        made = checked(root, style)
        values = made.values["manuscript/report.qmd"]
        study_of, results = made.analysis.study, made.analysis.results
        assert results is not None
        rows = dict(values.rows)
        for id_, text in (("good.noun.person", f"{count} people"), ("age.mean", mean)):
            said = text_of(text, values[id_], values.style, study_of, results)
            rows[id_] = dataclasses.replace(values[id_], text=said)
        printed = Printed(
            made.documents[0],
            Values(values.style, rows),
            study_of,
            results,
        )
        shown = {id_: float(ways[0].number.value) for id_, ways in printed.numbers.items()}
        assert shown == {"good.count": 12345, "age.mean": -12345.6}


def test_levels_of_one_name_are_not_told_apart(small: Study) -> None:
    study = EVERYTHING.replace("{x: Ex, y: Why}", "{x: Other, y: Other}")
    root = make(small, study, HAS, ROWS, "{{< var kind.list >}} {{< var kind.n >}}")
    assert findings(root) == []


def test_constants_claims_and_nulls_are_left_alone(small: Study) -> None:
    study = EVERYTHING + (
        "constants:\n  scale: {value: '0 to 10', source: protocol}\n"
        "claims:\n  fell: {says: fell, holds: relief.improvement.mean > 0}\n"
    )
    text = (
        "{{< var constants.scale >}} {{< var claims.fell >}} {{< var age.mean >}} {{< var c.n >}}"
    )
    root = make(small, study, HAS, [("a", "", 1, 0, "yes", "x")], text)
    made = checked(root)
    assert {one.rule for one in made.findings} == {
        "null-number",
        "nothing-recorded",
        "fragile-claim",
    }
    assert set(printed_of(made).numbers) == {"c.n"}


# --- properties ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Study]:
    """Return a study folder for many examples: hypothesis has no use for one each."""
    return lambda name: Study(tmp_path_factory.mktemp("closure") / name, lambda *_: None)


@given(
    pairs=st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=12),
    style=st.sampled_from(style_names()),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_finding_fires_if_and_only_if_what_is_printed_does_not_close(
    folder: Callable[[str], Study], pairs: list[tuple[int, int]], style: str
) -> None:
    root = make(folder("pairs"), PAIRS, "pain,later", pairs, FALL)
    made = checked(root, style)
    values = made.values["manuscript/report.qmd"]

    def number(id_: str) -> Decimal:
        return Decimal(values[id_].plain.replace("−", "-").replace("·", "."))

    with localcontext() as context:
        context.prec = 50
        before, after = number("relief.before.mean"), number("relief.after.mean")
        closes = before - after == number("relief.improvement.mean")
    if values["relief.before.mean_sd"].text is None:  # one pair has no SD, so nothing is shown
        closes = True
    assert ("does-not-close" in {one.rule for one in made.findings}) is not closes


RANDOM = """\
nouns: {participant: [participant, participants]}
influence: [relief.improvement.mean]
variables:
  arm: {label: Arm, type: category, levels: {a: Arm one, b: Arm two, c: Arm three}}
  sex: {label: Sex, type: category, levels: {f: Female, m: Male}}
  weight: {label: Weight, type: number, unit: g}
  pain: {label: Pain before, type: number, better: lower}
  later: {label: Pain after, type: number, better: lower, decimals: 1}
  stage: {label: Stage, type: ordered, levels: {i: One, j: Two, k: Three}}
  stage_later: {label: Stage after, type: ordered, levels: {i: One, j: Two, k: Three}}
  bleeding: {label: Bleeding, type: flag}
  dry: {label: Dry, type: flag, derive: "not bleeding"}
  fever: {label: Fever, type: flag}
analyses:
  relief: {kind: paired, before: pain, after: later, responders: {two: {when: improvement >= 2, label: two, source: x}}}
  by_sex: {kind: paired, before: pain, after: later, by: sex}
  ranks: {kind: paired, before: pain, after: later, test: wilcoxon}
  flags: {kind: paired, before: bleeding, after: fever}
  stages: {kind: paired, before: stage, after: stage_later, test: stuart_maxwell}
  harm: {kind: events, variables: [bleeding, fever]}
  welch: {kind: compare, variable: weight, by: sex, reference: m}
  student: {kind: compare, variable: weight, by: sex, reference: m, test: student}
  anova: {kind: compare, variable: weight, by: arm, test: anova}
  kruskal: {kind: compare, variable: weight, by: arm, test: kruskal}
  ancova: {kind: compare, variable: later, by: sex, reference: m, adjust_for: [pain]}
  interaction: {kind: compare, variable: later, by: sex, reference: m, interaction: bleeding}
  chi: {kind: compare, variable: bleeding, by: sex, reference: m, test: chi_square}
  yates: {kind: compare, variable: fever, by: sex, reference: m, test: chi_square_yates}
  trend: {kind: compare, variable: bleeding, by: stage, test: trend}
  table: {kind: compare, variable: stage, by: arm, test: chi_square}
  pearson: {kind: correlate, x: weight, y: pain}
  variation: {kind: variation, variable: weight, by: arm}
  falls: {kind: distribution, variable: pain, from: 0, to: 10}
tables:
  base: {caption: Base, rows: [weight, stage, bleeding, pain], by: sex, compare: true, reference: m}
"""


def random_rows(seed: int, n: int, scale: int) -> list[list[object]]:
    """Return rows with values that are missing, rare, equal, large or negative."""
    source = random.Random(seed)
    often = source.random()

    def cell(value: object) -> object:
        return "" if source.random() < 0.06 else value

    return [
        [
            cell(source.choice("abc")), cell(source.choice("fm")),
            cell(source.randint(-20, 90) * scale), cell(source.randint(0, 10)),
            cell(source.randint(0, 100) / 10), cell(source.choice("ijk")),
            cell(source.choice("ijk")), cell("yes" if source.random() < often else "no"),
            cell("yes" if source.random() < 0.02 else "no"),
        ]
        for _ in range(n)
    ]  # fmt: skip


@given(
    seed=st.integers(0, 2**32),
    n=st.sampled_from([1, 2, 3, 5, 8, 13, 28, 60, 130]),
    scale=st.sampled_from([1, 1000]),
    lang=st.sampled_from(["en-US", "de-DE"]),
)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_we_print_ourselves_is_impossible(
    folder: Callable[[str], Study], seed: int, n: int, scale: int, lang: str
) -> None:
    rows = random_rows(seed, n, scale)
    header = "arm,sex,weight,pain,later,stage,stage_later,bleeding,fever"
    small = folder("random")
    root = make(small, f"lang: {lang}\n{RANDOM}", header, rows, "Nothing yet.")
    analysis = checked(root).analysis
    assert analysis.results is not None
    assert analysis.values is not None
    ids = [id_ for id_, value in analysis.values.items() if value.text is not None]
    lines = [f"{{{{< var {id_} >}}}}" for id_ in ids]
    paths = [
        small.document("\n\n".join(lines)),
        small.document(" ".join(reversed(lines)), name="b"),
    ]
    documents = [read_document(find_project(root), path) for path in paths]
    for style in style_names():
        values = write_values(analysis.study, analysis.results, style)
        by_name = {one.name: values for one in documents}
        found = check_printed(documents, by_name, analysis.study, analysis.results)
        assert [
            str(one)
            for one in found
            if one.rule in ("impossible-number", "too-few-digits")
            # one id is one text, wherever and in whatever form it is printed
            or (one.rule == "two-roundings" and one.way_out.startswith("let one id"))
        ] == []
        first, second = (
            {
                id_: [one.number for one in sorted(ways, key=lambda one: one.by)]
                for id_, ways in Printed(
                    one, values, analysis.study, analysis.results
                ).numbers.items()
            }
            for one in documents
        )
        assert first == second
        assert {id_ for id_ in ids if id_ in analysis.results} <= set(first)  # all are read


def test_one_id_with_two_texts_is_found(small: Study) -> None:
    root = make(
        small, EVERYTHING, HAS, ROWS, "{{< var good.percent >}} {{< var good.count_percent >}}"
    )
    made = checked(root)
    assert ours(made.findings) == []
    found = [
        one for one in with_text(made, {"good.percent": "40.0%"}) if one.rule != "does-not-sum"
    ]
    one = only(found)
    assert (one.rule, one.severity) == ("two-roundings", "notice")
    assert one.way_out == "let one id print it in both places"


def test_the_shipped_study_is_silent(shipped: Study) -> None:
    assert shipped.run("check", "--strict").code == 0
    assert ours(checked(shipped.root).findings) == []
