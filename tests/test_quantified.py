"""Words for none, one and all beside what a study records."""

from __future__ import annotations

import pytest

from tests.conftest import HEAD, TABLE, VARIABLES, Study

MORE = """\
  death: {label: Death within 30 days, type: flag, role: safety}
  infection: {label: Procedure-related infection, type: flag, role: safety}
  biopsy: {label: Biopsy, type: flag}
  embolism: {label: Pulmonary embolism, type: flag, role: safety}
  side: {label: Side, type: category, levels: {left: Left hip, right: Right hip}}
analyses:
  harm: {kind: events, label: Complications, variables: [bleeding, fever, death, infection, embolism]}
"""
COLUMNS = "death,infection,biopsy,embolism,side".split(",")
ROWS = [
    "no,yes,yes,no,left",
    "no,no,yes,no,left",
    "no,no,yes,no,left",
    "no,no,yes,yes,left",
    "no,no,yes,yes,left",
]


def told(study: Study, text: str, lang: str = "en-US", variables: str = "") -> list[str]:
    """What a document that has only this paragraph is told, as rule and words."""
    study.write("data/study.yml", HEAD + VARIABLES + (variables or MORE))
    rows = zip(TABLE.splitlines(), [",".join(COLUMNS), *ROWS], strict=True)
    study.write("data/table.csv", "".join(f"{one},{more}\n" for one, more in rows))
    study.write("manuscript/references.bib", "@article{cho2010, title={A}}")
    study.document(text, front=f"title: A report\nlang: {lang}")
    found = study.run("check", "--json").json["findings"]
    rules = ("typed-quantifier", "words-against-numbers")
    return [f"{one['rule']}: {one['found']}" for one in found if one["rule"] in rules]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were no deaths.", "typed-quantifier: no"),
        ("There were *no* deaths.", "typed-quantifier: no"),
        ("Not a single death occurred.", "typed-quantifier: Not a single"),
        ("No patient died.", "typed-quantifier: No patient"),
        ("Nobody died, and pain fell.", "typed-quantifier: Nobody"),
        ("None died.", "typed-quantifier: None"),
        ("Without any bleeding, it was closed.", "typed-quantifier: Without any"),
        ("No serious bleeding was seen.", "typed-quantifier: No"),
        ("There was no right hip.", "typed-quantifier: no"),
        ("No deaths or infections occurred.", "words-against-numbers: No"),
        ("No infections, deaths, or emboli were seen.", "words-against-numbers: No"),
        ("There was no pulmonary embolism.", "words-against-numbers: no"),
        ("There was no massive embolism.", None),  # narrower than what is recorded
        ("No complications occurred.", "words-against-numbers: No"),
        ("At least one infection was seen in {{< var infection.count >}} patients.", None),
        ("One or more infections were possible per patient.", None),
        ("There was no bleeding at all.", "typed-quantifier: no"),
        ("There were no deaths within 30 days.", "typed-quantifier: no"),
        ("No bleeding after discharge was seen.", "typed-quantifier: No"),
        ("There was no infection within 30 days.", None),
        ("There was no infection at all.", "words-against-numbers: no"),
        ("No infection needed surgery.", None),
        ("One infection was larger than others.", None),
        ("No pulmonary embolism occurred after discharge.", None),
        ("No pulmonary embolism was seen in any of them.", "words-against-numbers: No"),
        ("No patient had both infection and fever.", None),
        ("There was no left hip.", None),  # of what is no complication, nobody knows which are meant
        ("One patient had an infection.", "typed-quantifier: One patient"),
        ("An infection developed in one patient.", "typed-quantifier: one patient"),
        ("Only one infection was seen.", "typed-quantifier: Only one"),
        ("One of the patients had fever.", "typed-quantifier: One of the patients"),
        ("One of the\n{{< var participants.n >}} patients had fever.", "typed-quantifier: One of the {{< var participants.n >}} patients"),
        ("One patient died.", "words-against-numbers: One patient"),
        ("All patients underwent biopsy.", "typed-quantifier: All patients"),
        ("A biopsy was taken in every patient.", "typed-quantifier: every patient"),
        ("All patients had fever.", None),
        ("All patients with a biopsy were asked.", None),
        ("All patients gave consent.", None),
        ("Biopsies were taken of one patient at a time.", None),
        ("Pain fell, and one patient left early.", None),
        ("No history of bleeding was recorded.", None),
        ("There were no death certificates.", None),
        ("No patients were involved in the design.", None),
        ("Patients with no infection at baseline met the inclusion criteria.", None),
        ("There were no deaths [@cho2010].", None),
        ("# No deaths\n\nText.", "typed-quantifier: No"),
        ("- No deaths.", "typed-quantifier: No"),
        ("Note.[^1]\n\n[^1]: There were no deaths.", "typed-quantifier: no"),
    ],
)  # fmt: skip
def test_none_one_and_all(small: Study, text: str, expected: str | None) -> None:
    assert told(small, text) == ([expected] if expected else [])


def test_a_claim_is_the_way_out(small: Study) -> None:
    claims = "claims:\n  none_died: {says: no deaths, kind: none, of: death}\n"
    assert told(small, "There were {{< var claims.none_died >}}.", variables=MORE + claims) == []
    # The words of the claim, typed, are told as that and not twice.
    assert told(small, "There were no deaths.", variables=MORE + claims) == []
    found = small.run("check", "--json").json["findings"]
    assert [one["rule"] for one in found if one["found"] == "no deaths"] == ["typed-claim"]


def test_the_data_turn_the_words_into_a_lie(small: Study) -> None:
    assert told(small, "There were no deaths.") == ["typed-quantifier: no"]
    small.edit(
        "data/table.csv", "no,no,no,yes,no,left", "no,no,yes,no,yes,no,left".removeprefix("no,")
    )
    found = small.run("check", "--json").json["findings"]
    (one,) = [one for one in found if one["rule"] == "words-against-numbers"]
    assert (
        one["message"] == '"no" is said beside "Death within 30 days", and the data say otherwise'
    )
    assert one["expected"] == "death.count = 1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kein Patient verstarb.", "typed-quantifier: Kein Patient"),
        ("Es gab keine Todesfälle.", "typed-quantifier: keine"),
        ("Es gab keine Todesfälle und Infektionen.", "words-against-numbers: keine"),
        ("Bei einem Patienten trat eine Infektion auf.", "typed-quantifier: einem Patienten"),
        ("Alle Patienten erhielten eine Biopsie.", "typed-quantifier: Alle Patienten"),
        ("Alle Patienten stimmten zu.", None),
        ("Ein Katheter wurde gelegt.", None),
    ],
)
def test_german(small: Study, text: str, expected: str | None) -> None:
    german = MORE.replace("Death within 30 days", "Tod").replace("label: Biopsy", "label: Biopsie")
    german = german.replace("Procedure-related infection", "Infektion")
    assert told(small, text, "de", german) == ([expected] if expected else [])
