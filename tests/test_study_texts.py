"""Texts of study.yml that are printed: typed statistics, loaded words, words of results."""

from __future__ import annotations

from pathlib import Path

import pytest

from sacroreport.findings import Finding, Severity
from sacroreport.guards.loaded import check_loaded_texts
from sacroreport.guards.wording import check_wording_texts
from tests.conftest import ANALYSES, DOCUMENT, HEAD, VARIABLES, Study
from tests.prose import STUDY, Lab

ROWS = 'tables:\n  t:\n    caption: Pain\n    rows: [age, {of: vas_pre, label: "LABEL"}]\n'
COLUMNS = (
    "tables:\n  t:\n    caption: Pain\n    rows: [vas]\n"
    '    columns: [{label: "LABEL", show: before.mean_sd}]\n'
)
HEADING = 'tables:\n  t:\n    caption: Pain\n    rows: [{heading: "LABEL", rows: [age]}]\n'
FLOW = (
    "figures:\n  f:\n    kind: flow\n    caption: Flow\n    steps:\n"
    '      - {label: "LABEL", count: participants.n}\n'
)
LEFT_OUT = FLOW.replace("LABEL", "All").replace(
    "participants.n}",
    'participants.n, left_out: [{label: "LABEL", count: vas.missing}]}\n      - {label: Both, count: vas.n}',
)
LOAVES = "nouns: {loaf: [rye loaf, rye loaves]}\n"


def study_with(place: str, label: str) -> str:
    """The study with a label in one of the places that are printed."""
    level = STUDY.replace("  relief: {label: Complete relief, type: flag}", "  relief: LEVELS")
    made = {
        "level": level.replace("LEVELS", '{label: R, type: category, levels: {"yes": "LABEL", "no": No}}'),
        "level label": level.replace("LEVELS", '{label: R, type: category, levels: {"yes": {label: "LABEL", id: a}, "no": No}}'),
        "level text": level.replace("LEVELS", '{label: R, type: category, levels: {"yes": {label: Yes, text: "LABEL"}, "no": No}}'),
        "variable": STUDY.replace("label: VAS before", 'label: "LABEL"'),
        "unit": STUDY.replace("unit: mL", 'unit: "LABEL"'),
        "reason": STUDY.replace("label: Fever,", 'label: Fever, missing: {"": {label: "LABEL", id: lost}},'),
        "analysis": STUDY.replace("test: t}", 'test: t, label: "LABEL"}'),
        "responders": STUDY.replace("test: t}", 'test: t, responders: {two: {when: "improvement >= 2", label: "LABEL", source: s}}}'),
        "row": STUDY + ROWS,
        "column": STUDY + COLUMNS,
        "heading": STUDY + HEADING,
        "step": STUDY + FLOW,
        "left out": STUDY + LEFT_OUT,
        "noun": STUDY + 'nouns: {loaf: [loaf, "LABEL"]}\n',
        "abbreviation": STUDY + 'abbreviations: {P: "LABEL"}\n',
    }  # fmt: skip
    return made[place].replace("LABEL", label)


PLACES = (
    "level", "level label", "level text", "variable", "unit", "reason", "analysis", "responders", "row",
    "column", "heading", "step", "left out", "noun", "abbreviation",
)  # fmt: skip


def told(tmp_path: Path, study: str) -> list[Finding]:
    return Lab(tmp_path, study).in_study()


@pytest.mark.parametrize("place", PLACES)
def test_a_statistic_is_told_in_every_label(tmp_path: Path, place: str) -> None:
    (one,) = told(tmp_path, study_with(place, "Rye (n = 31)"))
    assert (one.rule, one.severity, one.found) == ("typed-statistic", Severity.ERROR, "31")
    line = (tmp_path / "data/study.yml").read_text().splitlines()[one.place.line - 1]
    assert line[one.place.column - 1 :].startswith("31)")
    assert one.length == 2
    assert "a label prints no ids" in one.way_out
    assert "{.literal}" not in one.way_out


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("Rye (n=31)", ["31"]),
        ("Relief, 8 of 31", ["8", "31"]),
        ("Relief, 7 of 28", ["7 of 28"]),
        ("Pain, 8.7 ± 1.2", ["8.7", "1.2"]),
        ("Pain (P = .03)", [".03"]),
        ("Pain (P < .001)", [".001"]),
        ("Pain (P = .05)", [".05"]),
        ("31 patients with pain", ["31"]),
        ("Pain of 31 older women", ["31"]),
        ("7 patients with pain", ["7"]),
        ("31 rye loaves", ["31"]),
        ("p of 31 rye loaves", ["31"]),
        ("Relief (25%)", ["25%"]),
    ],
)
def test_what_is_surely_a_statistic_is_told_in_a_label(
    tmp_path: Path, label: str, found: list[str]
) -> None:
    assert [one.found for one in told(tmp_path, study_with("heading", label) + LOAVES)] == found


@pytest.mark.parametrize("place", ["level", "variable", "analysis", "responders", "row", "heading"])
def test_digits_are_at_home_in_labels(tmp_path: Path, place: str) -> None:
    labels = (
        "11 gauge", "Score at 6 months", "at least 2 points", "Center 1", "VAS, 0 to 10", "≥ 50%",
        "NYHA III", "Death within 30 days", "T2", "2 doses", "28", "At least 25% less pain",
        "25% or more", "0-25%", "> 25%", "95% CI of the fall", "24% stenosis", "100% oxygen",
        "2 of 3 criteria", "Within ±2 mm", "More than 2 patients in a room", "28 or more", "L5-S1",
        "Grade 3/4", "Age of 65 or over", "12 to 18 y", "P", "P < .05",
        "Significant at P < 0.01", ">= 25% less",
    )  # fmt: skip
    made = [study_with(place, label) for label in labels]
    found = {
        label: [one.found for one in told(tmp_path, study)]
        for label, study in zip(labels, made, strict=True)
    }
    assert {label: one for label, one in found.items() if one} == {}


@pytest.mark.parametrize("label", ["2 children", "3 rye loaves", "25% stenosis"])
def test_a_level_may_be_named_by_a_number(tmp_path: Path, label: str) -> None:
    levels = f'type: category, levels: {{"yes": {{label: {label}, id: a}}, "no": No}}'
    study = STUDY.replace("Fever, type: flag", f"Fever, {levels}") + LOAVES
    assert [one.found for one in told(tmp_path, study)] == []


def test_an_alias_is_told_once(tmp_path: Path) -> None:
    levels = 'type: category, levels: {"yes": &a "Yes (n = 31)", "no": No}'
    study = STUDY.replace("Complete relief, type: flag", f"Complete relief, {levels}")
    study = study.replace(
        "Fever, type: flag", 'Fever, type: category, levels: {"yes": *a, "no": No}'
    )
    (one,) = told(tmp_path, study)
    assert one.place.column == study.splitlines()[9].index("31") + 1


@pytest.mark.parametrize(
    ("extra", "label"),
    [("literals: [n = 31]\n", "Rye (n = 31)"), ("constants: {a: {value: 8 of 31, source: s}}\n", "8 of 31")],
)  # fmt: skip
def test_what_may_stand_may_stand_in_a_label(tmp_path: Path, extra: str, label: str) -> None:
    assert told(tmp_path, study_with("variable", label) + extra) == []


# Captions, notes, claims


CLAIM = 'claims:\n  fell: {holds: "vas.test.p < 0.05", says: SAYS, otherwise: did not fall}\n'


def test_a_number_in_a_claim_has_a_way_out_that_is_one(tmp_path: Path) -> None:
    (one,) = told(tmp_path, STUDY + CLAIM.replace("SAYS", "fell to 8.9"))
    assert one.rule == "typed-result"
    assert "say it without the number, and print the id that is meant beside" in one.way_out
    assert "vas.before.mean (8.9)" in one.way_out
    assert "write the id" not in one.way_out
    assert ".literal" not in one.way_out
    (one,) = told(tmp_path / "b", STUDY + CLAIM.replace("SAYS", "fell by 17 points"))
    assert one.rule == "typed-number"
    for number, extra in enumerate(
        ("constants: {least: {value: 17 points, source: s}}\n", "literals: [17 points]\n")
    ):
        study = STUDY + CLAIM.replace("SAYS", "fell by 17 points") + extra
        assert told(tmp_path / str(number), study) == []


def words(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    """What the guards of words find in the texts of a study."""
    return [(one.rule, one.found) for one in findings(Lab(tmp_path, text))]


def findings(lab: Lab) -> list[Finding]:
    study, results = lab.analysis.study, lab.analysis.results
    return [
        *check_loaded_texts(study),
        *check_wording_texts(study, lab.analysis.values, results),
    ]


TEXTS = {
    "caption": "tables:\n  t:\n    caption: TEXT\n    rows: [age]\n",
    "note": "tables:\n  t:\n    caption: A\n    rows: [age]\n    notes: [TEXT]\n",
    "figure": "figures:\n  f: {kind: pairs, of: vas, caption: TEXT}\n",
    "alt": "figures:\n  f: {kind: pairs, of: vas, caption: A, alt: TEXT}\n",
}


@pytest.mark.parametrize("place", TEXTS)
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "A safe drug with a significant effect in most patients",
            [("loaded-word", "safe"), ("typed-significance", "significant")],
        ),
        ("P was significant.", [("typed-significance", "significant")]),
        ("Half of the patients had it.", [("typed-share", "Half of the patients")]),
        ("One patient had a fever.", [("typed-quantifier", "One patient")]),
        ("Pain in those it fell for", []),
        ("VAS; P < .05 was considered significant", []),
        ("Patients (kept safely), by sex", [("loaded-word", "safely")]),
    ],
)
def test_words_in_captions_and_notes_are_told(
    tmp_path: Path, place: str, text: str, found: list[tuple[str, str]]
) -> None:
    study = STUDY + TEXTS[place].replace("TEXT", f'"{text}"')
    lab = Lab(tmp_path, study)
    made = findings(lab)
    assert [(one.rule, one.found) for one in made] == found
    lines = study.splitlines()
    for one in made:
        assert one.severity is Severity.WARNING
        assert lines[one.place.line - 1][one.place.column - 1 :].startswith(one.found)
        assert one.length == len(one.found)


def test_the_words_of_a_claim_are_told_in_a_caption(tmp_path: Path) -> None:
    study = STUDY + CLAIM.replace("SAYS", "fell a lot") + TEXTS["caption"]
    assert words(tmp_path, study.replace("TEXT", "Pain that fell a lot")) == [
        ("typed-claim", "fell a lot")
    ]
    assert words(tmp_path / "b", study.replace("TEXT", '"Pain that {{< var claims.fell >}}"')) == []


def test_claims_may_say_what_the_data_decide_but_nothing_loaded(tmp_path: Path) -> None:
    study = STUDY + CLAIM.replace("SAYS", "fell significantly in half of the patients")
    assert words(tmp_path, study) == []
    study = STUDY + CLAIM.replace("SAYS", "was safe and effective").replace(
        "did not fall", "harmless"
    )
    assert words(tmp_path / "b", study) == [
        ("loaded-word", "safe"), ("loaded-word", "effective"), ("loaded-word", "harmless"),
    ]  # fmt: skip
    assert words(tmp_path / "c", study + "control: sham\n") == []


@pytest.mark.parametrize(
    ("written", "column", "length"),
    [
        ("It was safe.", 8, 4),
        ('"It was safe."', 9, 4),
        ("'It''s a patients'' and safe.'", 25, 4),
        ('"It \\"was\\" safe."', 13, 4),
        ('!!str "It was safe."', 15, 4),
        ('"It \\u0077as safe."', 1, 0),
    ],
)
def test_a_finding_stands_at_its_word(
    tmp_path: Path, written: str, column: int, length: int
) -> None:
    study = STUDY + f"tables:\n  t:\n    caption: {written}\n    rows: [age]\n"
    (one,) = findings(Lab(tmp_path, study))
    line = STUDY.count("\n") + 3
    assert (one.place.line, one.place.column, one.length) == (line, 13 + column, length)


@pytest.mark.parametrize(
    "written", [">\n      It was\n      safe.\n", "|-\n      It was\n      safe.\n", "It was\n      safe.\n", '"It was\n      safe."\n']
)  # fmt: skip
def test_a_finding_in_several_lines_stands_at_its_word(tmp_path: Path, written: str) -> None:
    study = STUDY + f"tables:\n  t:\n    caption: {written}    rows: [age]\n"
    (one,) = findings(Lab(tmp_path, study))
    assert study.splitlines()[one.place.line - 1][one.place.column - 1 :].startswith("safe")


# The whole way


@pytest.fixture
def small(small: Study) -> Study:
    """The small study with a caption and a claim that say too much."""
    small.write(
        "data/study.yml",
        HEAD + VARIABLES + ANALYSES + "tables:\n  t:\n    caption: >\n      A safe\n      drug\n"
        '    rows: [age]\nclaims: {good: {says: was effective, holds: "age.mean > 1"}}\n',
    )
    small.write("manuscript/report.qmd", DOCUMENT)
    return small


@pytest.mark.parametrize("words", ['"Fell in 17.', "'Fell' in 17.", '"Fell" to \\a "b" in 17.'])
def test_a_block_has_no_quotation_marks_of_its_own(tmp_path: Path, words: str) -> None:
    note = f"tables:\n  t:\n    caption: |  # of 99 plans\n      {words}\n    rows: [age]\n"
    (one,) = told(tmp_path, STUDY + note)
    line = (tmp_path / "data/study.yml").read_text().splitlines()[one.place.line - 1]
    assert (one.found, line[one.place.column - 1 :]) == ("17", "17.")


def test_texts_of_the_study_are_told_once_and_quoted(small: Study) -> None:
    small.write("manuscript/other.qmd", DOCUMENT)
    out = small.run("check").out
    assert out.count("[loaded-word]") == 2, out
    assert 'warning: data/study.yml:18:9: "safe" claims' in out
    assert "    |       A safe\n    |         ^^^^\n" in out
    assert small.run("check", "--strict").code == 1
    assert small.run("build", "--format", "html", "--strict").code == 1


@pytest.mark.parametrize("document", ["", ", document: data/study.yml"])
def test_texts_of_the_study_are_acknowledged(small: Study, document: str) -> None:
    study = (small.root / "data/study.yml").read_text()
    small.write(
        "data/study.yml",
        f"{study}acknowledge:\n  - {{rule: loaded-word, text: a safe drug{document}, reason: r}}\n"
        f"  - {{rule: loaded-word, text: effective{document}, reason: r}}\n",
    )
    outcome = small.run("check", "--strict")
    assert outcome.code == 0, outcome.out
    assert outcome.out.count("acknowledged: data/study.yml:") == 2


def test_an_acknowledgement_of_a_document_is_none_of_the_study(small: Study) -> None:
    study = (small.root / "data/study.yml").read_text()
    small.write(
        "data/study.yml",
        f"{study}acknowledge: [{{rule: loaded-word, text: safe, document: report, reason: r}}]\n",
    )
    out = small.run("check").out
    assert 'about "safe", but in "data/study.yml" and not in "report"' in out, out


def test_the_shipped_study_says_nothing_too_much(shipped: Study) -> None:
    outcome = shipped.run("check", "--strict")
    assert outcome.code == 0, outcome.out
    assert outcome.out.startswith("no findings")
