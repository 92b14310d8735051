"""The id of a sibling beside words that are not its own."""

from __future__ import annotations

import re

import pytest

from tests.conftest import HEAD, TABLE, Study

STUDY = """\
variables:
  age: {label: Age, type: number, unit: y, range: [18, 110]}
  sex: {label: Sex, type: category, levels: {female: {label: Female, text: women}, male: {label: Male, text: men}}}
  vas_pre: {label: VAS before treatment, type: number, range: [0, 10], better: lower, column: pain}
  vas_post: {label: VAS after treatment, type: number, range: [0, 10], better: lower, column: pain_after}
  bleeding: {label: Bleeding, type: flag, role: safety}
  fever: {label: Fever, type: flag, role: safety}
  side: {label: Side of the lesion, type: category, levels: {one: Unilateral, both: Bilateral}}
  pain: {label: Pain, type: ordered, column: severity, levels: {mild: Mild, severe: Severe}}
  map: {label: Mean arterial pressure, type: number}
  drug: {label: Drug, type: category, levels: {weak: Weak opioid, strong: Strong opioid}}
  eyes_left: {label: Left eye, type: number}
  eyes_right: {label: Right eye, type: number}
analyses:
  vas: {kind: paired, before: vas_pre, after: vas_post}
  eyes: {kind: paired, before: eyes_left, after: eyes_right}
  vas_by: {kind: paired, before: vas_pre, after: vas_post, by: sex}
  age_by: {kind: describe, variable: age, by: sex}
  harm: {kind: events, variables: [bleeding, fever]}
"""
ROWS = [
    "side,severity,map,drug,eyes_left,eyes_right",
    "one,mild,90,weak,1,2", "both,severe,95,strong,3,1", "one,mild,99,weak,2,5",
    "one,mild,93,weak,3,4", "both,severe,91,strong,1,6",
]  # fmt: skip


def told(study: Study, text: str, lang: str = "en-US", variables: str = STUDY) -> list[str]:
    """What a document that has only this paragraph is told: the id, and the words or the sibling."""
    study.write("data/study.yml", HEAD + variables)
    rows = [
        f"{one},{more}\n".replace(",f,", ",female,").replace(",m,", ",male,")
        for one, more in zip(TABLE.splitlines(), ROWS, strict=True)
    ]
    study.write("data/table.csv", "".join(rows))
    study.write("manuscript/references.bib", "@article{cho2010, title={A}}")
    text = re.sub(r"\{([a-z_]+(?:\.\w+)+)\}", r"{{< var \1 >}}", text)
    study.document(text, front=f"title: A report\nlang: {lang}")
    found = study.run("check", "--json").json["findings"]
    assert all(one["file"] != "data/study.yml" for one in found), found
    lines = (study.root / "manuscript/report.qmd").read_text(encoding="utf-8").split("\n")
    made = []
    for one in found:
        if one["rule"] != "words-against-numbers" or "{{<" not in one["found"]:
            continue
        assert one["severity"] == "warning"
        assert lines[one["line"] - 1][one["column"] - 1 :].startswith(one["found"])
        id_ = one["found"].split()[2]
        words = one["message"].split('"')[1]
        is_pair = words == id_
        made.append(f"{id_}: {one['expected'] or 'reversed' if is_pair else words}")
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the noun behind a number
        ("{sex.female.count} men came.", "sex.female.count: men"),
        ("{sex.male.count} women came.", "sex.male.count: women"),
        ("{sex.male.Words} women came.", "sex.male.Words: women"),
        ("There were {sex.female.count} *elderly men*.", "sex.female.count: men"),
        ("There were {sex.female.count}\nmales.", "sex.female.count: males"),
        ("{sex.male.percent} were women.", "sex.male.percent: women"),
        ("{sex.male.count} ({sex.male.percent}) were women.", "sex.male.count: women"),
        ("{sex.female.count} of {sex.male.count} women bled.", "sex.male.count: women"),
        ("{sex.female.percent} of the men bled.", "sex.female.percent: men"),
        ("It was {age_by.female.mean} in men.", "age_by.female.mean: men"),
        ("{side.one.count} were bilateral.", "side.one.count: bilateral"),
        ("{side.one.count} bilateral lesions were seen.", "side.one.count: bilateral"),
        ("{drug.weak.count} took a strong opioid.", "drug.weak.count: strong opioid"),
        ("{harm.bleeding.count} had fever.", "harm.bleeding.count: fever"),
        ("{side.one.count} were described as bilateral.", "side.one.count: bilateral"),
        # words joined to it before
        ("The lesion was bilateral in {side.one.count}.", "side.one.count: bilateral"),
        ("The proportion of women was {sex.male.percent}.", "sex.male.percent: women"),
        ("Women: {sex.male.count}.", "sex.male.count: Women"),
        ("In the women ({sex.male.count}), it fell.", "sex.male.count: women"),
        ("In the women (n = {sex.male.count}), it fell.", "sex.male.count: women"),
        ("The age of women was {age_by.male.mean}.", "age_by.male.mean: women"),
        ("In women {age_by.male.mean} was found.", "age_by.male.mean: women"),
        ("The VAS of men was {vas_by.female.before.mean}.", "vas_by.female.before.mean: men"),
        ("VAS after treatment was {vas.before.mean}.", "vas.before.mean: after"),
        ("After treatment the mean VAS was {vas.before.mean}.", "vas.before.mean: After"),
        ("VAS at baseline was {vas.after.mean}.", "vas.after.mean: baseline"),
        ("The baseline VAS of {vas.after.mean_sd} fell.", "vas.after.mean_sd: baseline"),
        ("VAS at follow-up was {vas_pre.median}.", "vas_pre.median: follow-up"),
        ("VAS after (mean, {vas.after.mean}), VAS after = {vas.before.mean}.", "vas.before.mean: after"),
        ("The VAS of men after was {vas_by.male.before.mean}.", "vas_by.male.before.mean: after"),
        ("In the right eye: {eyes.before.mean}.", "eyes.before.mean: right"),
        ("The median age was {age.mean} years.", "age.mean: median"),
        ("The median age was {age.mean_sd} years.", "age.mean_sd: median"),
        ("The mean age was {age.median} years.", "age.median: mean"),
        ("The mean age was {age.median_iqr} years.", "age.median_iqr: mean"),
        ("The SD was {age.mean}.", "age.mean: SD"),
        ("The standard deviation was {age.mean}.", "age.mean: standard deviation"),
        ("Age was high (median {age.mean}).", "age.mean: median"),
        ("Age was high (median age {age.mean}).", "age.mean: median"),
        ("VAS averaged {vas.before.median}.", "vas.before.median: averaged"),
        ("The minimum age was {age.max}.", "age.max: minimum"),
        ("The mean age was {age.max}.", "age.max: mean"),
        # its time behind it
        ("It was {vas.after.mean} before treatment.", "vas.after.mean: before"),
        ("It was {vas.after.mean} at baseline.", "vas.after.mean: baseline"),
        ("It was {vas.before.mean} after treatment.", "vas.before.mean: after"),
        # two numbers
        ("It was {vas.before.mean} ± {vas.after.sd}.", "vas.after.sd: vas.before.sd"),
        ("It was {vas.before.mean} ± {vas.before.mean}.", "vas.before.mean: vas.before.sd"),
        ("It was {vas.before.mean} ({vas.after.sd}).", "vas.after.sd: vas.before.sd"),
        ("It was {sex.male.count} ({sex.female.percent}).", "sex.female.percent: sex.male.percent"),
        ("Ages were {age.max} to {age.min}.", "age.min: reversed"),
        ("Ages were {age.q3}–{age.q1}.", "age.q1: reversed"),
        ("VAS went from {vas.after.mean} to {vas.before.mean}.", "vas.before.mean: reversed"),
        # wherever it stands
        ("# Of {sex.female.count} men\n\nText.", "sex.female.count: men"),
        ("Note.[^1]\n\n[^1]: In {sex.female.count} men.", "sex.female.count: men"),
        ("| a |\n|---|\n| {sex.female.count} men |", "sex.female.count: men"),
    ],
)  # fmt: skip
def test_words_of_a_sibling(small: Study, text: str, expected: str) -> None:
    assert told(small, text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "VAS before was {vas.after.mean} and after {vas.before.mean}.",
            ["vas.after.mean: before", "vas.before.mean: after"],
        ),
        (
            "It fell from {vas.after.mean} before to {vas.before.mean} after treatment.",
            ["vas.after.mean: before", "vas.before.mean: after"],
        ),
        (
            "There were {sex.female.count} men and {sex.male.count} women.",
            ["sex.female.count: men", "sex.male.count: women"],
        ),
    ],
)
def test_two_that_are_exchanged(small: Study, text: str, expected: list[str]) -> None:
    assert told(small, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{sex.female.count} women and {sex.male.count} men came.",
        "Women and men ({sex.female.count} and {sex.male.count}) came.",
        "Men and women were {sex.male.count} and {sex.female.count}, respectively.",
        "Women: {sex.female.count}, men: {sex.male.count}.",
        "Women {sex.female.count}, men {sex.male.count}.",
        "Women {sex.female.count} men {sex.male.count}.",
        "In women, men's were {age_by.female.mean}.",
        "In women the age was {age_by.female.mean} and in men {age_by.male.mean}.",
        "It was {age_by.female.mean} in women and {age_by.male.mean} in men.",
        "It was higher in women than in men ({age_by.female.mean} vs {age_by.male.mean}).",
        "Compared with men, it was {age_by.female.mean}.",
        "Women compared with men were {age_by.female.mean} old.",
        "{sex.female.count} of {sex.n} were women, {sex.male.count} men.",
        "Two men of {sex.female.count} women.",
        "There were {sex.female.count} men's shoes.",
        "{sex.female.count} came with the men of the town.",
        "{pain.mild.count} had severe bleeding.",
        "It was more frequent in women than men: {age_by.female.mean} and {age_by.male.mean}.",
        "It did not differ between women and men: {age_by.female.mean}, {age_by.male.mean}.",
        "The lesion was bilateral in {side.both.count} and unilateral in {side.one.count}.",
        "All but {sex.male.count} were women; without {sex.male.count} all were women.",
        "Strong opioid use fell from {drug.weak.count} to {drug.strong.count}.",
        "Women/men: {sex.female.count}/{sex.male.count}.",
        "Of the men, bleeding in {sex.female.count} was seen.",
        "Severe bleeding was {pain.mild.percent} as frequent.",
        "{drug.weak.count} had strong pain.",
        "{drug.weak.count} took a weak opioid, {drug.strong.count} a strong opioid.",
        "{harm.bleeding.count} of the fever days.",
        "{bleeding.count} had fever.",
        "After treatment pain fell from {vas.before.mean} to {vas.after.mean}.",
        "After treatment, VAS was {vas.after.mean}; before, it was {vas.before.mean}.",
        "It fell from {vas.before.mean} after treatment to {vas.after.mean}.",
        "It fell from {vas.before.mean} before to {vas.after.mean} after treatment.",
        "VAS before and after treatment was {vas.before.mean} and {vas.after.mean}.",
        "VAS was {vas.before.mean} and {vas.after.mean} before and after treatment.",
        "After imputation the mean was {vas.before.mean}.",
        "After exclusion of outliers the number was {vas_pre.n}.",
        "VAS was {vas.before.mean} before treatment and {vas.after.mean} at follow-up.",
        "The change from baseline to {vas.after.mean} was seen.",
        "The fall after treatment was {vas.improvement.mean}.",
        "The VAS after treatment of those with a high VAS before was {vas.after.mean}.",
        "It was {vas.after.mean} before discharge.",
        "The median follow-up was long and age {age.mean}.",
        "The mean age and median follow-up were {age.mean} and long.",
        "The mean age was {age.mean} (SD {age.sd}; median {age.median}).",
        "The mean (SD) age was {age.mean} ({age.sd}).",
        "The mean ± SD age was {age.mean} ± {age.sd}, or {age.mean_sd}.",
        "Mean arterial pressure was {map.median} and {map.median_iqr}.",
        "The median was not the mean; it was {age.median}.",
        "Age was {age.min} to {age.max} ({age.q1}–{age.q3}), median {age.median}.",
        "Ages decreased from {age.max} to {age.min}.",
        "The highest mean was {vas.before.mean}.",
        "It was {vas.before.mean} ± {vas.before.sd} and {vas.after.mean} ({vas.after.sd}).",
        "It was {sex.male.count} ({sex.male.percent}) and {sex.female.count_percent}.",
        "{age.mean} ({sex.male.percent}), {sex.male.count} ({sex.male.low}).",
        "{sex.female.count} men came [@cho2010].",
        "In the left eye: {eyes.before.mean}; the right eye: {eyes.after.mean}.",
        "{side.one.count} were unilateral and {side.both.count} bilateral.",
        "`{sex.female.count} men` came.",
        "| men | {sex.female.count} | women |\n|---|---|---|\n| a | b | c |",
    ],
)
def test_what_may_stand_beside_a_number(small: Study, text: str) -> None:
    assert told(small, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{sex.female.count} Männer kamen.", ["sex.female.count: Männer"]),
        ("Der VAS nach der Behandlung war {vas.before.mean}.", ["vas.before.mean: nach"]),
        ("Der Median des Alters war {age.mean}.", ["age.mean: Median"]),
        ("{sex.female.count} Frauen und {sex.male.count} Männer kamen.", []),
        ("Er fiel von {vas.before.mean} vor auf {vas.after.mean} nach der Behandlung.", []),
        ("Im Mittel waren sie {age.mean} Jahre alt.", []),
    ],
)
def test_german(small: Study, text: str, expected: list[str]) -> None:
    german = STUDY.replace("text: women", "text: Frauen").replace("text: men", "text: Männer")
    german = german.replace("VAS before treatment", "VAS vor der Behandlung")
    german = german.replace("VAS after treatment", "VAS nach der Behandlung")
    assert told(small, text, "de", german) == expected


def test_the_shipped_study_with_one_id_exchanged(shipped: Study) -> None:
    """In its own sentences: every swap of the two times is told."""
    assert shipped.run("check", "--strict").code == 0
    path = "manuscript/_abstract/results.qmd"
    shipped.edit(path, "vas.before.mean_sd", "vas.after.mean_sd")
    found = shipped.run("check", "--json").json["findings"]
    assert [one["found"] for one in found if one["rule"] == "words-against-numbers"] == [
        "{{< var vas.after.mean_sd >}}"
    ]
