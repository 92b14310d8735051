"""What was planned has to stand in some document."""

from __future__ import annotations

import pytest

from tests.conftest import HEAD, TABLE, VARIABLES, Study

PLANNED = """\
analyses:
  relief: {kind: paired, before: pain, after: pain_after, test: t, primary: true}
  gap: {kind: compare, variable: pain_after, by: sex, reference: m, primary: true}
  bled: {kind: compare, variable: sex, event: f, by: fever, reference: "no", primary: true}
  old: {kind: describe, variable: age, where: "age > 50", report: true}
tables:
  scores: {caption: Pain, rows: [relief], columns: [{label: Fall, show: improvement.mean_ci}]}
"""
ALL = (
    "{{< var relief.improvement.mean >}} {{< var gap.difference.ci >}} {{< var bled.risk_difference.ci >}} "
    "{{< var old.mean_sd >}}"
)


def missing(study: Study, text: str) -> list[str]:
    """The analyses that no document prints, as the findings name them."""
    study.write("data/study.yml", HEAD + VARIABLES + PLANNED)
    study.document(text)
    found = study.run("check", "--json").json["findings"]
    return [one["message"].split('"')[1] for one in found if one["rule"] == "unreported"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("relief.improvement.mean", "relief.improvement.mean_sd", []),
        ("relief.improvement.mean", "relief.shift.ci", []),
        ("relief.improvement.mean", "relief.test.p", ["relief"]),
        ("relief.improvement.mean", "relief.n", ["relief"]),
        ("relief.improvement.mean", "relief.before.mean", ["relief"]),
        ("gap.difference.ci", "gap.f.mean_sd", ["gap"]),
        ("gap.difference.ci", "gap.effect.g", []),
        ("gap.difference.ci", "gap.test.p", ["gap"]),
        ("bled.risk_difference.ci", "bled.test.p", ["bled"]),
        ("bled.risk_difference.ci", "bled.yes.percent", ["bled"]),
        ("old.mean_sd", "old.n", ["old"]),
        ("old.mean_sd", "age.mean_sd", ["old"]),
    ],
)
def test_an_estimate_has_to_be_printed(
    small: Study, old: str, new: str, expected: list[str]
) -> None:
    assert missing(small, ALL.replace(old, new)) == expected


def test_a_table_prints_too_and_any_document_does(small: Study) -> None:
    text = ALL.replace(
        "{{< var relief.improvement.mean >}}", "{{< include _generated/tbl-scores.md >}}\n\n"
    )
    assert missing(small, text) == []
    small.document("{{< var old.mean >}}", name="other")
    assert missing(small, ALL.replace("{{< var old.mean_sd >}}", "")) == []


def test_one_document_alone_cannot_tell(small: Study) -> None:
    assert missing(small, "Nothing.") == ["relief", "gap", "bled", "old"]
    outcome = small.run("build", "report", "--format", "html")
    small.document("Other.", name="other")
    assert "unreported" in outcome.out + outcome.err
    outcome = small.run("build", "report", "--format", "html")
    assert "unreported" not in outcome.out + outcome.err


def test_the_way_out_names_an_estimate(small: Study) -> None:
    missing(small, "Nothing.")
    found = small.run("check", "--json").json["findings"]
    ways = [one["way_out"].split(";")[0] for one in found if one["rule"] == "unreported"]
    assert ways == [
        "print an estimate of it, for example {{< var relief.change.mean >}}",
        "print an estimate of it, for example {{< var gap.difference.mean >}}",
        "print an estimate of it, for example {{< var bled.risk_difference.estimate >}}",
        "print an estimate of it, for example {{< var old.mean >}}",
    ]


def test_what_has_no_estimate_cannot_be_reported(small: Study) -> None:
    dated = "  seen: {label: Seen, type: date, report: true}\n"
    noted = "  note: {label: Note, type: text, report: true}\n"
    first = "analyses:\n  first: {kind: describe, variable: seen, primary: true}\n"
    small.write("data/study.yml", HEAD + VARIABLES + dated + noted + first)
    rows = (
        f"{one},{more}" for one, more in zip(TABLE.split(), ["seen,note", *[","] * 5], strict=True)
    )
    small.write("data/table.csv", "\n".join(rows) + "\n")
    found = small.run("check", "--json").json["findings"]
    told = [(one["message"], one["way_out"]) for one in found if one["rule"] == "unreported"]
    assert told == [
        ('the primary analysis "first" has no result that a document could print', "remove `primary: true`"),
        ('"seen" with `report: true` has no result that a document could print', "remove `report: true`"),
        ('"note" with `report: true` has no result that a document could print', "remove `report: true`"),
    ]  # fmt: skip
