"""Printed numbers that what touches them turns into others."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ANALYSES, HEAD, VARIABLES, Study
from tests.test_proof import EDGES

MORE = """\
nouns: {patient: [patient, patients], lesion: [lesion, lesions]}
constants: {level: {value: "95", label: Level, source: cho2010}}
claims:
  fell: {says: fell significantly, kind: significant, analysis: relief, direction: improved}
  fall: {says: fall in pain, holds: relief.change.mean < 0}
  no_deaths: {says: no deaths, holds: bleeding.count == 0}
"""
RULES = ("doubled-text", "glued-number", "glued-text", "negated-claim", "no-percentage")
SEVERE = {"glued-number", "no-percentage"}


def told(study: Study, text: str, lang: str = "en-US") -> list[str]:
    """What a document that has only this paragraph is told, as rule and words."""
    study.write("data/study.yml", HEAD + VARIABLES.replace("unit: y", "unit: mL") + ANALYSES + MORE)
    study.write("manuscript/references.bib", "@article{cho2010, title={A}}")
    # {a.b} is short for the shortcode of an id
    text = re.sub(r"\{([a-zA-Z_]+(?:\.\w+)+)\}", r"{{< var \1 >}}", text)
    study.document(text, front=f"title: A report\nlang: {lang}")
    found = study.run("check", "--json").json["findings"]
    assert all(one["file"] != "data/study.yml" for one in found), found
    source = (study.root / "manuscript/report.qmd").read_text(encoding="utf-8")
    for one in found:
        if one["rule"] in RULES:
            assert (one["severity"] == "error") == (one["rule"] in SEVERE)
            lines = source.split("\n", one["line"] - 1)
            shown = lines[-1][one["column"] - 1 :][: one["length"]]
            assert " ".join(shown.split()) == one["found"]
            assert one["way_out"]
    told = [f"{one['rule']}: {one['found']}" for one in found if one["rule"] in RULES]
    return [re.sub(r"\{\{< var (\S+) >\}\}", r"{\1}", one) for one in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # digits, marks and other numbers
        ("Of {age.n},000 asked.", "glued-number: {age.n},000"),
        ("Of {age.n}000 asked.", "glued-number: {age.n}000"),
        ("Of **{age.n}**,000 asked.", "glued-number: {age.n}**,000"),
        ("Of {age.n}\\,000 asked.", "glued-number: {age.n}\\,000"),
        ("Of {age.n}<!-- all -->000 asked.", "glued-number: {age.n}<!-- all -->000"),
        ("Of [{age.n}]{.mark}000 asked.", "glued-number: {age.n}]{.mark}000"),
        ("Of {age.n}\u200b000 asked.", "glued-number: {age.n}\u200b000"),
        ("Of {age.n} 000 asked.", "glued-number: {age.n} 000"),
        ("Of {age.n}&nbsp;000 asked.", "glued-number: {age.n}&nbsp;000"),
        ("Of {age.n}{sex.n} asked.", "glued-number: {age.n}{sex.n}"),
        ("Of **{age.n}**{sex.n} asked.", "glued-number: {age.n}**{sex.n}"),
        ("Of _{age.n}_{sex.n} asked.", "glued-number: {age.n}_{sex.n}"),
        ("Of {age.n}.{sex.n} asked.", "glued-number: {age.n}.{sex.n}"),
        ("Of {age.n},{sex.n} asked.", "glued-number: {age.n},{sex.n}"),
        ("Of {age.n}.5 asked.", "glued-number: {age.n}.5"),
        ("Of {age.n}e5 asked.", "glued-number: {age.n}e5"),
        ("Of {age.n}E-{sex.n} asked.", "glued-number: {age.n}E-{sex.n}"),
        ("Of {age.n}k asked.", "glued-number: {age.n}k"),
        ("Of {age.n}² asked.", "glued-number: {age.n}²"),
        ("Of {age.n}½ asked.", "glued-number: {age.n}½"),
        ("Of {age.n} ½ asked.", "glued-number: {age.n} ½"),
        ("Of {age.n}&frac12; asked.", "glued-number: {age.n}&frac12;"),
        ("Of {age.n} 1/2 asked.", "glued-number: {age.n} 1/2"),
        ("Of 1{age.n} asked.", "glued-number: 1{age.n}"),
        ("Of 1.{age.n} asked.", "glued-number: 1.{age.n}"),
        ("Of 1,{age.n} asked.", "glued-number: 1,{age.n}"),
        ("Of .{age.n} asked.", "glued-number: .{age.n}"),
        ("Of 1e{age.n} asked.", "glued-number: 1e{age.n}"),
        # signs
        ("It was -{age.n} then.", "glued-number: -{age.n}"),
        ("It was −{age.n} then.", "glued-number: −{age.n}"),
        ("It was –{age.n} then.", "glued-number: –{age.n}"),
        ("It was (-{age.n}) then.", "glued-number: -{age.n}"),
        ("It was **-{age.n}** then.", "glued-number: -{age.n}"),
        ("It was -**{age.n}** then.", "glued-number: -**{age.n}"),
        ("-{age.n} it was.", "glued-number: -{age.n}"),
        ("| a |\n|---|\n| -{age.n} |", "glued-number: -{age.n}"),
        ("It was +{relief.change.mean} then.", "glued-number: +{relief.change.mean}"),
        ("It was -{relief.change.mean} then.", "glued-number: -{relief.change.mean}"),
        # words
        ("Of {sex.f.words}-one asked.", "glued-number: {sex.f.words}-one"),
        ("Of twenty-{sex.f.words} asked.", "glued-number: twenty-{sex.f.words}"),
        ("Of {sex.f.words} hundred asked.", "glued-number: {sex.f.words} hundred"),
        ("Of {sex.f.words}teen asked.", "glued-number: {sex.f.words}teen"),
        ("Of one hundred and {sex.f.words} asked.", "glued-number: hundred and {sex.f.words}"),
        ("Of {age.n} hundred asked.", "glued-number: {age.n} hundred"),
        ("Of {age.n}\nmillion asked.", "glued-number: {age.n} million"),
        ("Of {sex.f.Words} dozen asked.", "glued-number: {sex.f.Words} dozen"),
        ("It was {age.n} and a half.", "glued-number: {age.n} and a half"),
        ("On the {age.n}th day.", "glued-text: {age.n}th"),
        ("In x{age.n} it was.", "glued-text: x{age.n}"),
        ("In {age.n}patients it was.", "glued-text: {age.n}patients"),
        ("In {age.n}lesions it was.", "glued-text: {age.n}lesions"),
        ("In {sex.f.noun.patient}s it was.", "glued-text: {sex.f.noun.patient}s"),
        ("Pain {claims.fell}{age.n} then.", "glued-text: {claims.fell}{age.n}"),
        ("Pain un{claims.fell} then.", "glued-text: un{claims.fell}"),
        # percent signs
        ("Men were {sex.m.count}% of all.", "no-percentage: {sex.m.count}%"),
        ("Men were {sex.m.count} % of all.", "no-percentage: {sex.m.count} %"),
        ("Men were {sex.m.count}\\% of all.", "no-percentage: {sex.m.count}\\%"),
        ("Men were {sex.m.count} percent of all.", "no-percentage: {sex.m.count} percent"),
        ("Men were {sex.m.count_of_n}% of all.", "no-percentage: {sex.m.count_of_n}%"),
        ("Men were {sex.m.words} percent of all.", "no-percentage: {sex.m.words} percent"),
        ("Age was {age.mean}% then.", "no-percentage: {age.mean}%"),
        # what the text has
        ("Men were {sex.m.percent}% of all.", "doubled-text: {sex.m.percent}%"),
        ("Men were {sex.m.percent} percent of all.", "doubled-text: {sex.m.percent} percent"),
        ("Pain fell (P = {relief.test.p}).", "doubled-text: P = {relief.test.p}"),
        ("Pain fell (*P* < {relief.test.p}).", "doubled-text: P* < {relief.test.p}"),
        ("Pain fell (P > {relief.test.p}).", "doubled-text: P > {relief.test.p}"),
        ("Pain fell (p {relief.test.p}).", "doubled-text: p {relief.test.p}"),
        ("The P value was {relief.test.p}.", "doubled-text: P value was {relief.test.p}"),
        ("It fell (95% CI {relief.change.ci}).", "doubled-text: 95% CI {relief.change.ci}"),
        ("It fell (95% CI, {relief.change.ci}).", "doubled-text: 95% CI, {relief.change.ci}"),
        ("It fell (confidence interval {relief.change.ci}).", "doubled-text: confidence interval {relief.change.ci}"),
        ("In {sex.f.noun.patient} patients.", "doubled-text: {sex.f.noun.patient} patients"),
        ("In {sex.f.noun.patient} patient.", "doubled-text: {sex.f.noun.patient} patient"),
        ("Pain fell {claims.fell}.", "doubled-text: fell {claims.fell}"),
        ("In {sex.f.count_of_n} of {sex.n}.", "doubled-text: {sex.f.count_of_n} of {sex.n}"),
        ("It was {age.mean_sd} ± {age.sd}.", "doubled-text: {age.mean_sd} ±"),
        # the contrary of a claim
        ("Pain was not {claims.fell}.", "negated-claim: not {claims.fell}"),
        ("Pain *never* {claims.fell}.", "negated-claim: never* {claims.fell}"),
        ("Pain didn't {claims.fell}.", "negated-claim: didn't {claims.fell}"),
        ("Pain no longer {claims.fell}.", "negated-claim: no longer {claims.fell}"),
        ("There was no {claims.fall}.", "negated-claim: no {claims.fall}"),
        # wherever it stands
        ("# Of {age.n},000\n\nText.", "glued-number: {age.n},000"),
        ("Note.[^1]\n\n[^1]: Of {age.n},000.", "glued-number: {age.n},000"),
        ("Note.^[Of {age.n},000.]", "glued-number: {age.n},000"),
        ("| a |\n|---|\n| b |\n\n: Of {age.n},000 {#tbl-a}", "glued-number: {age.n},000"),
        ("- Of {age.n},000", "glued-number: {age.n},000"),
    ],
)  # fmt: skip
def test_what_touches_a_number(small: Study, text: str, expected: str) -> None:
    assert told(small, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        *EDGES.values(),
        "An {age.n}-fold rise, {sex.f.words}-fold and {sex.f.words}fold.",
        "A {age.mean}-year-old man and a {sex.f.words}-year-old.",
        "Between {age.n}–{sex.n}, {age.n}-{sex.n} and {age.n}--{sex.n}.",
        "The odds were {age.n}:{sex.n} or 3:{age.n}, and {age.n}/5.",
        "As shown {age.mean}^1^, and {age.n}^[A note.] and {age.n}[^1].\n\n[^1]: Of {age.n}.",
        "It took {age.mean}mL, {age.mean} mL and {age.mean}mg/dL, in {age.n}s.",
        "It cost €{age.mean}, US$ {age.mean} or mL{age.mean}.",
        "n={age.n}, n = {age.n}, <{age.n}, ~{age.n}, ±{age.sd}, × {age.n}, 3×{age.n}.",
        "It was {age.n}, {sex.n}, and {age.n}. {age.n} came. {sex.f.Words} left.",
        "It was {age.n}; {age.n}: “{age.n}” ‘{age.n}’ ({age.n}) [{age.n}] **{age.n}**.",
        "患者{age.n}名。",
        "It was {age.n}—{age.n} — {age.n} – {age.n} - {age.n}.",
        "It changed by {relief.change.mean}, or +{age.n}.",
        "In 5 of {age.n} and {age.n} of 7 with L5-{age.n}.",
        "It was {age.n}. 5 came, {age.n}, 3 and 4.",
        "A {age.n}-hundred-bed hospital, {age.n} hundred-bed wards.",
        "Of {age.n} patients and half of them, {age.n} and a half of them.",
        "Pain {claims.fell}, not only so; whether or not {claims.fell}.",
        "Pain was not low and {claims.fell}. It never rose: it {claims.fell}.",
        "There were {claims.no_deaths}; a {claims.fall}-like pattern.",
        "Men were {sex.m.percent} ({sex.m.count}), {sex.m.count_percent}, of {sex.m.low} to {sex.m.high}.",
        "At {constants.level}% it was {relief.test.p}, ({relief.test.p}) and {relief.change.ci}.",
        "An exact two-sided {relief.change.ci}; the interval: {relief.change.ci}.",
        "Pain (t test, {relief.test.p}; n = {relief.n}); a step: {relief.test.p}.",
        "In {sex.f.noun.patient} with pain, patients: {sex.f.noun.patient}.",
        "In {sex.f.count_of_n} patients, {sex.f.count_of_n} of the women.",
        "Of {age.n},000 [@cho2010].",
        "[Of {age.n},000]{.literal} asked.",
        "`{age.n},000` asked.",
        "| {age.n} | {sex.n} |\n|---|---|\n| {age.n} | {sex.n} |\n| - {age.n} | % |",
        "A | {age.n}\n",
        "{age.n}\n{sex.n}\n\n{age.n}\n\n- {sex.n}\n- {age.n}\n",
        "H~2~O of {age.n}~a~, {age.n}°C, {age.n}µg, {age.n}‰, {age.n}†.",
        "Raised by {age.n} percentage points, {sex.m.percent} percentile.",
        "The p of {age.n} people.",
        "[{age.n}](https://example.org) of [{sex.n}]{.mark}.",
        "A <!-- 5 -->{age.n} and {age.n}<!-- 000 -->.",
    ],
)  # fmt: skip
def test_what_leaves_a_number_alone(small: Study, text: str) -> None:
    assert told(small, text) == []


@pytest.mark.parametrize(
    ("front", "place"),
    [
        ('title: "Of {{< var age.n >}},000"', (2, 12)),
        ('title: A\nsubtitle: "An {{< var age.n >}}½"', (3, 15)),
        ("title: A\nabstract: |\n  It was -{{< var age.n >}}.", (4, 10)),
    ],
)
def test_in_front_matter(small: Study, front: str, place: tuple[int, int]) -> None:
    small.document("Text.", front=front)
    found = small.run("check", "--json").json["findings"]
    assert [(one["line"], one["column"]) for one in found if one["rule"] == "glued-number"] == [
        place
    ]


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        ("apa", "Pain (*M* = {relief.before.mean_sd}) fell.", "doubled-text: M* = {relief.before.mean_sd}"),
        ("ama", "It fell (95% CI, {relief.change.ci}).", "doubled-text: 95% CI, {relief.change.ci}"),
        ("ama", "It fell (*P* = {relief.test.p}).", "doubled-text: P* = {relief.test.p}"),
        ("lancet", "It fell (p={relief.test.p}).", "doubled-text: p={relief.test.p}"),
        ("ama", "It fell (M = {relief.before.mean_sd}; {relief.change.ci}).", None),
    ],
)  # fmt: skip
def test_what_a_text_says_is_a_matter_of_style(
    small: Study, style: str, text: str, expected: str | None
) -> None:
    text = re.sub(r"\{([a-z_]+(?:\.\w+)+)\}", r"{{< var \1 >}}", text)
    small.document(text, front=f"title: A report\nstyle: {style}")
    found = small.run("check", "--json").json["findings"]
    told = [f"{one['rule']}: {one['found']}" for one in found if one["rule"] in RULES]
    assert [re.sub(r"\{\{< var (\S+) >\}\}", r"{\1}", one) for one in told] == (
        [expected] if expected else []
    )


def test_it_says_what_is_printed_and_stops_a_build(small: Study) -> None:
    small.document("Of {{< var age.n >}},000 asked, {{< var sex.m.count >}}% were men.")
    outcome = small.run("build", "--format", "html")
    assert outcome.code == 1
    assert (
        'report.qmd:5:4: what touches "age.n" makes another number of it: it prints "5,000"'
        in outcome.out
    )
    assert (
        '"sex.m.count" is no percentage: participants of Sex: Male; it prints "2%"' in outcome.out
    )
    assert "Write {{< var sex.m.percent >}}, or remove the sign" in outcome.out
    small.edit("manuscript/report.qmd", ",000", "")
    small.edit("manuscript/report.qmd", "sex.m.count >}}%", "sex.m.percent >}}")
    assert small.run("build", "--format", "html").code == 0


def test_without_values_the_role_tells(small: Study) -> None:
    """The data have errors: nothing is known of a text but what it is."""
    small.edit("data/table.csv", "P1,50", "P1,fifty")
    small.document(
        "Of {{< var age.n >}},000, {{< var sex.m.count >}}% and {{< var sex.m.percent >}}%."
    )
    found = small.run("check", "--json").json["findings"]
    assert [one["rule"] for one in found if one["rule"] in RULES] == [
        "glued-number",
        "no-percentage",
    ]


def test_german(small: Study) -> None:
    text = (
        "Es waren {age.n} Dutzend, {sex.m.count} Prozent, nicht {claims.fell}, {sex.m.words}fach."
    )
    assert told(small, text, "de") == [
        "glued-number: {age.n} Dutzend",
        "no-percentage: {sex.m.count} Prozent",
        "negated-claim: nicht {claims.fell}",
    ]


def test_an_alternative_text(small: Study) -> None:
    text = '![A](img/plot.png){#fig-a fig-alt="Of {age.n},000 people"}'
    assert told(small, text) == ["glued-number: {age.n},000"]
