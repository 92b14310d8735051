"""Words that say what the numbers beside them say."""

from __future__ import annotations

import pytest

from tests.conftest import ANALYSES, HEAD, VARIABLES, Study

CLAIMS = """\
claims:
  fell: {says: fell significantly, kind: significant, analysis: relief, direction: improved}
  few: {says: few, holds: bleeding.count < 2}
"""
FROM_TO = "from {{< var relief.before.mean >}} to {{< var relief.after.mean >}}"


def said(study: Study, text: str) -> list[str]:
    """What a document that has only this sentence is told, as rule and words."""
    study.write("data/study.yml", HEAD + VARIABLES + ANALYSES + CLAIMS)
    study.document(text)
    found = study.run("check", "--json").json["findings"]
    rules = (
        "typed-claim",
        "typed-quantifier",
        "typed-share",
        "typed-significance",
        "words-against-numbers",
    )
    lines = (study.root / "manuscript/report.qmd").read_text(encoding="utf-8").split("\n")
    for one in found:
        if one["rule"] in rules and "\n" not in one["found"]:
            start = one["column"] - 1
            line = lines[one["line"] - 1]
            shown = " ".join(line[start : start + one["length"]].split())
            assert shown == one["found"]
    return [f"{one['rule']}: {one['found']}" for one in found if one["rule"] in rules]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pain fell significantly.", "typed-claim: fell significantly"),
        ("Pain *fell* significantly.", "typed-claim: fell* significantly"),
        ("Few had fever, and there were few complaints.", None),  # a word alone is no claim
        ("Few bled ({{< var bleeding.count >}}).", "typed-claim: Few"),  # but beside its number
        ("Few had fever ({{< var fever.count >}}).", None),
        ("Pain {{< var claims.fell >}}.", None),
        ("Pain fell significantly [@cho2010].", None),
        ("Pain was significantly lower.", "typed-significance: significantly"),
        ("There was a statistically significant fall.", "typed-significance: statistically significant"),
        ("Pain {{< var claims.fell >}} significantly.", None),
        ("Pain {{< var claims.fell >}}, and significantly so.", "typed-significance: significantly"),
        ("*P* < .05 was considered significant.", None),
        ("A clinically significant change was sought.", None),
        ("Significant bleeding was rare.", None),  # the label of what was recorded
        ("# A significant fall\n\nText.", "typed-significance: significant"),
        ("Note.[^1]\n\n[^1]: The fall was significant.", "typed-significance: significant"),
        ("Half of the participants bled.", "typed-share: Half of the participants"),
        ("One third of our patients bled.", "typed-share: One third of our patients"),
        ("A *quarter* of the women bled.", "typed-share: A *quarter* of the women"),
        ("The majority of patients had fever.", "typed-share: majority of patients"),
        ("Most patients had fever.", "typed-share: Most patients had"),
        ("Of them, most were women.", "typed-share: most were"),
        ("None of the patients bled.", "typed-share: None of the patients"),
        ("A dozen patients bled.", "typed-share: A dozen patients"),
        ("Bleeding was twice as likely.", "typed-share: twice as likely"),
        ("Fever was threefold more frequent.", "typed-share: threefold more"),
        ("Less than half bled.", "typed-share: Less than half"),
        ("In ¾ of them it stopped.", "typed-share: ¾ of"),
        ("Two-thirds of the lesions were lytic.", "typed-share: Two-thirds of the lesions"),
        ("A quarter of the lesions were lytic.", "typed-share: A quarter of the lesions"),
        ("Most of the lesions were lytic.", "typed-share: Most of the lesions"),
        ("The vast majority had fever.", "typed-share: vast majority had"),
        ("None died.", "typed-share: None died"),
        ("No deaths occurred.", "typed-share: No deaths occurred"),
        ("All patients survived.", "typed-share: All patients survived"),
        ("All but one were discharged.", "typed-share: All but one"),
        ("Bleeding was three times more frequent.", "typed-share: three times more"),
        ("A two-fold increase was seen.", "typed-share: two-fold increase"),
        ("If no complications occurred, patients were discharged.", None),
        ("Two-thirds of the vertebral height was the limit.", None),
        ("Most lesions can be seen on MRI.", None),
        ("Half of the lesion was filled with cement.", None),
        ("It took more than half an hour.", None),
        ("Half of the patients bled [@cho2010].", None),
        ("Half of the patients bled, and pain {{< var claims.fell >}}.", "typed-share: Half of the patients"),
        ("Pain {{< var claims.fell >}} in half of the patients.", None),
        ("Half of the dose was given twice a day, as needed.", None),
        ("Most surgeons use one needle.", None),
        ("All patients gave consent.", None),
        ("A third reader was asked.", None),
        ("A quarter turn of the needle was enough.", None),
        ("The half-life is short, most often.", None),
        (f"Pain increased {FROM_TO}.", "words-against-numbers: increased"),
        (f"Pain decreased {FROM_TO}.", None),
        (f"Pain rose and fell {FROM_TO}.", None),  # nobody can tell which is meant
        (f"Age was higher. Pain went {FROM_TO}.", None),
        ("Pain increased to {{< var relief.after.mean >}}.", None),
        ("A fall of {{< var relief.change.mean >}} was seen.", "words-against-numbers: {{< var relief.change.mean >}}"),
        ("A fall of {{< var relief.improvement.mean >}} was seen.", None),
        ("A change of {{< var relief.change.mean >}} was seen.", None),
        ("It increased by {{< var relief.change.mean >}} points.", "words-against-numbers: {{< var relief.change.mean >}}"),
        ("It fell by {{< var relief.improvement.mean >}} points.", None),
        ("They lowered pain after it by {{< var relief.change.mean >}} points.", "words-against-numbers: {{< var relief.change.mean >}}"),
        ("*P* < .05 was considered statistically significant.", None),
        ("A P value < 0.05 was taken to be significant.", None),
        ("*P* values below .05 were considered to indicate a significant difference.", None),
        (f"Pain worsened {FROM_TO}.", "words-against-numbers: worsened"),
        (f"Pain improved {FROM_TO}.", None),
        (f"Pain improved or worsened {FROM_TO}.", None),
    ],
)  # fmt: skip
def test_typed_words_of_results(small: Study, text: str, expected: str | None) -> None:
    small.write("manuscript/references.bib", "@article{cho2010, title={A}}")
    assert said(small, text) == ([expected] if expected else [])


def test_a_direction_turns_with_the_data(small: Study) -> None:
    """The same sentence, once the data are the other way round."""
    assert said(small, f"Pain decreased {FROM_TO}.") == []
    table = (small.root / "data/table.csv").read_text(encoding="utf-8")
    small.write("data/table.csv", table.replace("pain,pain_after", "pain_after,pain"))
    assert said(small, f"Pain decreased {FROM_TO}.") == ["words-against-numbers: decreased"]


def test_shares_in_german(small: Study) -> None:
    small.write("data/study.yml", (HEAD + VARIABLES + ANALYSES).replace("en-US", "de-DE"))
    small.document(
        "Die Hälfte der Patienten blutete. Ein Viertel der Dosis reichte.",
        front="title: A\nlang: de",
    )
    found = small.run("check", "--json").json["findings"]
    assert [one["found"] for one in found if one["rule"] == "typed-share"] == [
        "Hälfte der Patienten"
    ]


def test_other_languages(small: Study) -> None:
    small.write("data/study.yml", HEAD + VARIABLES + ANALYSES)
    for lang, text in {
        "de": "Der Schmerz war signifikant geringer.",
        "fr": "La douleur était significativement moindre.",
        "es": "El dolor fue significativamente menor.",
        "it": "Il dolore era significativamente minore.",
        "pt": "A dor foi significativamente menor.",
    }.items():
        small.document(text, front=f"title: T\nlang: {lang}")
        found = small.run("check", "--json").json["findings"]
        assert [one["rule"] for one in found] == ["typed-significance"], lang


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three as women, and two as men.", ["sex.f.Words", "sex.m.words"]),
        ("All had it, two of the women.", ["sex.m.words"]),
        ("Five were seen, four as outpatients.", []),  # nothing counts outpatients
        ("One or two as a rule.", []),
        ("Two as women.", []),  # there are three
    ],
)
def test_number_words_beside_labels(small: Study, text: str, expected: list[str]) -> None:
    study = (HEAD + VARIABLES + ANALYSES).replace(
        "levels: {f: Female, m: Male}",
        "levels: {f: {label: Female, text: women}, m: {label: Male, text: men}}",
    )
    small.write("data/study.yml", study)
    small.document(text)
    found = small.run("check", "--json").json["findings"]
    assert [
        one["message"].split('"')[1] for one in found if one["rule"] == "typed-result"
    ] == expected


def test_the_nouns_of_a_study_are_counted_too(small: Study) -> None:
    nouns = "nouns: {loaf: [loaf, loaves]}\n"
    small.write("data/study.yml", HEAD + nouns + VARIABLES + ANALYSES)
    small.document("Half of the loaves were golden. Twelve loaves burnt. Half of the ovens broke.")
    found = small.run("check", "--json").json["findings"]
    assert [(one["rule"], one["found"]) for one in found] == [
        ("typed-number", "Twelve"), ("typed-share", "Half of the loaves"),
    ]  # fmt: skip
