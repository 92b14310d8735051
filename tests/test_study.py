"""study.yml: positions, proposals, and all defects at once."""

from __future__ import annotations

import re

import pytest

from sacroreport.errors import DefectError
from sacroreport.findings import Finding
from sacroreport.kinds.load import parse_study
from tests.conftest import ANALYSES, HEAD, VARIABLES


def defects(text: str) -> list[Finding]:
    with pytest.raises(DefectError) as caught:
        parse_study(text)
    return list(caught.value.findings)


def only(text: str) -> str:
    found = defects(text)
    assert len(found) == 1, [str(one) for one in found]
    return str(found[0])


def test_all_defects_are_reported_at_once_each_with_its_line() -> None:
    text = HEAD.replace("title", "titel") + VARIABLES.replace("label: Age", "lable: Age").replace(
        "[0, 10], better: lower}\n  pain_after", "[10, 0], better: lower}\n  pain_after"
    )
    found = [str(one) for one in defects(text)]
    assert any(":1:1" in one and 'unknown key "titel"' in one for one in found)
    assert any('the key "title" is missing' in one for one in found)
    assert any(":6:9" in one and 'unknown key "lable"' in one for one in found)
    assert any('the key "label" is missing' in one for one in found)
    assert any(":8:" in one and "low to high" in one for one in found)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("type: number, unit: y", "type: nmber, unit: y", r':6:27: unknown type "nmber".*Did you mean "number"\?'),
        ("better: lower}\n  bl", "better: less}\n  bl", r":9:73: \"better\": input should be 'lower' or 'higher'; found 'less'"),
        ("range: [18, 110]", "range: [18]", r':6:51: "range", item 2 is missing'),
        ("range: [18, 110]", "range: [x, 110]", r":6:52: .range., item 1: a number was expected; found 'x'"),
        ("unit: y", "decimals: -1", r':6:.*greater than or equal to 0; found .-1.'),
        ("levels: {f: Female, m: Male}", "levels: {}", r':7:.*at least 1|at least one entry'),
        ("levels: {f: Female, m: Male}", "levels: [f, m]", r':7:.*a mapping of names was expected; found a list'),
        ("levels: {f: Female", 'levels: {"1": "2nd"', r':7:46: the level "1" of "sex" needs an `id:`'),
        ("levels: {f: Female", "levels: {mean: Mean", r'needs an `id:`: "mean" is reserved'),
        ("levels: {f: Female", "levels: {class: A class", r'"class" is a Python keyword'),
        ("levels: {f: Female", "levels: {M: Female", r'"m" of "sex" needs an `id:`: "M" has the same id "m"'),
        ("  age:", "  2age:", r'"2age" cannot be a name'),
        ("  age:", "  any:", r'"any" is reserved'),
        ("  age: {", "  id: {", r'"id" is the participant column'),
        ("{label: Fever, type: flag, role: safety}", '{label: F, type: flag, "yes": ["1"], "no": ["1"]}', r'"1" cannot mean both yes and no'),
        ("{label: Fever,", "{label: Fever, column: bleeding,", r'are both the column "bleeding"'),
        ("range: [18, 110]", "range: [1e9999999, 2]", r"less than or equal to"),
        ("range: [18, 110]", "range: ", r"`range:` has no value"),
        ("  age:", "  change:", r'"change" is reserved'),
        ("unit: y", "unit: '<b>'", r"markup in a text"),
        ("levels: {f: Female,", 'missing: ["f"], levels: {f: Female,', r'"f" of "sex" cannot be both a value and missing'),
        ("{label: Fever, type: flag,", '{label: F, missing: ["yes"], type: flag,', r'"yes" of "fever" cannot be both a value and missing'),
        ("pain_after: {label: Pain after,", 'pain_after: {label: P, derive: "pain",', r"`range:` has no effect on a derived variable"),
        ("{label: Fever,", '{label: F, column: x, derive: "not bleeding",', r"a derived variable has no column"),
    ],
)  # fmt: skip
def test_a_defective_variable_names_line_value_and_way_out(old: str, new: str, says: str) -> None:
    assert old in VARIABLES
    assert re.search(says, only(HEAD + VARIABLES.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("before: pain,", "before: pian,", r':13:34: .*"pian" that is not declared\. Did you mean "pain"'),
        ("before: pain,", "before: sex,", r'"sex" and "pain_after" differ in `type:`; found category and number'),
        ("after: pain_after", "after: pain_after, test: sign", r'does not fit pairs of a number; found "sign"; expected one of t, wilcoxon'),
        ("[bleeding, fever]", "[bleeding, fevr]", r':14:46: .*Did you mean "fever"'),
        ("[bleeding, fever]", "[bleeding, bleeding]", r'the variable "\w+" stands twice'),
        ("[bleeding, fever]", "[bleeding, age]", r'cannot use "age"; found a number; expected a flag'),
        ("kind: paired", "kind: pared", r'unknown kind "pared"; expected one of describe, paired, compare, correlate, variation, events'),
        ("after: pain_after", "after: pain", r"a pair needs two different variables"),
        ("after: pain_after", "after: pain_after, where: ", r":13:59: `where:` has no value"),
        ("kind: paired,", "", r'"relief" has no `kind:`'),
        ("  relief:", "  pain:", r'"pain" is a variable'),
        ("after: pain_after", "after: pain_after, level: 120", r"99\.99; found '120'"),
        ("after: pain_after", "after: pain_after, test: wilcoxn", r"'t'.*wilcoxn"),
        ("after: pain_after", 'after: pain_after, where: "agee > 50"', r':13:67: .*there is no "agee" here.*Did you mean "age"'),
        ("after: pain_after", 'after: pain_after, where: "age"', r'"where" gives a number.*expected a flag'),
        ("after: pain_after", 'after: pain_after, responders: {abs2: {when: "improvment >= 2", label: x, source: y}}', r'Did you mean "improvement"'),
    ],
)  # fmt: skip
def test_a_defective_analysis_names_line_value_and_way_out(old: str, new: str, says: str) -> None:
    assert old in ANALYSES
    assert re.search(says, only(HEAD + VARIABLES + ANALYSES.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: [a\n", r"data/study\.yml:\d+:\d+: this is not valid YAML"),
        ("a: b: c\n", r":1:5: this is not valid YAML"),
        ("\ta: 1\n", r":1:1: this is not valid YAML"),
        ("title: a\ntitle: b\n", r':2:1: the key "title" stands twice'),
        ("- a\n", r"a study description is a mapping"),
        ("", r"a study description is a mapping"),
        ("a: &x [*x]\n", r"an alias that contains itself"),
    ],
)
def test_broken_yaml_has_a_place(text: str, says: str) -> None:
    assert re.search(says, str(defects(text)[0]))


@pytest.mark.parametrize(
    "label",
    [
        "<script>alert(1)</script>",
        '#read("/etc/passwd")',
        "{{< include /etc/passwd >}}",
        "`{=html}",
        "<!-- hidden",
    ],
)
def test_markup_in_a_label_is_refused(label: str) -> None:
    quoted = "'" + label + "'"
    text = HEAD + VARIABLES.replace("{f: Female", "{f: " + quoted)
    message = only(text)
    assert ":7:" in message
    assert "markup in a text that is printed as it stands" in message
    assert "Write the words without markup" in message


@pytest.mark.parametrize("label", ["Größe", "P < 0.05", "2 & 3", "#1", "*x*", "日本", "a_b"])
def test_other_labels_are_texts(label: str) -> None:
    text = HEAD + VARIABLES.replace("{f: Female", "{f: '" + label + "'")
    assert parse_study(text).variables["sex"].levels[0].label == label


def test_codes_keep_their_zeros() -> None:
    text = HEAD + VARIABLES.replace(
        "{f: Female, m: Male}", '{"011": {label: A, id: a}, "11": {label: B, id: b}}'
    )
    assert [one.code for one in parse_study(text).variables["sex"].levels] == ["011", "11"]


def test_circular_derivation_is_named() -> None:
    text = HEAD + VARIABLES.replace("unit: y, range: [18, 110]", 'unit: y, derive: "b1"')
    text += '  b1: {label: B, type: number, derive: "age + 1"}\n'
    assert any("it depends on itself: age → b1 → age" in str(one) for one in defects(text))


def test_ids_follow_from_the_description_alone() -> None:
    study = parse_study(HEAD + VARIABLES + ANALYSES)
    ids = set(study.catalogue)
    for id_ in (
        "participants.n age.n age.missing age.mean age.sd age.median age.q1 age.q3 age.min age.max "
        "age.mean_sd age.median_iqr age.range sex.n sex.missing sex.f.count sex.f.percent sex.f.low "
        "sex.f.high sex.f.count_percent sex.f.count_of_n sex.f.ci sex.f.words sex.f.Words "
        "bleeding.n bleeding.count bleeding.percent bleeding.ci relief.n relief.missing "
        "relief.before.mean relief.after.sd relief.change.low relief.change.ci "
        "relief.improvement.high relief.test.statistic relief.test.df relief.test.p "
        "relief.effect.dz relief.effect.dz_low relief.effect.gz harm.bleeding.count "
        "harm.any.upper_one_sided harm.fever.ci"
    ).split():
        assert id_ in ids
    for id_ in ids:
        parts = id_.split(".")
        assert all(re.fullmatch(r"[A-Za-z][a-z0-9_]*", part) for part in parts)
        assert not any(".".join(parts[:length]) in ids for length in range(1, len(parts)))


def test_claims_see_numbers_only() -> None:
    claim = 'claims:\n  better: {says: fell, holds: "relief.test.pp < 0.05"}\n'
    message = only(HEAD + VARIABLES + ANALYSES + claim)
    assert 'there is no "relief.test.pp" here' in message
    assert 'Did you mean "relief.test.p"' in message


def test_a_defective_variable_is_reported_once() -> None:
    """What else refers to it is not called unknown."""
    text = HEAD + VARIABLES.replace("better: lower}\n  bl", "better: less}\n  bl") + ANALYSES
    assert "found 'less'" in only(text)


@pytest.mark.parametrize(
    "text",
    [
        "x: " + "[" * 2000 + "]" * 2000,
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n"
            for a, b in zip("abcdefg", "bcdefgh", strict=True)
        ),
    ],
)
def test_yaml_bombs_end(text: str) -> None:
    assert re.search("is nested too deeply|has more than", str(defects(text)[-1]))


def test_a_chain_of_derivations_ends() -> None:
    chain = "".join(
        f'  d{i}: {{label: D, type: number, derive: "d{i + 1} + 1"}}\n' for i in range(600)
    )
    text = HEAD + VARIABLES + chain + '  d600: {label: D, type: number, derive: "age"}\n'
    assert any("derived through more than 50" in str(one) for one in defects(text))


def test_near_names_ignore_case() -> None:
    message = only(HEAD + VARIABLES + ANALYSES.replace("before: pain,", "before: PAIN,"))
    assert 'Did you mean "pain"' in message


def test_a_code_that_the_study_reads_as_missing_is_refused() -> None:
    text = HEAD + 'missing: ["", "none", "f"]\n' + VARIABLES
    assert '"f" of "sex" cannot be both a value and missing' in only(text)


def test_a_quotient_says_its_decimals() -> None:
    text = HEAD + VARIABLES + '  part: {label: Part, type: number, derive: "pain / pain_after"}\n'
    assert '"part" is a quotient or has a decimal factor: it needs `decimals:`' in only(text)
    text = text.replace("type: number, derive", "type: number, decimals: 2, derive")
    assert parse_study(text).variables["part"].decimals == 2


def test_an_analysis_is_explained_by_its_own_label() -> None:
    more = '  old: {kind: describe, variable: age, where: "age > 60", label: Age of the older}\n'
    study = parse_study(HEAD + VARIABLES + ANALYSES + more)
    assert study.catalogue["old.mean"].meaning == "mean of Age of the older"
